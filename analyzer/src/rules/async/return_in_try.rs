//! Promises that leave a `try` before they are settled.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, is_async};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "async/return-in-try",
    title: "A returned promise escapes its catch",
    severity: Severity::Medium,
    standard: &["X039"],
    refs: &["CWE-755", "https://typescript-eslint.io/rules/return-await/"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("return_in_try.md"),
    check: &[Check::Node(Kind::Return, check)],
};

fn check(project: &Project, statement: Syntax) -> Option<Finding> {
    let function = statement.function()?;
    let attempt = statement
        .ancestors()
        .take_while(|it| *it != function)
        .find(|it| it.kind() == Kind::Try && it.field(Field::Body).is_some_and(|it| it.contains(statement)))?;
    let catch = attempt.field(Field::Handler)?;
    let value = statement.children().find(|it| it.kind() != Kind::Keyword)?;
    let call = Call::of(value)?;
    (!call.is_awaited() && !only_rethrows(catch) && !project.is_test(statement)).then_some(())?;
    project.promise(&call)?;
    let callee = call.callee.text().lines().next().unwrap_or_default();
    let message = format!(
        "`{callee}` is returned before it is settled: when it fails, the catch on line {} does not run.",
        catch.line() + 1
    );
    let fix = Fix::safe("Await it before returning", "the result is the same, and a failure now reaches the catch");
    let fix = is_async(function).then(|| fix.before(value, "await "));
    let finding = Finding::at(value, message).step(catch, "never sees the failure").fix(fix);
    Some(if is_plain_500(catch) { finding.severity(Severity::Low) } else { finding })
}

/// `catch { throw new InternalServerErrorException(); }`: what Nest answers without it, too.
fn is_plain_500(catch: Syntax) -> bool {
    let error = catch.field(Field::Parameter).map_or("", Syntax::text);
    let mut statements = catch.field(Field::Body).into_iter().flat_map(Syntax::children);
    let thrown = statements.next().filter(|it| it.kind() == Kind::Throw).and_then(|it| it.children().last());
    let Some(call) = thrown.and_then(Call::of).filter(|it| it.is_new && statements.next().is_none()) else {
        return false;
    };
    let status = call.args.get(1).map_or("", |it| it.text());
    let is_500 = status == "500" || status.ends_with(".INTERNAL_SERVER_ERROR");
    let tells = call.args.iter().flat_map(|it| it.find(Kind::Identifier).chain([*it])).any(|it| it.text() == error);
    !tells && (call.name == "InternalServerErrorException" || call.name == "HttpException" && is_500)
}

/// `catch (error) { throw error; }`
fn only_rethrows(catch: Syntax) -> bool {
    let Some(body) = catch.field(Field::Body) else { return true };
    let error = catch.field(Field::Parameter).map_or("", Syntax::text);
    let mut statements = body.children();
    let first = statements.next();
    let throws = |it: Syntax| it.kind() == Kind::Throw && it.children().any(|it| it.text() == error);
    first.is_none_or(throws) && statements.next().is_none()
}
