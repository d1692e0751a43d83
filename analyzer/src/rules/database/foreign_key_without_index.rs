//! A relation's columns that no index begins with.

use super::add_index;
use crate::finding::Finding;
use crate::project::{Project, Relation};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "database/foreign-key-without-index",
    title: "A foreign key has no index",
    severity: Severity::Medium,
    standard: &["S106"],
    refs: &[
        "https://www.prisma.io/docs/orm/prisma-schema/data-model/indexes",
        "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
    ],
    needs: &[Evidence::Schema],
    fix: FixKind::Safe,
    words: words!("foreign_key_without_index.md"),
    check: &[Check::Relation(check)],
};

fn check(project: &Project, relation: &Relation) -> Option<Finding> {
    // MySQL indexes its foreign keys itself; the others here have none in the database.
    let model = &relation.model;
    let datasource = project.datasource_of(model);
    let has_keys = !matches!(datasource.provider, "mysql" | "mongodb");
    if !has_keys || datasource.relation_mode == "prisma" {
        return None;
    }
    // One column of a composite key is enough to narrow the search.
    let leads = |index: &Vec<&str>| index.first().is_some_and(|it| relation.columns.contains(it));
    if relation.columns.is_empty() || model.indexes().iter().any(leads) {
        return None;
    }
    let columns = relation.columns.join(", ");
    let plural = if relation.columns.len() == 1 { "is the foreign key" } else { "are the foreign key" };
    let message = format!(
        "`{columns}` {plural} to `{target}`, and no index of `{name}` begins with it. Finding the {name} rows of one \
         {target}, or deleting that {target}, reads the whole table.",
        target = relation.target,
        name = model.name.text(),
    );
    Some(Finding::at(relation.field, message).fix(add_index(model, &columns)))
}
