//! Errors without a status where a request is refused.

use crate::finding::{Finding, Fix};
use crate::project::{Call, EntryKind, Project, Role, catches};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, returned};

pub static RULE: Rule = Rule {
    id: "errors/bare-error",
    title: "A refusal is answered with status 500",
    severity: Severity::Low,
    standard: &["S063"],
    refs: &["https://docs.nestjs.com/exception-filters#built-in-http-exceptions"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("bare_error.md"),
    check: &[Check::Node(Kind::Throw, check)],
};

fn check(project: &Project, throw: Syntax) -> Option<Finding> {
    let value = returned(throw)?;
    let text = thrown_text(value)?;
    let method = project.method_around(throw)?;
    let class = project.class_of(throw)?;
    let is_controller = class.is(Role::Controller);
    let plays = is_controller || class.is(Role::Provider) || class.is(Role::Guard);
    (plays && !class.is(Role::Filter) && !project.is_test(throw) && !project.is_script(throw)).then_some(())?;
    let asked = asked_by(project, method.syntax)?;
    (!is_caught(throw) && !is_mapped(project, throw.file)).then_some(())?;
    let (exception, status) = fitting(&text.to_ascii_lowercase())?;
    let name = method.name.text();
    let message = format!(
        "`{name}` refuses with a plain error, and Nest answers it with 500: the client is told of a fault of the \
         server where {status} is meant."
    );
    let finding = Finding::at(value, message).fix(with_status(project, value, exception));
    Some(if asked { finding } else { finding.likely() })
}

/// What a plain error says: `new Error('…')`, `'…'`.
fn thrown_text(value: Syntax<'_>) -> Option<&str> {
    match value.kind() {
        Kind::String | Kind::Template => Some(value.text()),
        Kind::New | Kind::Call => {
            let call = Call::of(value).filter(|it| it.callee.text() == "Error")?;
            Some(call.args.first()?.text())
        }
        _ => None,
    }
}

/// Whether a method answers requests itself, or a handler of requests calls it outside of every `try`.
fn asked_by<'t>(project: &Project<'t>, method: Syntax<'t>) -> Option<bool> {
    let kind = |it| project.entries_of(it).next().map(|it| it.kind);
    if let Some(kind) = kind(method) {
        return (kind == EntryKind::Http).then_some(true);
    }
    let name = method.field(Field::Name)?.text();
    let calls = project.calls_near(method.file, name);
    let asked = calls.filter(|it| it.syntax.ancestor(&[Kind::Method]).and_then(kind) == Some(EntryKind::Http));
    let mut calls = asked.filter(|it| project.target(it).is_some_and(|it| it.syntax == method)).peekable();
    calls.peek()?;
    calls.all(|it| !is_caught(it.syntax)).then_some(false)
}

fn is_caught(node: Syntax) -> bool {
    let method = node.ancestor(&[Kind::Method]);
    catches(node).any(|it| method.is_none_or(|method| method.contains(it)))
}

/// Whether a filter of the application takes plain errors and may give them a status.
fn is_mapped(project: &Project, file: u32) -> bool {
    let filters = project.classes.iter().filter(|it| it.is(Role::Filter) && project.same_app(it.syntax.file, file));
    let takes_all = |args: &[Syntax]| args.is_empty() || args.iter().any(|it| it.text() == "Error");
    let reads = |it: Syntax| it.source().contains(".message");
    filters.into_iter().any(|it| it.decorator("Catch").is_some_and(|catch| takes_all(&catch.args)) && reads(it.syntax))
}

/// The exception of Nest that says the same, and what the client would learn.
fn fitting(text: &str) -> Option<(&'static str, &'static str)> {
    let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
    if has(&["config", "env", "connect", "internal", "unexpected", "implemented", "unknown error", "failed to"]) {
        return None;
    }
    if has(&["not found", "does not exist", "doesn't exist", "no such"]) {
        return Some(("NotFoundException", "404"));
    }
    if has(&["forbidden", "not allowed", "permission", "access denied", "not authorized to", "not the owner"]) {
        return Some(("ForbiddenException", "403"));
    }
    if has(&[
        "unauthorized",
        "unauthenticated",
        "not logged in",
        "invalid credentials",
        "invalid password",
        "wrong password",
    ]) {
        return Some(("UnauthorizedException", "401"));
    }
    if has(&["already exist", "already taken", "already in use", "duplicate", "already been"]) {
        return Some(("ConflictException", "409"));
    }
    has(&["invalid", "required", "must be", "must not", "too long", "too short", "expired"])
        .then_some(("BadRequestException", "400"))
}

fn with_status<'t>(project: &Project<'t>, value: Syntax<'t>, exception: &str) -> Option<Fix> {
    let fix = Fix::review(
        "Throw the exception with the status",
        "check that the status fits, and that no caller tests for a plain `Error`",
    );
    let fix = match Call::of(value) {
        Some(call) if call.is_new => fix.replace(call.callee, exception),
        Some(call) => fix.replace(call.callee, format!("new {exception}")),
        None => fix.replace(value, format!("new {exception}({})", value.text())),
    };
    Some(project.bring(fix, value, exception, "@nestjs/common"))
}
