//! A condition whose value may be missing, and with it the condition.

use crate::finding::{Finding, Fix};
use crate::project::{Orm, Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "database/condition-dropped",
    title: "A missing value removes its condition",
    severity: Severity::High,
    standard: &["X047"],
    refs: &["CWE-1287", "https://www.prisma.io/docs/orm/prisma-client/special-fields-and-types/null-and-undefined"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("condition_dropped.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    let name = query.call.name;
    let (is_mass, is_one) =
        (matches!(name, "deleteMany" | "updateMany"), name.starts_with("findFirst") || name.starts_with("findOne"));
    let is_list = matches!(name, "findMany" | "find" | "findBy" | "count");
    let can_drop =
        query.orm == Orm::Prisma && (is_mass || is_one || is_list) || query.orm == Orm::TypeOrm && (is_one || is_list);
    (can_drop && !project.is_test(place) && !project.is_script(place)).then_some(())?;
    let absent = project.absent_conditions(query);
    let all = project.filter(query);
    let others = all.all.len().saturating_sub(absent.len());
    let chained = |it: &&crate::project::Absent| it.said == it.value || it.value.text().contains("?.");
    // Filters of a list are meant to be optional; whose rows it shows is not.
    let owns = |it: &&crate::project::Absent| it.field == "id" || it.field.ends_with("Id") || it.field == "email";
    let first = if is_list { absent.iter().filter(owns).find(chained)? } else { absent.first()? };
    if all.is_open || all.has_or || is_one && others > 0 {
        return None;
    }
    let value = first.value.text();
    let what = match (name, others) {
        ("deleteMany", 0) => "deletes every row of the table".to_owned(),
        ("updateMany", 0) => "changes every row of the table".to_owned(),
        ("deleteMany", _) => format!("deletes rows whatever their `{}`", first.field),
        ("updateMany", _) => format!("changes rows whatever their `{}`", first.field),
        _ if is_one => "answers with some row of someone else's".to_owned(),
        _ => format!("reads rows whatever their `{}`", first.field),
    };
    let message =
        format!("`{value}` {how}, and an undefined value drops its condition: `{name}` then {what}.", how = first.how);
    let finding = Finding::at(first.value, message).likely();
    let finding =
        if first.said == first.value { finding } else { finding.step(first.said, "the value comes from here") };
    Some(finding.fix(fix(project, query, first.field)))
}

/// `findUnique` by the only condition, if that is a key.
fn fix(project: &Project, query: &Query, field: &str) -> Option<Fix> {
    let model = project.model_of(query).filter(|_| query.call.name == "findFirst")?;
    let is_alone = query.options().is_some_and(|it| it.entries().count() == 1);
    (is_alone && model.unique_keys().iter().any(|it| it == field)).then_some(())?;
    let method = query.call.callee.children().last()?;
    let reason = "it refuses a call without the value, which then ends in an error to answer";
    Some(Fix::review("Use `findUnique`", reason).replace(method, "findUnique"))
}
