//! Sessions of Express that are kept in memory, or whose cookie lacks a flag.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "auth/session-config",
    title: "Sessions are not set up for production",
    severity: Severity::High,
    standard: &["X077"],
    refs: &[
        "CWE-614",
        "CWE-1004",
        "https://docs.nestjs.com/techniques/session",
        "https://expressjs.com/en/resources/middleware/session.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("session_config.md"),
    check: &[Check::Call(&NAMES, cookie), Check::Call(&NAMES, store)],
};

const NAMES: [&str; 4] = ["session", "expressSession", "cookieSession", "default"];
const SECURE: &str = "secure: process.env.NODE_ENV === 'production'";

/// What a call of `express-session` is given.
fn options<'t>(project: &Project<'t>, call: &Call<'t>, package: &str) -> Option<Object<'t>> {
    let root = crate::syntax::root(call.callee);
    let own = project.import_of(root.file, root.text()).is_some_and(|(it, _)| it.module == package);
    (own && !call.is_new && !project.is_test(call.syntax)).then_some(())?;
    Object::of(project.constant(*call.args.first()?))
}

fn cookie(project: &Project, call: &Call) -> Option<Finding> {
    let whole = options(project, call, "express-session");
    let (holder, own) = match whole {
        Some(it) => (it, "cookie"),
        None => (options(project, call, "cookie-session")?, ""),
    };
    let setting = if own.is_empty() { Setting::Set(holder.0) } else { project.setting(holder, own) };
    let off = |it: Syntax| project.constant(it).kind() == Kind::False;
    let reason = "behind a proxy that ends HTTPS, `app.set('trust proxy', 1)` is needed, or no cookie is set";
    let fix = Fix::review("Send it over HTTPS alone", reason);
    let consequence =
        "browsers also send it over plain HTTP, where others on the way can read it and take over the session";
    let Some(cookie) = setting.value().and_then(|it| Object::of(project.constant(it))) else {
        (setting == Setting::Absent).then_some(())?;
        let message = format!("The session's cookie has no `secure`: {consequence}.");
        let fix = fix.add_entries(holder, &[format!("cookie: {{ {SECURE}, sameSite: 'lax' }}")]);
        return Some(Finding::at(call.callee, message).fix(fix));
    };
    if let Setting::Set(value) = project.setting(cookie, "httpOnly")
        && off(value)
    {
        let message = "The session's cookie has `httpOnly: false`: any script that runs in the page can send it away.";
        let fix = Fix::review("Keep it from scripts", "pages that read this cookie in a script will no longer work");
        return Some(Finding::at(value, message).fix(fix.replace(value, "true")));
    }
    match project.setting(cookie, "secure") {
        Setting::Absent => {
            let message = format!("The session's cookie has no `secure`: {consequence}.");
            Some(Finding::at(call.callee, message).fix(fix.add_entries(cookie, &[SECURE.to_owned()])))
        }
        Setting::Set(value) if off(value) => {
            let message = format!("The session's cookie has `secure: false`: {consequence}.");
            Some(Finding::at(value, message).fix(fix.replace(value, "process.env.NODE_ENV === 'production'")))
        }
        _ => None,
    }
}

fn store(project: &Project, call: &Call) -> Option<Finding> {
    let options = options(project, call, "express-session")?;
    let place = options.pair("secret").unwrap_or(options.0);
    (project.setting(options, "store") == Setting::Absent).then(|| {
        let message = "Without `store` sessions are kept in the memory of this process: they are gone at each deployment, a \
                       second instance does not know them, and they are never cleared away.";
        Finding::at(place, message).severity(Severity::Medium)
    })
}
