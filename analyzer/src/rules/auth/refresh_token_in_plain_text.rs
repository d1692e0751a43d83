//! Refresh tokens that are stored as they are handed out.

use crate::finding::Finding;
use crate::project::{Binding, Call, Operation, Project, Query, binding, taken_from};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "auth/refresh-token-in-plain-text",
    title: "Refresh tokens are stored as they are handed out",
    severity: Severity::Medium,
    standard: &["S044"],
    refs: &["CWE-522", "CWE-256", "https://datatracker.ietf.org/doc/html/rfc9700#name-refresh-token-protection"],
    needs: &[],
    fix: FixKind::None,
    words: words!("refresh_token_in_plain_text.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let function = query.call.syntax.function()?;
    (query.operation == Operation::Write && !project.is_test(query.call.syntax)).then_some(())?;
    let objects = query.call.args.iter().filter_map(|it| Object::of(project.constant(*it)));
    let is_table = query.model.to_ascii_lowercase().contains("refreshtoken");
    let value = objects.into_iter().find_map(|it| stored(project, it, is_table))?;
    (is_handed_out(project, value) && !hashes(function)).then_some(())?;
    let message = format!(
        "`{}` is stored as the client gets it: whoever sees the table, a backup or a log of it can renew the session of every \
         user in it.",
        value.text()
    );
    Some(Finding::at(value, message).likely())
}

/// The refresh token among what a query writes.
fn stored<'t>(project: &Project<'t>, object: Object<'t>, is_table: bool) -> Option<Syntax<'t>> {
    let parts = ["data", "create", "update", "$set"].map(|it| Object::of(project.constant(object.get(it)?)));
    let mut entries = parts.into_iter().flatten().chain([object]).flat_map(Object::entries);
    entries.find(|(key, _)| is_refresh(key) || (is_table && *key == "token")).map(|(_, it)| it)
}

fn is_refresh(key: &str) -> bool {
    let words = name_words(key);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(words.as_slice(), [.., "refresh", "token" | "tokens"]) && !words.iter().any(|it| it.contains("hash"))
}

/// Whether a value is the token itself: signed, drawn or given under its plain name.
fn is_handed_out<'t>(project: &Project<'t>, value: Syntax<'t>) -> bool {
    let value = project.value(value);
    if let Some(call) = Call::of(value) {
        return matches!(call.name, "sign" | "signAsync" | "randomUUID");
    }
    let is_named = value.is(&[Kind::Identifier, Kind::Shorthand, Kind::Member])
        && value.text().rsplit('.').next().is_some_and(|it| is_refresh(it) || it == "token");
    let made = match binding(value) {
        Some(Binding::Open) => taken_from(value).and_then(|(it, _)| Call::of(crate::syntax::plain(it))),
        _ => None,
    };
    is_named && made.is_none_or(|it| !name_words(it.name).iter().any(|it| it.contains("hash")))
}

fn hashes(function: Syntax) -> bool {
    let words = ["hash", "hmac", "digest", "argon", "bcrypt", "encrypt", "scrypt"];
    function.find(Kind::Call).filter_map(Call::of).any(|it| {
        let lower = it.callee.text().to_ascii_lowercase();
        words.iter().any(|word| lower.contains(word))
    })
}
