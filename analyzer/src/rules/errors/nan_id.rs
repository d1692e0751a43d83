//! Numbers made of text that reach a query without a look.

use crate::finding::Finding;
use crate::project::{Binding, Call, Orm, Parameter, Project, Query, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain, root};

pub static RULE: Rule = Rule {
    id: "errors/nan-id",
    title: "A mistyped number is answered with status 500",
    severity: Severity::Low,
    standard: &["X103"],
    refs: &["CWE-20", "https://docs.nestjs.com/pipes#binding-pipes"],
    needs: &[],
    fix: FixKind::None,
    words: words!("nan_id.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    (query.orm == Orm::Prisma && !project.is_test(query.call.syntax) && !project.is_script(query.call.syntax))
        .then_some(())?;
    let method = project.method_around(query.call.syntax)?;
    let looks = ["isNaN", "isInteger", "isSafeInteger", "isFinite", "Number.is"];
    (!looks.iter().any(|it| method.syntax.text().contains(it))).then_some(())?;
    let parts = query.call.args.iter().flat_map(|it| it.descendants());
    let (made, parameter) = parts.into_iter().find_map(|it| number_of(value(it)?))?;
    let is_handler = project.routes.iter().any(|it| it.method.syntax == method.syntax);
    let is_validated = Parameter::of(parameter)?.decorators.iter().any(|it| it.args.len() > 1);
    (parameter.parent().and_then(Syntax::parent) == Some(method.syntax) && !is_validated).then_some(())?;
    let name = parameter.field(Field::Pattern)?.text();
    let message = format!(
        "`{}` is `NaN` when `{name}` is no number. Prisma refuses that, so a mistyped URL is answered with 500 where \
         400 is meant.",
        made.text()
    );
    let finding = Finding::at(made, message);
    Some(if is_handler { finding } else { finding.likely() })
}

/// What stands for a part of the options: a value itself, or the constant that it names.
fn value(part: Syntax<'_>) -> Option<Syntax<'_>> {
    match part.kind() {
        Kind::Identifier | Kind::Shorthand => match binding(part) {
            Some(Binding::Value(value)) => Some(plain(value)),
            _ => None,
        },
        Kind::Call | Kind::Unary => Some(part),
        _ => None,
    }
}

/// `Number(id)`, `parseInt(id, 10)`, `+id` of a parameter that is text, and the parameter.
fn number_of(at: Syntax<'_>) -> Option<(Syntax<'_>, Syntax<'_>)> {
    let text = match at.kind() {
        Kind::Unary if at.field(Field::Operator)?.text() == "+" => at.field(Field::Argument)?,
        Kind::Call => {
            let call = Call::of(at)?;
            matches!(call.callee.text(), "Number" | "parseInt" | "Number.parseInt" | "BigInt").then_some(())?;
            *call.args.first()?
        }
        _ => return None,
    };
    let has_other = at.parent().is_some_and(|it| it.is(&[Kind::Binary, Kind::Ternary]));
    let name = plain(text);
    (!has_other && name.kind() == Kind::Identifier && root(name) == name).then_some(())?;
    let Some(Binding::Parameter(parameter)) = binding(name) else { return None };
    let annotation = parameter.field(Field::Type)?.text();
    (annotation.trim_start_matches([':', ' ']) == "string").then_some((at, parameter))
}
