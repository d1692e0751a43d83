//! Request logs whose ids tell no request from another, and error answers without the id.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Class, File, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "observability/no-request-id",
    title: "Requests cannot be told apart in the log",
    severity: Severity::Info,
    standard: &["S144"],
    refs: &["https://github.com/pinojs/pino-http#pinohttpopts-stream"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("no_request_id.md"),
    check: &[Check::Call(&["pinoHttp", "forRoot", "forRootAsync"], logger), Check::Class(Role::Filter, filter)],
};

/// Keys of pino-http by which each line may get an id of its own.
const IDS: [&str; 5] = ["genReqId", "reqId", "customProps", "mixin", "logger"];

/// Packages that give each request an id for themselves.
const TRACING: [&str; 5] =
    ["nestjs-cls", "@opentelemetry/sdk-node", "@opentelemetry/api", "dd-trace", "@opentelemetry/instrumentation-pino"];

fn logger(project: &Project, call: &Call) -> Option<Finding> {
    let options = options(project, call)?;
    (!options.is_open() && !IDS.iter().any(|it| options.has(it))).then_some(())?;
    (!project.is_test(call.syntax) && !has_ids(project)).then_some(())?;
    let message = "pino-http counts requests from 1 in each process: after a restart, and on a second instance, `req.id` 1 is \
                   another request, so the lines of one request cannot be found by it.";
    let reason = "whoever sends `x-request-id` names the request; the proxy should set it";
    let entry = "genReqId: (request) => request.headers['x-request-id'] ?? randomUUID()".to_owned();
    let fix = Fix::review("Give each request an id of its own", reason).add_entries(options, &[entry]);
    let fix = project.bring(fix, call.syntax, "randomUUID", "node:crypto");
    Some(Finding::at(options.0, message).fix(fix))
}

/// `{…}` of `pinoHttp({…})` and of `LoggerModule.forRoot({ pinoHttp: {…} })`.
fn options<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<Object<'t>> {
    if call.name == "pinoHttp" {
        return call.object(0).filter(|_| call.args.len() == 1);
    }
    call.receiver.filter(|it| it.text() == "LoggerModule" && project.comes_from(*it, "nestjs-pino"))?;
    let pair =
        call.syntax.find(Kind::Pair).find(|it| it.field(Field::Key).is_some_and(|it| it.text() == "pinoHttp"))?;
    Object::of(plain(pair.field(Field::Value)?))
}

/// Whether something gives requests ids.
fn has_ids(project: &Project) -> bool {
    let names = |it: &&File| !it.is_test() && (it.text.contains("equest-id") || it.text.contains("equest-Id"));
    makes_ids(project)
        || project.imports.iter().any(|it| TRACING.contains(&it.module))
        || project.files.iter().any(|it| names(&it) || it.text.contains("X-Correlation-"))
}

fn makes_ids(project: &Project) -> bool {
    project.sets("genReqId")
}

/// What an exception filter answers, where the log has ids.
fn filter(project: &Project, class: &Class) -> Option<Finding> {
    (makes_ids(project) && !project.is_test(class.syntax)).then_some(())?;
    let body = class.method("catch")?.body?;
    let calls = project.calls_within(body);
    let answers = calls.filter(|it| matches!(it.name, "json" | "send"));
    let object = answers.filter_map(|it| project.options(*it.args.first()?)).find(|it| {
        let keys = it.0.find_any(&[Kind::PropertyIdentifier, Kind::Shorthand, Kind::Identifier]);
        let is_id = |it: &Syntax| {
            name_words(it.text()).iter().any(|it| matches!(it.as_str(), "request" | "req" | "trace" | "correlation"))
        };
        let is_closed = !it.is_open() && it.0.find(Kind::Spread).next().is_none();
        is_closed && it.0.file == class.syntax.file && !keys.iter().any(is_id)
    })?;
    // A header says it as well.
    (!body.text().contains("header")).then_some(())?;
    let message = format!(
        "`{}` answers errors without the id that each line of the log has: whoever reports an error cannot say which \
         request it was.",
        class.name.text()
    );
    Some(Finding::at(object.0, message).likely())
}
