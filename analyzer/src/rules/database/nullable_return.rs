//! A method that promises a row and may hand back nothing.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Fate, Operation, Project, Query, Type, fate, first_use};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "database/nullable-return",
    title: "A method promises a row that may be missing",
    severity: Severity::Low,
    standard: &["S115"],
    refs: &["CWE-476", "https://www.prisma.io/docs/orm/reference/prisma-client-reference#findunique"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("nullable_return.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    let may_miss = query.operation == Operation::ReadOne
        && !query.call.name.ends_with("OrThrow")
        && !query.call.name.ends_with("OrFail");
    (may_miss && matches!(fate(&query.call), Fate::Returned) && !project.is_test(place)).then_some(())?;
    let method = place.function().filter(|it| it.kind() == Kind::Method)?;
    let typed = Type::of(method.field(Field::ReturnType)?.children().next()?);
    let row = *typed.arguments.first().filter(|_| typed.name == "Promise")?;
    // The compiler says so itself where it looks at `null`.
    let inner = Type::of(row);
    let is_named = row.kind() == Kind::TypeIdentifier && !inner.name.is_empty();
    let is_alias = project
        .shape_named(row.file, inner.name)
        .is_some_and(|it| it.text().contains("null") || it.text().contains("undefined"));
    let is_cast = place.ancestors().take_while(|it| *it != method).any(|it| it.is(&[Kind::As, Kind::NonNull]));
    (is_named && !is_alias && !is_cast && inner.name.len() > 1).then_some(())?;
    (!all_ask(project, method)).then_some(())?;
    let name = method.field(Field::Name)?.text();
    let message = format!(
        "`{name}` promises a `{}`, and `{}` returns `null` when none matches: nothing tells callers to check, and the \
         compiler cannot warn them.",
        row.text(),
        query.call.name,
    );
    let reason = "with `strictNullChecks`, callers that read the row at once then have to check first";
    let fix = Fix::review("Say that it may be missing", reason).replace(row, format!("{} | null", row.text()));
    Some(Finding::at(row, message).step(query.call.callee, "this may find nothing").fix(fix))
}

/// Whether every caller looks whether there is a row before it reads one.
fn all_ask<'t>(project: &Project<'t>, method: Syntax<'t>) -> bool {
    let mut callers = project.callers(method).peekable();
    callers.peek().is_some()
        && callers.all(|it| match fate(it) {
            Fate::Kept(name) => !matches!(first_use(name), Fate::Read(_) | Fate::Returned),
            Fate::Other => is_read_softly(it),
            Fate::Read(_) | Fate::Returned => false,
        })
}

/// `(await this.users.byId(id))?.name`
fn is_read_softly(call: &Call) -> bool {
    let wrappers = [Kind::Await, Kind::Parenthesized];
    let holder = call.syntax.ancestors().find(|it| !it.is(&wrappers));
    holder.is_some_and(|it| it.kind() == Kind::Member && it.text().contains("?."))
}
