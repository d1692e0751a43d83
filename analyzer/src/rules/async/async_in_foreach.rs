//! Async callbacks handed to methods that do not wait for them.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "async/async-in-foreach",
    title: "An async callback is not waited for",
    severity: Severity::High,
    standard: &["X037"],
    refs: &[
        "https://typescript-eslint.io/rules/no-misused-promises/",
        "https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Array/forEach",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("async_in_foreach.md"),
    check: &[Check::Call(&["forEach", "filter", "some", "every", "find", "findIndex", "sort"], callback)],
};

fn callback(project: &Project, call: &Call) -> Option<Finding> {
    let function = call.args.first().copied().filter(|it| is_async(*it))?;
    // Some libraries have methods of these names that do wait, such as the cursors of MongoDB.
    (!call.is_awaited() && !project.is_test(call.syntax) && !has_own_meaning(call)).then_some(())?;
    // Without an `await` in it, the callback is done when it returns; only its rejection would be lost.
    let waits = function.find(Kind::Await).any(|it| it.function() == Some(function));
    waits.then_some(())?;
    let list = call.receiver?.text().lines().next().unwrap_or_default();
    let message = match call.name {
        "forEach" => format!(
            "`forEach` does not wait: the next line runs while the work on `{list}` has only begun, and a rejection \
             there ends the process."
        ),
        "sort" => format!("`sort` compares promises, not numbers, so `{list}` is not sorted."),
        name => format!(
            "`{name}` takes the promise that this callback returns for its answer, and a promise is always true: what \
             `{list}` holds decides nothing."
        ),
    };
    let finding = Finding::at(function, message);
    Some(if project.is_script(call.syntax) { finding.severity(Severity::Low) } else { finding })
}

fn is_async(function: Syntax) -> bool {
    function.is(&[Kind::Arrow, Kind::FunctionExpression])
        && function.children().take_while(|it| it.kind() == Kind::Keyword).any(|it| it.text() == "async")
}

fn has_own_meaning(call: &Call) -> bool {
    let mut below = call.receiver.into_iter().flat_map(|it| it.descendants().chain([it]));
    below.any(|it| matches!(it.text(), "cursor" | "aggregate" | "stream" | "Readable" | "of"))
}
