//! `@Transform()` that fails on values of another type, before a validator can refuse them.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain, root};

pub static RULE: Rule = Rule {
    id: "validation/unguarded-transform",
    title: "A transformation fails before the validator",
    severity: Severity::Low,
    standard: &["X030"],
    refs: &["CWE-248", "https://github.com/typestack/class-transformer#additional-data-transformation"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("unguarded_transform.md"),
    check: &[Check::Property(check)],
};

/// Methods of texts alone.
const OF_TEXT: [&str; 12] = [
    "trim",
    "trimStart",
    "trimEnd",
    "toLowerCase",
    "toUpperCase",
    "split",
    "replace",
    "replaceAll",
    "normalize",
    "startsWith",
    "endsWith",
    "padStart",
];
/// Methods of lists alone.
const OF_LIST: [&str; 7] = ["map", "filter", "join", "flatMap", "reduce", "some", "every"];

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let transform = property.decorators.iter().find(|it| it.name == "Transform")?;
    (project.is_from(transform, "class-transformer") && !project.is_test(class.syntax)).then_some(())?;
    let only_out = transform.args.get(1).is_some_and(|it| it.text().contains("toPlainOnly"));
    let arrow = transform.args.first().filter(|_| !only_out).filter(|it| it.kind() == Kind::Arrow)?;
    let text = arrow.text();
    let guards = ["typeof", "Array.isArray", "isString", "String(value)", "toString", "catch", "instanceof"];
    (!guards.iter().any(|it| text.contains(it)) && takes_value(*arrow)).then_some(())?;
    let calls = arrow.find(Kind::Call).filter_map(Call::of);
    let (needed, call) = calls.into_iter().find_map(|it| Some((needs(&it)?, it)))?;
    // A conversion to text comes first and spares `null` alone.
    let is_text = property.annotation.as_ref().is_some_and(|it| it.core().text() == "string");
    let is_spared = call.callee.text().starts_with("value?.") && needed == "text";
    if is_text && is_spared && project.converts_by_annotation() == Some(true) {
        return None;
    }
    let name = property.name.text();
    if needed == "json" {
        let message = format!(
            "`JSON.parse` throws on a `{name}` that is no JSON, before any validator runs: the client gets 500 instead \
             of 400."
        );
        return Some(Finding::at(call.callee, message));
    }
    let message = format!(
        "`{}` fails when `{name}` is no {needed}, before any validator runs: the client gets 500 instead of a validation error.",
        call.callee.text()
    );
    Some(Finding::at(call.callee, message).fix(guarded(transform, *arrow, needed)))
}

/// `({ value }) => …`
fn takes_value(arrow: Syntax) -> bool {
    let parameters = arrow.field(Field::Parameters);
    parameters.is_some_and(|it| it.descendants().any(|it| it.kind() == Kind::ShorthandPattern && it.text() == "value"))
}

/// The type that a call on the value needs.
fn needs(call: &Call) -> Option<&'static str> {
    let is_value = |it: Syntax| plain(it).text() == "value";
    if call.name == "parse" && call.callee.text() == "JSON.parse" {
        return call.args.first().is_some_and(|it| root(*it).text() == "value").then_some("json");
    }
    call.receiver.filter(|it| is_value(*it))?;
    match call.name {
        it if OF_TEXT.contains(&it) => Some("text"),
        it if OF_LIST.contains(&it) => Some("list"),
        _ => None,
    }
}

/// Leaves values of another type to the validators.
fn guarded(transform: &Decorator, arrow: Syntax, needed: &str) -> Option<Fix> {
    let body = arrow.field(Field::Body).filter(|it| it.kind() == Kind::Call)?;
    (root(body).text() == "value" && transform.args.len() == 1).then_some(())?;
    let test = if needed == "text" { "typeof value === 'string'" } else { "Array.isArray(value)" };
    let reason = "values of another type then reach the validators as they are";
    Some(Fix::review("Leave other values alone", reason).replace(body, format!("({test} ? {} : value)", body.text())))
}
