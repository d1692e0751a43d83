//! Rows that do not say when they were made or last changed.

use crate::finding::{Finding, Fix};
use crate::project::{Column, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, name_words};

pub static RULE: Rule = Rule {
    id: "schema/missing-timestamps",
    title: "Rows do not say when they were changed",
    severity: Severity::Low,
    standard: &["S105"],
    refs: &["https://www.prisma.io/docs/orm/reference/prisma-schema-reference#updatedat"],
    needs: &[Evidence::Schema],
    fix: FixKind::Review,
    words: words!("missing_timestamps.md"),
    check: &[Check::Model(check)],
};

/// Rows that are written once.
const WRITTEN_ONCE: [&str; 16] = [
    "log",
    "logs",
    "event",
    "events",
    "history",
    "audit",
    "entry",
    "token",
    "session",
    "view",
    "visit",
    "snapshot",
    "migration",
    "revision",
    "outbox",
    "metric",
];

fn check(_: &Project, model: &Model) -> Option<Finding> {
    let created = column(model, &["created", "inserted"]);
    let updated = column(model, &["updated", "modified", "changed"]);
    if let Some(finding) =
        updated.and_then(|it| by_hand(it, "updatedAt")).or_else(|| created.and_then(|it| by_hand(it, "createdAt")))
    {
        return Some(finding);
    }
    let once = name_words(model.name.text()).iter().any(|it| WRITTEN_ONCE.contains(&it.as_str()));
    let lacks_update = updated.is_none() && !once;
    ((created.is_none() || lacks_update) && !is_fixed(model)).then_some(())?;
    // Where nobody keeps times, the model is no exception; then the list of what to add is for the team.
    let (what, so, mut lines) = match (created.is_none(), lacks_update) {
        (true, true) => (
            "neither `createdAt` nor `updatedAt`",
            "tell which rows are new, sort by age, or find what changed since the last export",
            vec![CREATED, UPDATED],
        ),
        (true, false) => ("no `createdAt`", "tell which rows are new, or sort by age", vec![CREATED]),
        _ => ("no `updatedAt`", "find what changed since the last export", vec![UPDATED]),
    };
    let message = format!("`{}` has {what}: nobody can {so}.", model.name.text());
    let last = model.fields.last()?.syntax;
    lines.insert(0, "");
    let text = lines.join("\n  ");
    let reason = "rows that exist get the time of the migration; `updatedAt` needs a default there";
    Some(Finding::at(model.name, message).fix(Fix::review("Add the times", reason).after(last, text)))
}

const CREATED: &str = "createdAt DateTime @default(now())";
const UPDATED: &str = "updatedAt DateTime @updatedAt";

fn column<'m, 't>(model: &'m Model<'t>, words: &[&str]) -> Option<&'m Column<'t>> {
    let named = |it: &&Column| name_words(it.name.text()).first().is_some_and(|it| words.contains(&it.as_str()));
    model.fields.iter().filter(|it| it.type_name == "DateTime").find(named)
}

/// A time that the code has to set by itself.
fn by_hand(column: &Column, kind: &str) -> Option<Finding> {
    let has = |name: &str| column.attribute(name).is_some();
    let is_update = kind == "updatedAt";
    (!has("updatedAt") && !has("default") && (is_update || !column.is_optional)
        || is_update && !has("updatedAt") && has("default"))
    .then_some(())?;
    let attribute = if is_update { "@updatedAt" } else { "@default(now())" };
    let message = format!(
        "`{}` has no `{attribute}`: it holds what the code last wrote into it, and nothing where the code forgot.",
        column.name.text(),
    );
    let reason = "triggers or code that set the time themselves are no longer needed";
    let fix = Fix::review(format!("Add `{attribute}`"), reason).after(column.syntax, format!(" {attribute}"));
    Some(Finding::at(column.syntax, message).likely().fix(fix))
}

/// Join tables, and lists that are the same for all.
fn is_fixed(model: &Model) -> bool {
    let keys = model.attributes.iter().filter(|it| it.name == "id").count();
    let points =
        model.fields.iter().any(|it| it.attribute("relation").is_some_and(|it| it.argument("fields").is_some()));
    let small = model.fields.iter().filter(|it| it.syntax.kind() == Kind::ColumnDeclaration && !it.is_list).count() < 4;
    // One to one with another model, whose times are its own.
    let is_part = model.fields.iter().any(|it| it.attribute("id").is_some() && model.is_foreign_key(it.name.text()));
    keys > 0 || is_part || !points && small
}
