//! Requests to other services that may wait without end.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "async/no-time-limit",
    title: "A request to another service has no time limit",
    severity: Severity::Low,
    standard: &["X042"],
    refs: &["CWE-1088", "https://axios-http.com/docs/req_config", "https://nodejs.org/api/globals.html#fetch"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("no_time_limit.md"),
    check: &[
        Check::Call(&["fetch"], by_fetch),
        Check::Call(&["get", "delete", "head", "post", "put", "patch", "request", "axios", "create"], by_axios),
    ],
};

/// Undici gives up after 300 seconds without headers, and after 300 more between two parts of the body.
fn by_fetch(project: &Project, call: &Call) -> Option<Finding> {
    let is_global =
        |it: &Call| it.receiver.is_none() && it.name == "fetch" && project.import_of(it.syntax.file, "fetch").is_none();
    let is_limitless =
        |it: &Call| is_global(it) && !it.args.is_empty() && lacks(project, it, 1, &["signal", "dispatcher"]);
    (is_limitless(call) && project.declared_at(call.syntax.file, "fetch").next().is_none()).then_some(())?;
    let all = alike(project, call, is_limitless)?;
    let others = others(&all);
    let message = format!(
        "`fetch` waits up to five minutes for an answer, and as long again for each part of it{others}: requests \
         that depend on it pile up meanwhile."
    );
    let fix = limited(&all, |_| 1, "signal: AbortSignal.timeout(5_000)");
    Some(Finding::at(call.callee, message).fix(fix))
}

/// The default of axios is `timeout: 0`: none. `@nestjs/axios` adds nothing to that.
fn by_axios(project: &Project, call: &Call) -> Option<Finding> {
    let is_limitless = |it: &Call| {
        client(project, it)
            .is_some_and(|(_, at)| lacks(project, it, at, &["timeout", "signal"]) && !is_limited_behind(it.syntax))
    };
    is_limitless(call).then_some(())?;
    let (kind, _) = client(project, call)?;
    (!is_limited_elsewhere(project, call, kind)).then_some(())?;
    let all = alike(project, call, is_limitless)?;
    let others = others(&all);
    let callee = call.callee.text();
    // Without the module's options in sight, they may say it.
    let mut imports = project.imports.iter().flat_map(|it| &it.names);
    let is_seen = kind == Client::Axios || imports.any(|it| it.local == "HttpModule");
    let message = match call.name {
        "create" => "No call of this client has a time limit: axios has none of its own, so a service that accepts and never answers holds the request for ever.".to_owned(),
        _ => format!(
            "`{callee}` waits for ever if the other side accepts the connection and never answers{others}: axios has \
             no limit of its own."
        ),
    };
    let finding = Finding::at(call.callee, message).fix(limited(
        &all,
        |it| client(project, it).map_or(0, |it| it.1),
        "timeout: 5_000",
    ));
    Some(if is_seen { finding } else { finding.likely() })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Client {
    Axios,
    HttpService,
}

/// Through what a call sends, and where its options stand.
fn client(project: &Project, call: &Call) -> Option<(Client, usize)> {
    let at = match call.name {
        "get" | "delete" | "head" => 1,
        "post" | "put" | "patch" => 2,
        "request" | "axios" | "create" => 0,
        _ => return None,
    };
    if matches!(call.name, "request" | "axios") && call.args.first().is_none_or(|it| Object::of(*it).is_none()) {
        return None;
    }
    (call.args.len() >= at).then_some(())?;
    match call.chain().as_slice() {
        ["axios"] | ["axios", _] => project.comes_from(call.callee, "axios").then_some((Client::Axios, at)),
        ["this", field, "axiosRef", _] | ["this", field, _] if call.name != "create" => {
            let class = project.class_of(call.syntax)?;
            let service = class.type_of(field).filter(|it| it.name == "HttpService")?;
            let from_nest = ["@nestjs/axios", "@nestjs/common"].iter().any(|it| project.comes_from(service.syntax, it));
            from_nest.then_some((Client::HttpService, at))
        }
        _ => None,
    }
}

/// Whether the options of a call are seen and say none of these.
fn lacks(project: &Project, call: &Call, at: usize, keys: &[&str]) -> bool {
    if call.is_open() || project.is_test(call.syntax) || project.is_script(call.syntax) {
        return false;
    }
    let Some(options) = call.args.get(at) else { return call.args.len() >= at };
    let Some(object) = project.options(*options) else { return false };
    keys.iter().all(|it| project.setting(object, it) == Setting::Absent)
}

/// A default of axios, or the options of `HttpModule`.
fn is_limited_elsewhere(project: &Project, call: &Call, kind: Client) -> bool {
    let sets = |text: &str| text.contains("defaults.timeout") || text.contains("interceptors.request");
    let axios = project.imports.iter().filter(|it| matches!(it.module, "axios" | "@nestjs/axios"));
    let by_default =
        axios.filter(|it| project.same_app(it.syntax.file, call.syntax.file)).any(|it| sets(it.syntax.source()));
    let modules = ["register", "registerAsync"].iter().flat_map(|it| project.calls_of(it));
    let mut own = modules.filter(|it| it.receiver.is_some_and(|it| it.text() == "HttpModule"));
    by_default
        || kind == Client::HttpService
            && own.any(|it| it.name == "registerAsync" || !lacks(project, it, 0, &["timeout"]))
}

/// `.pipe(timeout(5000))`, `Promise.race([…])`
fn is_limited_behind(call: Syntax) -> bool {
    let stop = [Kind::Method, Kind::Function, Kind::Program];
    let holder = call.ancestors().take_while(|it| !it.is(&stop)).filter(|it| it.kind() == Kind::Call);
    holder.filter_map(Call::of).any(|it| it.name == "race" || it.args.iter().any(|it| it.text().starts_with("timeout")))
}

/// The calls of a file that one finding speaks for: all of them, if this is the first.
fn alike<'p, 't>(
    project: &'p Project<'t>,
    call: &'p Call<'t>,
    is_limitless: impl Fn(&Call<'t>) -> bool,
) -> Option<Vec<&'p Call<'t>>> {
    if call.name == "create" {
        return Some(vec![call]);
    }
    let all = project.calls_in(call.syntax.file).iter().filter(|it| it.name != "create" && is_limitless(it));
    Some(all.collect()).filter(|it: &Vec<&Call>| it.first().is_some_and(|it| it.syntax == call.syntax))
}

fn others(all: &[&Call]) -> String {
    match all.len() {
        0 | 1 => String::new(),
        2 => ", here and in another call of this file".to_owned(),
        more => format!(", here and in {} more calls of this file", more - 1),
    }
}

fn limited(all: &[&Call], at: impl Fn(&Call) -> usize, entry: &str) -> Option<Fix> {
    let reason = "check whether five seconds suit this service, and who handles the error";
    all.iter().try_fold(Fix::review("Give up after five seconds", reason), |fix, call| {
        let at = at(call);
        match call.args.get(at) {
            Some(it) => Some(fix.add_entries(Object::of(*it)?, &[entry.to_owned()])),
            None if call.args.len() == at && at > 0 => Some(fix.after(*call.args.last()?, format!(", {{ {entry} }}"))),
            None => None,
        }
    })
}
