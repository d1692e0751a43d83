//! A change of a row that may be gone, with an error that nobody answers.

use crate::finding::Finding;
use crate::project::{Orm, Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "database/missing-row-unanswered",
    title: "Changing a missing row ends in status 500",
    severity: Severity::Info,
    standard: &["X090"],
    refs: &["CWE-755", "https://www.prisma.io/docs/orm/reference/error-reference#p2025"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("missing_row_unanswered.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    is_open(project, query).then_some(())?;
    // Once per file: one filter answers all of them.
    let root: Syntax = query.call.syntax.root();
    let first = project.queries_in(root).find(|it| is_open(project, it))?;
    (first.call.syntax == query.call.syntax && !is_answered(project)).then_some(())?;
    let message = format!(
        "`{}` throws `P2025` when no row matches, and nothing turns that into an answer: an id that does not exist ends in \
         status 500 instead of 404.",
        query.call.callee.text(),
    );
    Some(Finding::at(query.call.callee, message).likely())
}

fn is_open<'t>(project: &Project<'t>, query: &Query<'t>) -> bool {
    let place = query.call.syntax;
    let changes = query.orm == Orm::Prisma && matches!(query.call.name, "update" | "delete");
    if !changes
        || project.is_test(place)
        || project.is_script(place)
        || place.ancestors().any(|it| it.kind() == Kind::Try)
    {
        return false;
    }
    let chained = place.parent().is_some_and(|it| it.kind() == Kind::Member);
    let keys: Vec<Syntax> = project.filter(query).all.into_iter().map(|(_, it)| it).collect();
    let own = |it: &Syntax| crate::syntax::root(*it).text().contains("user");
    !chained && !keys.is_empty() && !keys.iter().any(own) && !project.is_assured(place, &keys)
}

/// A filter of the project's own, or one of a package.
fn is_answered(project: &Project) -> bool {
    let signs = ["P2025", "PrismaClientExceptionFilter", "PrismaExceptionFilter", "PrismaClientKnownRequestError"];
    project.files.iter().filter(|it| !it.is_test()).any(|it| signs.iter().any(|sign| it.text.contains(sign)))
}
