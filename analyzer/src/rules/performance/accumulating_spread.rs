//! Objects and lists that are copied whole for every element that is added.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, plain, returned};

pub static RULE: Rule = Rule {
    id: "performance/accumulating-spread",
    title: "Every step copies all that came before",
    severity: Severity::Low,
    standard: &["X105"],
    refs: &["https://biomejs.dev/linter/rules/no-accumulating-spread/"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("accumulating_spread.md"),
    check: &[Check::Call(&["reduce", "reduceRight"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let function = call.args.first().filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]))?;
    (!project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let first = function.field(Field::Parameters)?.children().next()?;
    let name = first.field(Field::Pattern).filter(|it| it.kind() == Kind::Identifier)?.text();
    let body = function.field(Field::Body)?;
    let copied = match body.kind() {
        Kind::Block => body
            .find(Kind::Return)
            .filter(|it| it.function() == Some(*function))
            .filter_map(returned)
            .find(|it| copies(*it, name)),
        _ => Some(plain(body)).filter(|it| copies(*it, name)),
    }?;
    // A short list that is written here costs nothing.
    let is_short = call.receiver.is_some_and(|it| project.value(it).kind() == Kind::Array);
    let list = call.receiver?.text().lines().next().unwrap_or_default();
    let few =
        ["sort", "order", "option", "error", "filter", "field", "config", "setting", "entries", "keys", "middleware"];
    let is_few = few.iter().any(|it| list.to_ascii_lowercase().contains(it));
    (!is_short && !is_few).then_some(())?;
    let message =
        format!("`{name}` is copied whole for every element of `{list}`: 1,000 elements copy half a million entries.");
    Some(Finding::at(copied, message).fix(assigned(call, copied, name)))
}

/// `{ ...all, [key]: value }`, `[...all, value]`
fn copies(value: Syntax, name: &str) -> bool {
    let spreads = |it: Syntax| it.kind() == Kind::Spread && it.children().next().is_some_and(|it| it.text() == name);
    value.is(&[Kind::Object, Kind::Array]) && value.children().next().is_some_and(spreads)
}

/// `Object.assign(all, { [key]: value })`, where the start value is made here.
fn assigned(call: &Call, copied: Syntax, name: &str) -> Option<Fix> {
    let start = Object::of(*call.args.get(1)?)?;
    (copied.kind() == Kind::Object && start.0.text() == "{}").then_some(())?;
    let rest: Vec<&str> = copied.children().skip(1).map(Syntax::text).collect();
    let holder = copied
        .parent()
        .filter(|it| it.kind() == Kind::Parenthesized && it.parent().is_some_and(|it| it.kind() == Kind::Arrow));
    let fix = Fix::review(
        "Add to the object that is there",
        "check whether the types still agree: the start value is the \
                                                        result",
    );
    Some(fix.replace(holder.unwrap_or(copied), format!("Object.assign({name}, {{ {} }})", rest.join(", "))))
}
