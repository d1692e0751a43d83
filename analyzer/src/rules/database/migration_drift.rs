//! A model that the migrations do not build.

use crate::finding::Finding;
use crate::project::{History, Model, Project, Table, same_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "database/migration-drift",
    title: "The schema and the migrations disagree",
    severity: Severity::Medium,
    standard: &["S195"],
    refs: &[
        "https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/mental-model",
        "https://www.prisma.io/docs/orm/reference/prisma-cli-reference#migrate-diff",
    ],
    needs: &[Evidence::Schema, Evidence::Migrations],
    fix: FixKind::None,
    words: words!("migration_drift.md"),
    check: &[Check::Model(check)],
};

fn check(project: &Project, model: &Model) -> Option<Finding> {
    let history = project.history_of(model)?;
    let is_followed = project.schemas.get(model.schema).is_some_and(|it| it.is_migrated);
    // What is not read, or not there, may settle it.
    if !history.is_prisma || history.is_opaque || history.is_partial || !is_followed || model.has("ignore") {
        return None;
    }
    match project.table_of(model) {
        None => Some(Finding::at(model.name, no_table(model, history))),
        Some((_, table)) if table.is_open => None,
        Some((_, table)) => missing_here(project, model, table).or_else(|| missing_there(model, table)),
    }
}

fn no_table(model: &Model, history: &History) -> String {
    format!(
        "No migration in `{}` creates `{}`, the table of `{}`: on a fresh database, and on the next deployment, every query \
         on it fails.",
        history.folder,
        model.table(),
        model.name.text(),
    )
}

/// A field without a column.
fn missing_here(project: &Project, model: &Model, table: &Table) -> Option<Finding> {
    let mut fields = model.fields.iter().filter(|it| it.attribute("ignore").is_none());
    let field = fields.find(|field| {
        !project.is_relation(field) && !table.columns.iter().any(|it| same_name(it.name, field.column()))
    })?;
    let message = format!(
        "No migration adds the column `{}` to `{}`: where only migrations run, every query that reads a whole `{}` fails.",
        field.column(),
        model.table(),
        model.name.text(),
    );
    Some(Finding::at(field.syntax, message))
}

/// A column that must be filled, and that Prisma does not know.
fn missing_there(model: &Model, table: &Table) -> Option<Finding> {
    let mut needed = table.columns.iter().filter(|it| it.is_required && !it.has_default);
    let column = needed.find(|it| !model.fields.iter().any(|field| same_name(field.column(), it.name)))?;
    let message = format!(
        "The migrations leave `{}.{}`, a column that must not be empty, and `{}` has no field for it: every `create` fails.",
        model.table(),
        column.name,
        model.name.text(),
    );
    Some(Finding::at(model.name, message))
}
