//! Tests that cannot be told apart by what they are called.

use crate::finding::Finding;
use crate::project::{Project, Test};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "testing/unclear-title",
    title: "Titles do not tell tests apart",
    severity: Severity::Info,
    standard: &["S171"],
    refs: &["https://jestjs.io/docs/api#describename-fn"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unclear_title.md"),
    check: &[Check::Test(check)],
};

fn check(project: &Project, test: &Test) -> Option<Finding> {
    let first = *test.call.args.first()?;
    // One of two branches runs.
    let is_choice = at_choice(test.call.syntax);
    (project.is_runner(test) && !is_choice).then_some(())?;
    let title = test.title?;
    if title.trim().is_empty() {
        let what = if test.is_group { "This group" } else { "This test" };
        return Some(Finding::at(first, format!("{what} has no title: when it fails, the output names nothing.")));
    }
    let at = test.call.syntax;
    let own = project.tests_in(at.file).iter();
    let mut before = own.take_while(|it| it.call.syntax.span().start < at.span().start);
    // The body of the group, or of a helper that makes tests.
    let around = at.function();
    let same = before.find(|it| {
        let is_same = it.title == Some(title) && it.is_group == test.is_group;
        is_same && !test.is_group && !it.is_skipped && it.call.syntax.function() == around
    });
    if let Some(same) = same {
        let message = format!(
            "There is another test \"{title}\" in this group: when one fails, nobody knows which of the two it is, and \
             `-t` runs both."
        );
        return Some(Finding::at(first, message).step(same.call.syntax, "the other one"));
    }
    stray(project, test).map(|message| Finding::at(first, message))
}

fn at_choice(test: Syntax) -> bool {
    let around = test.ancestors().take_while(|it| !it.is(&[Kind::Arrow, Kind::FunctionExpression]));
    around.into_iter().any(|it| it.is(&[Kind::If, Kind::Ternary, Kind::Switch]))
}

/// The first test outside of every group, in a file that has groups.
fn stray(project: &Project, test: &Test) -> Option<String> {
    (!test.is_group && is_outside(test)).then_some(())?;
    let mut own = project.tests_in(test.call.syntax.file).iter();
    let name = own.clone().find(|it| it.is_group)?.title?;
    let first = own.find(|it| !it.is_group && is_outside(it))?;
    (first.call.syntax == test.call.syntax).then(|| {
        format!(
            "This test is outside of `describe('{name}')`: it runs without what that prepares, and its output does \
                 not say what it is about."
        )
    })
}

/// In no function at all: a helper that makes tests may be called in a group.
fn is_outside(test: &Test) -> bool {
    test.call.syntax.function().is_none()
}
