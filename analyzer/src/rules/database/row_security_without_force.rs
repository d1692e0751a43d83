//! Row-level security that does not bind the owner of the table.

use crate::finding::Finding;
use crate::project::{History, Project, Step, Verb};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "database/row-security-without-force",
    title: "Row-level security does not bind the table's owner",
    severity: Severity::Medium,
    standard: &["S012"],
    refs: &["CWE-863", "https://www.postgresql.org/docs/current/ddl-rowsecurity.html"],
    needs: &[Evidence::Migrations],
    fix: FixKind::None,
    words: words!("row_security_without_force.md"),
    check: &[Check::Step(check)],
};

fn check(_: &Project, history: &History, step: &Step) -> Option<Finding> {
    // Roles that are granted rights show that the program is not the owner.
    (step.verb == Verb::EnableRls && !history.is_opaque && !history.has(Verb::Grant)).then_some(())?;
    let loose = |it: &&crate::project::Table| it.secured.is_some() && !it.is_forced && !it.policies.is_empty();
    let mut tables = history.tables.iter().filter(loose);
    let first = tables.clone().min_by_key(|it| it.secured)?;
    (first.secured == Some(step.place)).then_some(())?;
    let others = match tables.by_ref().count() {
        1 => String::new(),
        more => format!(", and {} more tables", more - 1),
    };
    let message = format!(
        "`{}`{others} has policies, but no FORCE: the role that owns the table skips them, and migrations make the role \
         of `DATABASE_URL` the owner. If the program signs in with it, no policy applies.",
        first.name
    );
    Some(Finding::at(step.place, message).to_check())
}
