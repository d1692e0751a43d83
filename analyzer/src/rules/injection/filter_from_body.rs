//! Operators in a Prisma filter that came with the request.

use crate::finding::{Finding, Fix};
use crate::flow::{Flow, Harm, Part};
use crate::project::{Orm, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "injection/filter-from-body",
    title: "An object from the request is read as a filter",
    severity: Severity::Critical,
    standard: &["X046"],
    refs: &[
        "CWE-943",
        "https://www.prisma.io/docs/orm/reference/prisma-client-reference#filter-conditions-and-operators",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("filter_from_body.md"),
    check: &[Check::Flow(Harm::Filter, check), Check::Flow(Harm::Column, column)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let key = key(flow.sink).filter(|it| *it != "where");
    let others = if has_others(flow.sink) { " that fits the other conditions" } else { "" };
    let consequence = match key {
        Some(key) if flow.source.is_nested(project) => {
            format!("`?{key}[not]=` is read as an object there, and matches every row with a `{key}`{others}.")
        }
        Some(key) => format!("`{key}: {{ notIn: [] }}` works as well as a value, and matches every row{others}."),
        None => "whoever sends it chooses the columns and operators that rows are found by.".to_owned(),
    };
    let finding = flow.finding(&consequence).fix(key.and_then(|_| compared(flow.sink, "equals")));
    // What opens something, or changes many rows.
    let is_wide = key.is_none_or(|it| project.sensitive_word(it).is_some()) || call.name.ends_with("Many");
    let is_grave = is_wide && call.name != "findMany";
    let finding = match is_grave {
        _ if project.is_for_admins(flow.source.syntax) => finding.severity(Severity::Low),
        _ if project.is_for_few(flow.source.syntax) => finding.severity(Severity::Medium),
        true => finding,
        false => finding.severity(Severity::High),
    };
    Some(if flow.source.part == Part::Message { finding.likely() } else { finding })
}

/// Whether the filter holds other keys beside it.
fn has_others(value: Syntax) -> bool {
    let object = value.ancestors().find(|it| it.kind() == Kind::Object);
    object.is_some_and(|it| it.children().nth(1).is_some())
}

/// `where: { [field]: text }`, `where[field] = text`
fn column(project: &Project, flow: &Flow) -> Option<Finding> {
    let query = project.query_at(flow.call.as_ref()?.syntax)?;
    (query.orm != Orm::Mongoose).then_some(())?;
    let consequence = "it chooses the column that rows are found by; one that is never shown, such as a hash, can be \
                       guessed that way.";
    let finding = flow.finding(consequence);
    Some(finding.severity(if project.is_for_few(flow.source.syntax) { Severity::Low } else { Severity::Medium }))
}

/// The key that a value of a filter stands under.
pub(super) fn key(value: Syntax<'_>) -> Option<&str> {
    let parent = value.parent()?;
    match parent.kind() {
        Kind::Object if value.kind() == Kind::Shorthand => Some(value.text()),
        Kind::Pair => parent.field(Field::Key).map(Syntax::text),
        _ => None,
    }
}

/// `{ email: { equals: x } }`: a comparison takes no operators.
pub(super) fn compared(value: Syntax, operator: &str) -> Option<Fix> {
    let text = value.text();
    let key = if value.kind() == Kind::Shorthand { format!("{text}: ") } else { String::new() };
    let reason = "an object is then refused as an error of the query; a validated body answers more clearly";
    Some(Fix::review("Compare with the value alone", reason).replace(value, format!("{key}{{ {operator}: {text} }}")))
}
