//! A write to every row of a table.

use crate::finding::Finding;
use crate::project::{Orm, Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "database/mass-write-without-where",
    title: "Every row of the table is changed or deleted",
    severity: Severity::High,
    standard: &["X087", "S139"],
    refs: &["CWE-1284", "https://www.prisma.io/docs/orm/reference/prisma-client-reference#deletemany"],
    needs: &[],
    fix: FixKind::None,
    words: words!("mass_write_without_where.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let done = match query.call.name {
        "deleteMany" => "deletes",
        "updateMany" | "updateManyAndReturn" => "changes",
        _ => return None,
    };
    let place = query.call.syntax;
    let is_whole = query.orm == Orm::Prisma && project.filter(query).is_empty();
    if !is_whole || project.is_test(place) || project.is_script(place) || is_meant(project, query) {
        return None;
    }
    let message =
        format!("`{}` has no `where`: it {done} every `{}` row, of every user.", query.call.callee.text(), query.model);
    Some(Finding::at(query.call.callee, message).likely())
}

/// Code that says so in its name, or that fills the table again.
fn is_meant(project: &Project, query: &Query) -> bool {
    let place = query.call.syntax;
    let words = [
        "all", "every", "seed", "seeder", "reset", "clean", "cleanup", "clear", "truncate", "purge", "wipe", "flush",
        "prune", "sync", "rebuild", "refresh", "import", "reload", "restore", "demo", "test", "fixture", "migrate",
        "replace",
    ];
    let says = |name: &str| name_words(name).iter().any(|it| words.contains(&it.as_str()));
    let class = project.class_of(place).map_or("", |it| it.name.text());
    if says(project.owner(place).name) || says(class) {
        return true;
    }
    let function = place.ancestors().filter(|it| it.function().is_none()).chain(place.function()).last();
    let body = place.function().or(function).unwrap_or(place.root());
    project.queries_in(body).any(|it| it.model == query.model && it.call.name.starts_with("create"))
}
