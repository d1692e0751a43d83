//! A relation's columns that no index begins with.

use crate::finding::{Finding, Fix, Place};
use crate::project::{Project, Relation};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Span};

pub static RULE: Rule = Rule {
    id: "database/foreign-key-without-index",
    title: "Foreign key has no index",
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
    let has_keys = !matches!(project.datasource.provider, "mysql" | "mongodb");
    if !has_keys || project.datasource.relation_mode == "prisma" {
        return None;
    }
    let model = &relation.model;
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
    Some(Finding::at(relation.field, message).fix(index(relation, &columns)))
}

/// A line before the model's closing brace, indented like its fields.
fn index(relation: &Relation, columns: &str) -> Option<Fix> {
    let block = relation.model.syntax.child(Kind::Block)?;
    let source = block.source();
    let end = block.span().end.checked_sub(1)?;
    let head = source.get(..end as usize)?;
    let line = head.rfind('\n')? + 1;
    head.get(line..)?.trim().is_empty().then_some(())?;
    let has_blocks = !relation.model.attributes.is_empty();
    let gap = if has_blocks { "" } else { "\n" };
    let place = Place { file: block.file, span: Span::empty(line as u32) };
    let reason = "an index changes no result; on a large table create it without a lock";
    Some(
        Fix::safe(format!("Add an index on `{columns}`"), reason)
            .replace(place, format!("{gap}  @@index([{columns}])\n")),
    )
}
