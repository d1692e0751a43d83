//! Tests that wait for a fixed time.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "testing/fixed-wait",
    title: "A test waits for a fixed time",
    severity: Severity::Low,
    standard: &["X109"],
    refs: &["https://jestjs.io/docs/timer-mocks"],
    needs: &[],
    fix: FixKind::None,
    words: words!("fixed_wait.md"),
    check: &[Check::Call(&["setTimeout", "sleep", "delay", "wait"], check)],
};

/// Less than this only lets other work go first.
const SHORTEST: i64 = 20;

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let test = project
        .tests
        .iter()
        .find(|it| it.call.syntax.file == call.syntax.file && !it.is_group && it.call.syntax.contains(call.syntax))?;
    let time = call.args.iter().find_map(|it| project.number(*it)).filter(|it| *it >= SHORTEST)?;
    is_waited_for(call).then_some(())?;
    let fakes = project.calls_in(call.syntax.file).iter().any(|it| it.name == "useFakeTimers");
    let repeats = [Kind::For, Kind::ForIn, Kind::While, Kind::Do];
    let is_polled = call.syntax.ancestors().take_while(|it| *it != test.call.syntax).any(|it| it.is(&repeats));
    // A stub that is slow on purpose stands in a callback.
    (!fakes && !is_polled && is_direct(call.syntax, test.call.syntax)).then_some(())?;
    let message = format!(
        "The test sleeps {time} ms and expects the work to be done by then: on a busy machine it may not be, and on \
         every other run the time is lost."
    );
    Some(Finding::at(call.syntax, message))
}

/// `await sleep(500)`, `await new Promise((resolve) => setTimeout(resolve, 500))`
fn is_waited_for(call: &Call) -> bool {
    if call.is_awaited() {
        return true;
    }
    let promise = call.syntax.ancestor(&[Kind::New]).and_then(Call::of).filter(|it| it.name == "Promise");
    let is_resolve = call.args.first().is_some_and(|it| it.kind() == Kind::Identifier || it.text().contains("resolve"));
    call.name == "setTimeout" && is_resolve && promise.is_some_and(|it| it.is_awaited())
}

/// Whether the test itself waits, and not a function that it hands over.
fn is_direct(wait: Syntax, test: Syntax) -> bool {
    let functions = [Kind::Arrow, Kind::FunctionExpression, Kind::Function];
    let around = wait.ancestors().take_while(|it| *it != test).filter(|it| it.is(&functions));
    let executor = |it: &Syntax| {
        let holder = it.parent().and_then(Syntax::parent);
        holder.is_some_and(|it| {
            it.kind() == Kind::New && it.field(Field::Constructor).is_some_and(|it| it.text() == "Promise")
        })
    };
    around.filter(|it| !executor(it)).count() <= 1
}
