//! Cookies that sign in and end at once, or far too late.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, literal, name_words};

pub static RULE: Rule = Rule {
    id: "auth/cookie-lifetime",
    title: "A cookie that signs users in does not end when it should",
    severity: Severity::Medium,
    standard: &["S093"],
    refs: &[
        "CWE-613",
        "https://expressjs.com/en/api.html#res.cookie",
        "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("cookie_lifetime.md"),
    check: &[Check::Call(&["cookie"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let receiver = call.receiver?.text();
    // Fastify counts in seconds.
    let express = !receiver.to_ascii_lowercase().contains("reply")
        && project.held(call.receiver?).is_none_or(|it| it.type_name() != "FastifyReply");
    (express && !project.is_test(call.syntax)).then_some(())?;
    let written = *call.args.first()?;
    let name = literal(project.constant(written)).unwrap_or(written.text());
    let words = name_words(name);
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let is_access = has(&["token", "jwt", "access", "auth", "authentication", "authorization"])
        && !has(&["csrf", "xsrf", "refresh", "device", "remember", "rt"]);
    let is_long = has(&["refresh", "session", "sid"]);
    (is_access || is_long).then_some(())?;
    let options = project.options(*call.args.get(2)?)?;
    let value = project.setting(options, "maxAge").value()?;
    let milliseconds = project.number(value).filter(|it| *it > 0)?;
    if milliseconds < 60_000 && looks_like_seconds(milliseconds) {
        let message = format!(
            "`maxAge` counts in milliseconds: the cookie `{name}` ends after {}, where {milliseconds} seconds seem to \
             be meant.",
            if milliseconds < 2_000 { "a moment".to_owned() } else { format!("{} seconds", milliseconds / 1000) }
        );
        let fix = Fix::review("Count in milliseconds", "the cookie then lives a thousand times longer");
        let fix = match project.value(value).kind() {
            Kind::Number => fix.replace(project.value(value), format!("{} * 1000", project.value(value).text())),
            _ => fix.replace(value, format!("({}) * 1000", value.text())),
        };
        return Some(Finding::at(value, message).fix(fix));
    }
    let most = i64::from(project.standard.facts.access_token_hours);
    let hours = milliseconds / 3_600_000;
    (is_access && hours > most).then_some(())?;
    let message = format!(
        "The cookie `{name}` lives {}: on a shared or stolen machine it signs in for all that time. An access token should \
         end within {most} hours, and be renewed.",
        if hours >= 48 { format!("{} days", hours / 24) } else { format!("{hours} hours") }
    );
    Some(Finding::at(value, message).severity(Severity::Low).likely())
}

/// 900, 3600, 604800: whole minutes, if they were seconds.
fn looks_like_seconds(number: i64) -> bool {
    number >= 60 && number % 60 == 0
}
