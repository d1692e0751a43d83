//! Failures that are answered with a status of success.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, literal, returned};

pub static RULE: Rule = Rule {
    id: "errors/failure-as-success",
    title: "A failure is answered with a status of success",
    severity: Severity::Low,
    standard: &["S063"],
    refs: &["https://docs.nestjs.com/exception-filters#built-in-http-exceptions"],
    needs: &[],
    fix: FixKind::None,
    words: words!("failure_as_success.md"),
    check: &[Check::New(&["HttpException"], thrown), Check::Node(Kind::Return, answered)],
};

/// `new HttpException('…', 200)`
fn thrown(project: &Project, call: &Call) -> Option<Finding> {
    let status = project.constant(*call.args.get(1)?);
    let (number, name) = (project.number(status), status.text().strip_prefix("HttpStatus."));
    let is_success = number.is_some_and(|it| it < 400)
        || name.is_some_and(|it| matches!(it, "OK" | "CREATED" | "ACCEPTED" | "NO_CONTENT"));
    (is_success && !project.is_test(call.syntax) && project.comes_from(call.callee, "@nestjs/common")).then_some(())?;
    let shown = call.args.get(1)?.text();
    let message = format!("This exception is answered with `{shown}`: the client takes the failure for a success.");
    Some(Finding::at(*call.args.get(1)?, message))
}

/// `return { error: '…' }` of a handler.
fn answered(project: &Project, statement: Syntax) -> Option<Finding> {
    let object = Object::of(returned(statement)?)?;
    let failure = object.entries().find_map(|(key, value)| {
        let is_text = literal(value).is_some_and(|it| it.len() > 2) || value.kind() == Kind::Template;
        let is_message = value.kind() == Kind::Member && value.text().ends_with(".message");
        let fails = match key {
            "error" => is_text || is_message,
            "success" | "ok" => value.kind() == Kind::False,
            _ => false,
        };
        fails.then_some((key, value))
    });
    let (key, value) = failure?;
    let owner = project.owner(statement);
    (owner.is_route && !project.is_test(statement) && !object.has("statusCode") && object.spreads().next().is_none())
        .then_some(())?;
    // With the response in hand, the handler may set the status itself.
    let parameters = owner.function?.field(Field::Parameters).map_or("", Syntax::text);
    (!["@Res(", "@Response("].iter().any(|it| parameters.contains(it))).then_some(())?;
    let message = format!(
        "`{}` answers this failure with the status of a success; only a client that reads `{key}: {}` learns of it.",
        owner.name,
        if value.text().len() < 40 { value.text() } else { "…" }
    );
    Some(Finding::at(value, message).likely())
}
