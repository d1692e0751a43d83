//! Rows that are taken to be there without a look.

use crate::finding::{Finding, Fix, Place};
use crate::project::{Binding, Operation, Orm, Project, Query, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Span, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "errors/missing-row-assumed",
    title: "A row is assumed to exist",
    severity: Severity::Low,
    standard: &["S006"],
    refs: &["CWE-476", "https://www.prisma.io/docs/orm/reference/prisma-client-reference#finduniqueorthrow"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("missing_row_assumed.md"),
    check: &[Check::Node(Kind::NonNull, check)],
};

fn check(project: &Project, assertion: Syntax) -> Option<Finding> {
    (!project.is_test(assertion) && !project.is_script(assertion)).then_some(())?;
    let value = plain(assertion);
    let (query, is_direct) = match value.kind() {
        Kind::Call => (project.query_in(value)?, true),
        Kind::Identifier => {
            let Some(Binding::Value(value)) = binding(value) else { return None };
            (project.query_in(value).filter(|it| it.call.syntax == plain(value))?, false)
        }
        _ => return None,
    };
    let name = query.call.name;
    let may_lack = query.operation == Operation::ReadOne && !name.ends_with("OrThrow") && !name.ends_with("OrFail");
    (may_lack && (is_direct && query.call.syntax == value || !is_direct && !is_asked(assertion, value.text())))
        .then_some(())?;
    let message = format!(
        "`!` says that `{name}` has found a row. Where it has not, the next line fails with a `TypeError`, and the \
         client gets 500 in place of 404."
    );
    Some(Finding::at(assertion, message).fix(throwing(query, assertion, is_direct)).likely())
}

/// Whether the function looks at the value anywhere else.
fn is_asked(assertion: Syntax, name: &str) -> bool {
    let text = assertion.ancestor(&[Kind::Method, Kind::Function]).map_or("", Syntax::text);
    let asks = [
        format!("!{name})"),
        format!("({name})"),
        format!("!{name} "),
        format!("{name} ="),
        format!("{name}?"),
        format!("{name} ?"),
        format!("{name} &&"),
    ];
    asks.iter().any(|it| text.replace(&format!("const {name} ="), "").contains(it.as_str()))
}

/// `findUniqueOrThrow(…)`, without the `!`.
fn throwing(query: &Query, assertion: Syntax, is_direct: bool) -> Option<Fix> {
    let is_known = query.orm == Orm::Prisma && matches!(query.call.name, "findUnique" | "findFirst");
    (is_known && is_direct).then_some(())?;
    let name = query.call.callee.field(Field::Property)?;
    let end = assertion.span().end;
    let mark = Place { file: assertion.file, span: Span { start: end - 1, end } };
    let fix = Fix::review(
        "Let the query throw",
        "check that error P2025 is answered with 404, by a filter or where it is \
                                            caught",
    );
    Some(fix.after(name, "OrThrow").replace(mark, ""))
}
