//! Cookies that carry a session or a token, and lack a flag that protects them.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Setting, explains_itself, is_explained_above};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, chain, literal, name_words};

pub static RULE: Rule = Rule {
    id: "auth/insecure-cookie",
    title: "A cookie that signs users in lacks a protecting flag",
    severity: Severity::High,
    standard: &["S090", "S091", "S092"],
    refs: &[
        "CWE-1004",
        "CWE-614",
        "CWE-1275",
        "https://docs.nestjs.com/techniques/cookies",
        "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("insecure_cookie.md"),
    check: &[Check::Call(&["cookie", "setCookie"], check)],
};

/// A flag, what is wrong with it, and what it should be.
struct Fault<'t> {
    key: &'static str,
    wrong: Option<Syntax<'t>>,
    remedy: &'static str,
    consequence: &'static str,
}

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let ([name, value], false) = (call.args.get(..2)?, call.is_open()) else { return None };
    call.receiver?;
    let cookie = cookie_name(project, *name);
    let known = signs_in(cookie) || value_signs_in(project, *value);
    (known && !is_removal(project, *value) && !project.is_test(call.syntax)).then_some(())?;
    let options = match call.args.get(2) {
        Some(it) => Some(project.options(*it)?),
        None => None,
    };
    let faults = faults(project, call, options);
    let first = faults.first()?;
    let message = format!("The cookie `{cookie}` {}: {}.", describe(&faults), first.consequence);
    let finding = Finding::at(call.syntax, message).fix(remedy(call, options, &faults));
    let finding = faults.iter().filter_map(|it| it.wrong).fold(finding, |it, wrong| it.step(wrong, "set here"));
    let weighs_less = faults.iter().all(|it| it.key == "sameSite");
    Some(if weighs_less { finding.severity(Severity::Medium) } else { finding })
}

/// What the cookie is called; the expression where that is not written in the project.
fn cookie_name<'t>(project: &Project<'t>, name: Syntax<'t>) -> &'t str {
    let constant = project.constant(name);
    literal(constant).unwrap_or(name.text())
}

fn faults<'t>(project: &Project<'t>, call: &Call<'t>, options: Option<Object<'t>>) -> Vec<Fault<'t>> {
    let setting = |key: &str| options.map_or(Setting::Absent, |it| project.setting(it, key));
    let is_off = |it: Syntax<'t>| project.constant(it).kind() == Kind::False;
    let fault = |key, remedy, consequence, is_wrong: &dyn Fn(Syntax<'t>) -> bool| match setting(key) {
        Setting::Absent => Some(Fault { key, wrong: None, remedy, consequence }),
        Setting::Set(value) if is_wrong(value) => Some(Fault { key, wrong: Some(value), remedy, consequence }),
        Setting::Set(_) | Setting::Unseen => None,
    };
    let cross_site = |it: Syntax<'t>| {
        let none = literal(project.constant(it)).is_some_and(|it| it.eq_ignore_ascii_case("none"));
        is_off(it) || (none && !is_meant_across_sites(project, call, options))
    };
    let secure = "process.env.NODE_ENV === 'production'";
    [
        fault("httpOnly", "true", "any script that runs in the page can read it and send it away", &is_off),
        fault("secure", secure, "browsers also send it over plain HTTP, where others on the way can read it", &is_off),
        fault("sameSite", "'lax'", "other sites can make a browser send it with their requests", &cross_site),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// "has `secure: false` and no `sameSite`"
fn describe(faults: &[Fault]) -> String {
    let part = |it: &Fault| match it.wrong {
        Some(value) => format!("`{}: {}`", it.key, value.text()),
        None => format!("no `{}`", it.key),
    };
    let parts: Vec<String> = faults.iter().map(part).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("has {} and {last}", rest.join(", ")),
        _ => format!("has {}", parts.join("")),
    }
}

/// `sameSite: 'none'` is a choice where a comment says why, or requests carry a CSRF token.
fn is_meant_across_sites(project: &Project, call: &Call, options: Option<Object>) -> bool {
    let mut guards = ["doubleCsrf", "csrf", "csurf", "csrfSync"].into_iter();
    options.is_some_and(|it| explains_itself(it.0))
        || is_explained_above(call.syntax)
        || guards.any(|it| project.calls_of(it).next().is_some())
}

fn remedy(call: &Call, options: Option<Object>, faults: &[Fault]) -> Option<Fix> {
    let reason = "pages that read this cookie in a script, or send it from another site, will no longer work";
    let mut fix = Fix::review("Set the flags", reason);
    for fault in faults {
        if let Some(value) = fault.wrong {
            fix = fix.replace(value, fault.remedy);
        }
    }
    let absent = faults.iter().filter(|it| it.wrong.is_none());
    let entries: Vec<String> = absent.map(|it| format!("{}: {}", it.key, it.remedy)).collect();
    if entries.is_empty() {
        return Some(fix);
    }
    Some(match options {
        Some(options) => fix.add_entries(options, &entries),
        None => fix.after(*call.args.get(1)?, format!(", {{ {} }}", entries.join(", "))),
    })
}

/// An empty value takes the cookie away.
fn is_removal(project: &Project, value: Syntax) -> bool {
    let value = project.constant(value);
    value.is(&[Kind::Null, Kind::Undefined]) || value.text() == "undefined" || literal(value) == Some("")
}

fn value_signs_in(project: &Project, value: Syntax) -> bool {
    let value = project.value(value);
    let signed = Call::of(value).is_some_and(|it| matches!(it.name, "sign" | "signAsync"));
    let name = chain(value).last().copied().unwrap_or_default();
    let field = value.field(Field::Property).map_or(name, Syntax::text).to_ascii_lowercase();
    signed || (!is_harmless(&field) && (field.ends_with("token") || field.contains("jwt")))
}

fn signs_in(name: &str) -> bool {
    let exact = ["auth", "authentication", "authorization", "bearer", "refresh", "sid", "sess", "session", "jwt"];
    let endings = ["token", "sessionid", "sessid"];
    let is_key = |it: &String| exact.contains(&it.as_str()) || endings.iter().any(|end| it.ends_with(end));
    !is_harmless(&name.to_ascii_lowercase()) && name_words(name).iter().any(is_key)
}

fn is_harmless(lower: &str) -> bool {
    ["csrf", "xsrf"].iter().any(|it| lower.contains(it))
}
