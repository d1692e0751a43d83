//! A step of a migration that loses data, fails on rows that exist, or stops the program while it runs.

use crate::finding::Finding;
use crate::project::{History, Project, Step, Verb, same_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "database/unsafe-migration",
    title: "A migration can lose data or block the running program",
    severity: Severity::Medium,
    standard: &["S196"],
    refs: &[
        "https://www.prisma.io/docs/orm/prisma-migrate/workflows/customizing-migrations",
        "https://www.postgresql.org/docs/current/sql-altertable.html",
        "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    ],
    needs: &[Evidence::Migrations],
    fix: FixKind::None,
    words: words!("unsafe_migration.md"),
    check: &[Check::Step(check)],
};

fn check(project: &Project, history: &History, step: &Step) -> Option<Finding> {
    // Older migrations have run, and are not changed any more.
    (step.existed && !step.is_replaced && step.place.file >= history.newest).then_some(())?;
    let (what, follows, is_severe) = risk(project, history, step)?;
    let message = format!("{}. {follows}.", what.replace('#', step.name).replace('@', step.table));
    let finding = Finding::at(step.place, message);
    let finding = if is_severe { finding } else { finding.severity(Severity::Low) };
    // How many rows there are, and whether the old version still runs, cannot be seen.
    Some(finding.likely())
}

/// What happens, what follows from it, and whether it is grave; `#` stands for the column, `@` for the table.
fn risk(project: &Project, history: &History, step: &Step) -> Option<(&'static str, &'static str, bool)> {
    let column = step.columns.first();
    let is_postgres = matches!(project.datasource.provider, "postgresql" | "cockroachdb" | "");
    Some(match step.verb {
        Verb::AddColumn if column.is_some_and(|it| it.is_required && !it.has_default) => (
            "`@` gets a column `#` that must not be empty and has no default",
            "If the table holds a row, the migration fails",
            true,
        ),
        Verb::DropTable => ("`@` is dropped", "Its rows are gone, and the running version fails on each query", true),
        Verb::Truncate => ("`@` is emptied", "Its rows are gone in every environment that this runs in", true),
        Verb::Delete if !step.has_where => {
            ("Every row of `@` is deleted", "They are gone in every environment that this runs in", true)
        }
        Verb::DropColumn if is_copied(project, history, step) => {
            ("`#` of `@` is dropped", "An earlier step reads its values, and the running version still reads it", false)
        }
        Verb::DropColumn => {
            ("`#` of `@` is dropped", "Its values are gone, and the running version still reads it", false)
        }
        Verb::RenameColumn => ("`#` of `@` is renamed", "The running version still uses the old name", false),
        Verb::RenameTable => ("`@` is renamed", "The running version still uses the old name", false),
        Verb::SetNotNull if !is_filled(history, step) => (
            "`#` of `@` must not be empty any more",
            "The migration fails if a row has no value, and checks all rows under a lock",
            false,
        ),
        Verb::ColumnType if rewrites(column.map_or("", |it| it.type_name)) => (
            "The type of `#` of `@` changes",
            "The database may rewrite all rows, and nothing can read them meanwhile",
            false,
        ),
        Verb::CreateIndex if is_postgres && !step.is_concurrent => {
            ("An index is built on `@`, which is in use", "Writes to the table wait until it is done", false)
        }
        _ => return None,
    })
}

/// Whether the same migration gives the rows a value before.
fn is_filled(history: &History, step: &Step) -> bool {
    let own = |it: &&Step| it.place.file == step.place.file && it.place.span < step.place.span;
    let fills = |it: &Step| it.verb == Verb::Update && same_name(it.table, step.table);
    let first = history.steps.partition_point(|it| it.place.file < step.place.file);
    history.steps.iter().skip(first).take_while(own).any(fills)
}

/// Whether a step before reads the column to fill another: `UPDATE "User" SET "first" = split_part("name", …)`.
fn is_copied(project: &Project, history: &History, step: &Step) -> bool {
    let before = history.steps.iter().filter(|it| it.place.file <= step.place.file && it.place != step.place);
    let mut updates = before.filter(|it| it.verb == Verb::Update && it.place < step.place);
    updates.any(|it| {
        let file = project.files.get(it.place.file as usize);
        let text = file.and_then(|file| file.text.get(it.place.span.start as usize..it.place.span.end as usize));
        text.is_some_and(|it| it.contains(step.name))
    })
}

/// Text takes up any text as it is; Prisma swaps enums by a new type of that name.
fn rewrites(type_name: &str) -> bool {
    !["TEXT", "VARCHAR", "CHARACTER", ""].iter().any(|it| type_name.eq_ignore_ascii_case(it))
        && !type_name.ends_with("_new")
}
