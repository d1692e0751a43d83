//! Conditions that look at a promise instead of its value.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Orm, Project, Promise, is_async};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "async/promise-in-condition",
    title: "A condition looks at a promise, which is always true",
    severity: Severity::High,
    standard: &["X038"],
    refs: &["CWE-571", "https://typescript-eslint.io/rules/no-misused-promises/"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("promise_in_condition.md"),
    check: &[
        Check::Node(Kind::If, condition),
        Check::Node(Kind::Ternary, condition),
        Check::Node(Kind::While, condition),
        Check::Node(Kind::Unary, negation),
    ],
};

fn condition(project: &Project, statement: Syntax) -> Option<Finding> {
    asked(project, statement.field(Field::Condition)?, DEEPEST)
}

/// `!this.isOwner(id)` outside of a condition.
fn negation(project: &Project, unary: Syntax) -> Option<Finding> {
    let in_condition = unary.ancestors().take_while(|it| it.is(&PARTS)).last().unwrap_or(unary);
    (!is_condition(in_condition)).then_some(())?;
    asked(project, unary, DEEPEST)
}

/// How many parts within parts of a condition are looked at.
const DEEPEST: usize = 40;
const PARTS: [Kind; 3] = [Kind::Parenthesized, Kind::Binary, Kind::Unary];

fn is_condition(part: Syntax) -> bool {
    let holder = part.parent().filter(|it| it.is(&[Kind::If, Kind::Ternary, Kind::While]));
    part.role() == Field::Condition && holder.is_some()
}

/// The call in a condition whose promise is taken for its answer.
fn asked<'t>(project: &Project<'t>, part: Syntax<'t>, depth: usize) -> Option<Finding> {
    let left = depth.checked_sub(1)?;
    match part.kind() {
        Kind::Parenthesized => asked(project, part.children().next()?, left),
        Kind::Unary => {
            (part.field(Field::Operator)?.text() == "!").then_some(())?;
            asked(project, part.field(Field::Argument)?, left)
        }
        Kind::Binary => {
            matches!(part.field(Field::Operator)?.text(), "&&" | "||").then_some(())?;
            asked(project, part.field(Field::Left)?, left).or_else(|| asked(project, part.field(Field::Right)?, left))
        }
        Kind::Call => judge(project, &Call::of(part)?),
        _ => None,
    }
}

fn judge<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<Finding> {
    (!call.is_awaited() && !project.is_test(call.syntax)).then_some(())?;
    let origin = project.promise(call)?;
    let negated =
        call.syntax.ancestors().take_while(|it| it.is(&PARTS)).filter(|it| it.kind() == Kind::Unary).count() % 2 == 1;
    let callee = call.callee.text();
    let follows = if negated { "`!` of it is always false" } else { "this holds whatever the answer is" };
    let message = format!("`{callee}` is not awaited here: its promise is always true, so {follows}.");
    let function = call.syntax.function();
    let finding = Finding::at(call.syntax, message);
    let finding = match origin {
        Promise::Own(own) => finding.step(own.field(Field::Name).unwrap_or(own), "asynchronous"),
        Promise::Query(Orm::Prisma | Orm::TypeOrm | Orm::Mongoose) | Promise::Known => finding,
    };
    let fix =
        Fix::review("Await the answer", "the condition now decides, so code that never ran may run, or stop running");
    let open = function.filter(|it| is_async(*it));
    Some(finding.fix(open.map(|_| fix.replace(call.syntax, format!("(await {})", call.syntax.text())))))
}
