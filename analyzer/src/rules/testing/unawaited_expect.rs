//! Assertions about promises that nobody waits for.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "testing/unawaited-expect",
    title: "An assertion about a promise is not waited for",
    severity: Severity::High,
    standard: &["S174"],
    refs: &["https://jestjs.io/docs/asynchronous#resolves--rejects"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("unawaited_expect.md"),
    check: &[Check::Call(&["expect"], expect)],
};

fn expect(_: &Project, call: &Call) -> Option<Finding> {
    call.receiver.is_none().then_some(())?;
    let members = call.syntax.ancestors().take_while(|it| it.is(&[Kind::Member, Kind::Call]));
    let chain: Vec<Syntax> = members.take_while(|it| !is_argument(call.syntax, *it)).collect();
    let modifier = chain.iter().find(|it| matches!(property(**it), "rejects" | "resolves"))?;
    let whole = *chain.iter().rev().find(|it| it.kind() == Kind::Call)?;
    let statement = whole.parent().filter(|it| it.kind() == Kind::ExpressionStatement)?;
    // `await expect(p).rejects.toThrow<E>()` is read with the `await` inside.
    (!statement.text().starts_with("await") && !Call::of(whole)?.is_awaited()).then_some(())?;
    let kind = property(*modifier);
    let message = format!(
        "`.{kind}` returns a promise, and nothing waits for it: the test is over, and green, before it is known \
         whether `{}` {kind}.",
        call.args.first().map_or("it", |it| it.text().lines().next().unwrap_or_default()),
    );
    let is_async = whole.function().is_some_and(|it| it.children().any(|it| it.text() == "async"));
    let fix = Fix::safe("Wait for it", "the assertion itself stays as it is").before(whole, "await ");
    Some(Finding::at(whole, message).fix(is_async.then_some(fix)))
}

fn property(member: Syntax<'_>) -> &str {
    member.field(Field::Property).map_or("", Syntax::text)
}

/// `f(expect(p))`: from here on it is an argument.
fn is_argument(inner: Syntax, outer: Syntax) -> bool {
    outer.field(Field::Arguments).is_some_and(|it| it.contains(inner))
}
