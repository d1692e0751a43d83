//! Sessions in cookies, and nothing that tells one's own pages from others.

use crate::finding::Finding;
use crate::project::{AccessState, Bootstrap, Call, Class, EntryKind, Project, Role, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Object, Syntax, literal, root};

pub static RULE: Rule = Rule {
    id: "auth/csrf-missing",
    title: "Other sites can send requests in a user's name",
    severity: Severity::High,
    standard: &["S083"],
    refs: &[
        "CWE-352",
        "https://docs.nestjs.com/security/csrf",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
    ],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("csrf_missing.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let create = bootstrap.create.syntax;
    let judged = !bootstrap.is_microservice() && bootstrap.listens() && !bootstrap.is_open;
    (judged && !project.is_test(create)).then_some(())?;
    let session = session(project, create.file);
    let read = signed_in_by(project, create.file).or(session.as_ref().map(|it| it.callee))?;
    let mut writes = project.accesses.iter().filter(|it| {
        let verb = it.entry.decorator.as_ref().map_or("", |it| it.name);
        it.entry.kind == EntryKind::Http
            && matches!(verb, "Post" | "Put" | "Patch" | "Delete")
            && matches!(it.state, AccessState::Guarded(_))
            && project.same_app(it.entry.class.syntax.file, create.file)
    });
    let first = writes.next()?;
    (!is_protected(project)).then_some(())?;
    let site = session.map_or_else(|| same_site(project, create.file), |it| same_site_of(project, &it));
    let more = writes.count();
    let message = format!(
        "A cookie signs users in, browsers send it along with requests that other sites make, and nothing here checks \
         a CSRF token: another site can call `{}`{} in a user's name{}.",
        first.label(),
        if more == 0 { String::new() } else { format!(" and {more} more") },
        match site {
            Site::Strict => ". Only `sameSite: 'strict'` stops that, and not for pages on your own subdomains",
            Site::Lax => ". Only `sameSite` stops that, and not for pages on your own subdomains or in old browsers",
            Site::Open => "",
        }
    );
    let finding = Finding::at(read, message).step(first.entry.method.name, "can be called from another site");
    Some(match site {
        Site::Strict => finding.severity(Severity::Low).to_check(),
        Site::Lax => finding.severity(Severity::Medium).likely(),
        Site::Open => finding.likely(),
    })
}

/// Where a cookie is read to find out who is calling.
fn signed_in_by<'t>(project: &Project<'t>, file: u32) -> Option<Syntax<'t>> {
    let decides = |it: &Syntax<'t>| {
        let class = project.class_of(*it);
        class.is_some_and(|it| it.is(Role::Guard) || it.is(Role::Strategy))
    };
    let mut reads = project.cookie_reads().filter(|it| project.same_app(it.file, file) && !project.is_test(*it));
    reads.find(decides)
}

/// `session({ … })` of `express-session`, where Passport keeps who is signed in.
fn session<'t>(project: &Project<'t>, file: u32) -> Option<Call<'t>> {
    let keeps = |it: &Class| it.extends.as_ref().is_some_and(|it| it.name == "PassportSerializer");
    let mut classes = project.classes.iter().filter(|it| keeps(it) && project.same_app(it.syntax.file, file));
    classes.next()?;
    let mut calls = ["session", "expressSession"].into_iter().flat_map(|it| project.calls_of(it));
    let of_package = |it: &&Call<'t>| {
        let import = project.import_of(it.syntax.file, root(it.callee).text());
        import.is_some_and(|(it, _)| it.module == "express-session") && !project.is_test(it.syntax)
    };
    calls.find(of_package).cloned()
}

/// What the cookie of a session lets other sites do; the package sets no `sameSite` by itself.
fn same_site_of<'t>(project: &Project<'t>, session: &Call<'t>) -> Site {
    let options = session.args.first().and_then(|it| project.options(*it));
    let cookie = options.and_then(|it| Object::of(project.constant(it.get("cookie")?)));
    match cookie.map(|it| project.setting(it, "sameSite")) {
        None | Some(Setting::Absent) => Site::Open,
        Some(Setting::Set(value)) => match literal(project.constant(value)) {
            Some(it) if it.eq_ignore_ascii_case("strict") => Site::Strict,
            Some(it) if it.eq_ignore_ascii_case("none") => Site::Open,
            _ => Site::Lax,
        },
        Some(Setting::Unseen) => Site::Lax,
    }
}

/// Whether anything speaks of CSRF, or looks at where a request comes from.
fn is_protected(project: &Project) -> bool {
    let words = [
        "csrf",
        "Csrf",
        "CSRF",
        "xsrf",
        "XSRF",
        "csurf",
        "sec-fetch-site",
        "headers.origin",
        "lusca",
        "headers['origin']",
    ];
    project.roots.iter().any(|it| words.iter().any(|word| it.source().contains(word)))
}

#[derive(Clone, Copy)]
enum Site {
    Strict,
    Lax,
    Open,
}

fn signs_in<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let (Some(name), Some(value)) = (call.args.first(), call.args.get(1)) else { return false };
    let constant = project.constant(*name);
    let lower = literal(constant).unwrap_or(name.text()).to_ascii_lowercase();
    let words = ["token", "jwt", "auth", "sess", "sid", "refresh"];
    literal(*value) != Some("") && words.iter().any(|it| lower.contains(it))
}

/// What the weakest of the cookies lets other sites do.
fn same_site(project: &Project, file: u32) -> Site {
    let calls = ["cookie", "setCookie"].iter().flat_map(|it| project.calls_of(it));
    let own = calls.filter(|it| it.receiver.is_some() && project.same_app(it.syntax.file, file));
    let mut worst = Site::Strict;
    let mut seen = false;
    for call in own.filter(|it| !project.is_test(it.syntax) && signs_in(project, it)) {
        let options = call.args.get(2).and_then(|it| project.options(*it));
        let value = options.and_then(|it| project.setting(it, "sameSite").value()).map(|it| project.constant(it));
        seen = true;
        worst = match value.and_then(|it| literal(it)) {
            Some(it) if it.eq_ignore_ascii_case("strict") => worst,
            Some(it) if it.eq_ignore_ascii_case("none") => return Site::Open,
            Some(it) if it.eq_ignore_ascii_case("lax") => Site::Lax,
            // Chrome alone takes a cookie without the flag for `lax`.
            _ if options.is_some_and(|it| project.setting(it, "sameSite") == Setting::Absent) => return Site::Open,
            _ if value.is_some_and(|it| it.kind() == Kind::False) || call.args.len() < 3 => return Site::Open,
            _ => Site::Lax,
        };
    }
    if seen { worst } else { Site::Open }
}
