//! A list that shows rows which are marked as deleted.

use crate::finding::Finding;
use crate::project::{Orm, Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "database/soft-delete-ignored",
    title: "Deleted rows are part of the result",
    severity: Severity::Low,
    standard: &["X095"],
    refs: &[
        "CWE-212",
        "https://www.prisma.io/docs/orm/prisma-client/client-extensions/middleware/soft-delete-middleware",
    ],
    needs: &[Evidence::Schema],
    fix: FixKind::None,
    words: words!("soft_delete_ignored.md"),
    check: &[Check::Query(check)],
};

const MARKS: [&str; 4] = ["deletedAt", "deleted_at", "isDeleted", "deleted"];

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let reads = ["findMany", "findFirst", "findFirstOrThrow", "count"];
    let place = query.call.syntax;
    if query.orm != Orm::Prisma
        || !reads.contains(&query.call.name)
        || project.is_test(place)
        || project.is_script(place)
    {
        return None;
    }
    let model = project.model_of(query)?;
    let mark = MARKS.iter().find(|it| model.field(it).is_some())?;
    let filter = project.filter(query);
    // Alternatives and parameters may name it, and an extension may add it to every query.
    let is_extended = ["$extends", "$use"].iter().any(|it| project.calls_of(it).next().is_some());
    if filter.is_open
        || filter.has_or
        || is_extended
        || query.call.syntax.text().contains(mark)
        || is_meant(project, query)
    {
        return None;
    }
    // Another query on the model leaves them out, so that they are not meant to be seen.
    let other = project.queries_of(model.name.text()).find(|it| project.filter(it).get(mark).is_some())?;
    let message = format!(
        "`{}` rows are marked as deleted by `{mark}`, and `{}` does not filter by it: deleted rows are part of the \
         result.",
        model.name.text(),
        query.call.callee.text(),
    );
    Some(
        Finding::at(query.call.callee, message)
            .to_check()
            .step(other.call.callee, "this query leaves deleted rows out"),
    )
}

/// Code that is about deleted rows, or about all.
fn is_meant(project: &Project, query: &Query) -> bool {
    let words =
        ["deleted", "restore", "trash", "archive", "archived", "all", "purge", "admin", "audit", "export", "history"];
    let says = |name: &str| name_words(name).iter().any(|it| words.contains(&it.as_str()));
    says(project.owner(query.call.syntax).name)
        || project.class_of(query.call.syntax).is_some_and(|it| says(it.name.text()))
}
