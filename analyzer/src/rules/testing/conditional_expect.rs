//! Assertions that a test may pass by.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, root};

pub static RULE: Rule = Rule {
    id: "testing/conditional-expect",
    title: "An assertion runs only under a condition",
    severity: Severity::Medium,
    standard: &["X108"],
    refs: &["https://github.com/jest-community/eslint-plugin-jest/blob/main/docs/rules/no-conditional-expect.md"],
    needs: &[],
    fix: FixKind::None,
    words: words!("conditional_expect.md"),
    check: &[Check::Call(&["expect"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (call.receiver.is_none() && !call.args.is_empty()).then_some(())?;
    let test = call.syntax.ancestors().find(|it| is_test(*it))?;
    let inside = call.syntax.ancestors().take_while(|it| *it != test);
    let condition = inside.into_iter().find(|it| it.is(&[Kind::If, Kind::Catch]))?;
    let first = condition.find(Kind::Call).filter_map(Call::of).find(|it| it.name == "expect" && it.receiver.is_none());
    (first.is_some_and(|it| it.syntax == call.syntax) && !is_settled(condition, test)).then_some(())?;
    project.is_test(test).then_some(())?;
    let message = match condition.kind() {
        Kind::Catch => {
            "If nothing is thrown, this assertion never runs and the test passes: exactly in the case that it should \
             find."
                .to_owned()
        }
        _ => format!(
            "If `{}` does not hold, this assertion never runs and the test passes.",
            bare(condition.field(Field::Condition)?.text().lines().next().unwrap_or_default())
        ),
    };
    let holder = if condition.kind() == Kind::Catch { "the `catch` around it" } else { "the condition" };
    Some(Finding::at(call.syntax, message).step(condition, holder))
}

fn bare(condition: &str) -> &str {
    condition.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(condition)
}

fn is_test(node: Syntax) -> bool {
    let call = Call::of(node).filter(|it| !it.is_new);
    call.is_some_and(|it| matches!(root(it.callee).text(), "it" | "test" | "fit"))
}

/// Whether the test makes sure that the assertion runs, or that another does in its place.
fn is_settled(condition: Syntax, test: Syntax) -> bool {
    let calls = |within: Syntax<'_>| within.find(Kind::Call).filter_map(Call::of).any(|it| asserts(&it));
    let counted = test.text().contains("expect.assertions(") || test.text().contains("expect.hasAssertions(");
    let otherwise = match condition.kind() {
        // `try { await run(); fail(); } catch (error) { expect(error)… }`
        Kind::Catch => {
            let body = condition.parent().and_then(|it| it.field(Field::Body));
            body.is_some_and(|it| it.find(Kind::Throw).next().is_some() || calls(it))
        }
        _ => {
            let other = condition.field(Field::Alternative);
            let leaves = other.is_some_and(|it| it.find(Kind::Throw).next().is_some() || calls(it));
            // `if (!user) { expect(user).toBeDefined(); throw … }` fails either way.
            let fails = condition.field(Field::Consequence).is_some_and(|it| it.find(Kind::Throw).next().is_some());
            leaves || fails || is_asserted_beside(condition) || !asks_result(condition, test)
        }
    };
    counted || otherwise
}

/// Whether a condition asks for something that the test itself found out, not for its row of a table.
fn asks_result(condition: Syntax, test: Syntax) -> bool {
    let Some(asked) = condition.field(Field::Condition) else { return false };
    let names: Vec<&str> = asked.find(Kind::Identifier).map(Syntax::text).collect();
    let declared = test.descendants().filter_map(|it| match it.kind() {
        Kind::Declarator => it.field(Field::Name),
        Kind::Catch => it.field(Field::Parameter),
        _ => None,
    });
    let mut inner = declared.flat_map(|it| it.descendants().chain([it]));
    inner.any(|it| it.is(&[Kind::Identifier, Kind::ShorthandPattern]) && names.contains(&it.text()))
}

fn asserts(call: &Call) -> bool {
    matches!(root(call.callee).text(), "expect" | "fail" | "assert") || call.name == "fail"
}

/// `expect(result.ok).toBe(true); if (result.ok) { expect(result.value)… }`: the condition is for the compiler.
fn is_asserted_beside(condition: Syntax) -> bool {
    let Some(asked) = condition.field(Field::Condition) else { return false };
    let names: Vec<&str> = asked.find(Kind::Identifier).map(Syntax::text).collect();
    let beside = condition.parent().into_iter().flat_map(Syntax::children).filter(|it| *it != condition);
    let expects = beside.filter(|it| it.find(Kind::Call).filter_map(Call::of).any(|it| asserts(&it)));
    expects.into_iter().any(|it| it.find(Kind::Identifier).any(|it| names.contains(&it.text())))
}
