//! A column that queries filter or sort by, and that no index begins with.

use super::add_index;
use crate::finding::Finding;
use crate::project::{Model, Project, Search};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "database/where-without-index",
    title: "A query reads the whole table: no index fits",
    severity: Severity::Medium,
    standard: &["S205", "S106"],
    refs: &[
        "https://www.prisma.io/docs/orm/prisma-schema/data-model/indexes",
        "https://use-the-index-luke.com/sql/where-clause",
    ],
    needs: &[Evidence::Schema],
    fix: FixKind::Safe,
    words: words!("where_without_index.md"),
    check: &[Check::Search(check)],
};

fn check(project: &Project, search: &Search) -> Option<Finding> {
    let (model, column) = (&*search.model, search.column()?);
    let name = column.name.text();
    let datasource = project.datasource_of(model);
    // A foreign key without an index is a finding of its own, or has one in MySQL.
    let is_key = model.is_foreign_key(name) && datasource.relation_mode != "prisma";
    if datasource.provider == "mongodb" || is_key || is_small(model) || model.is_led_by(name) {
        return None;
    }
    // Indexes may be written in migrations alone; one over an expression may be over this column.
    let leads =
        |first: Option<&&str>| first.is_some_and(|it| it.is_empty() || it.eq_ignore_ascii_case(column.column()));
    let table = project.table_of(model);
    if table.is_some_and(|(_, table)| table.indexes.iter().any(|it| leads(it.columns.first()))) {
        return None;
    }
    let queries: Vec<_> = search.queries.iter().filter_map(|it| project.queries.get(*it)).collect();
    let first = queries.first()?;
    let others = match queries.len() {
        1 => "looks for".to_owned(),
        more => format!("and {} more look for", more - 1),
    };
    let message = format!(
        "`{}` {others} `{}` rows by `{name}`, and no index begins with it: each time the whole table is read.",
        first.call.callee.text(),
        model.name.text(),
    );
    let finding = Finding::at(column.syntax, message).likely().fix(add_index(model, name));
    Some(
        queries.into_iter().take(5).fold(finding, |it, query| it.step(query.call.callee, "this query reads the table")),
    )
}

/// Tables that hold a fixed, short list.
fn is_small(model: &Model) -> bool {
    let lists = [
        "country",
        "currency",
        "language",
        "locale",
        "role",
        "permission",
        "setting",
        "settings",
        "config",
        "plan",
        "category",
        "status",
        "type",
        "unit",
        "feature",
        "flag",
        "timezone",
        "template",
        "tenant",
        "lookup",
        "region",
    ];
    !model.grows() || name_words(model.name.text()).last().is_some_and(|it| lists.contains(&it.as_str()))
}
