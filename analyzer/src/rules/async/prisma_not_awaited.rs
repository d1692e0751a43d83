//! A Prisma call that nobody waits for, and that therefore never runs.

use crate::finding::{Finding, Fix};
use crate::project::{Operation, Orm, Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "async/prisma-not-awaited",
    title: "A Prisma query is never run",
    severity: Severity::Critical,
    standard: &["X040"],
    refs: &["CWE-252", "https://www.prisma.io/docs/orm/reference/prisma-client-reference"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("prisma_not_awaited.md"),
    check: &[Check::Query(check)],
};

fn check(_: &Project, query: &Query) -> Option<Finding> {
    let call = query.call.syntax;
    let dropped = query.orm == Orm::Prisma && !query.call.is_awaited() && is_dropped(call);
    dropped.then_some(())?;
    let loss = match query.operation {
        Operation::Write => "so nothing is written",
        _ => "so nothing is read",
    };
    let message = format!(
        "Nobody awaits `{}`. Prisma sends a query only when its promise is awaited or chained, {loss}, and no error \
         shows.",
        query.call.callee.text()
    );
    Some(Finding::at(query.call.callee, message).fix(awaited(call)))
}

/// A statement of its own, perhaps behind `void`.
fn is_dropped(call: Syntax) -> bool {
    let is_void =
        |it: &Syntax| it.kind() == Kind::Unary && it.field(Field::Operator).is_some_and(|it| it.text() == "void");
    let holder = call.parent().map(|it| if is_void(&it) { it.parent().unwrap_or(it) } else { it });
    holder.is_some_and(|it| it.kind() == Kind::ExpressionStatement)
}

fn awaited(call: Syntax) -> Option<Fix> {
    let functions = [Kind::Method, Kind::Arrow, Kind::Function, Kind::FunctionExpression];
    let function = call.ancestor(&functions)?;
    function.children().any(|it| it.kind() == Kind::Keyword && it.text() == "async").then_some(())?;
    let fix = Fix::review("Await the query", "the query now runs, and the method waits for it");
    let unary = call.parent().filter(|it| it.kind() == Kind::Unary);
    Some(match unary {
        Some(unary) => fix.replace(unary, format!("await {}", call.text())),
        None => fix.before(call, "await "),
    })
}
