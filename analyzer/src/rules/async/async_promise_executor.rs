//! `new Promise(async …)`.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "async/async-promise-executor",
    title: "A promise is built by an async function",
    severity: Severity::Medium,
    standard: &["X045"],
    refs: &["https://eslint.org/docs/latest/rules/no-async-promise-executor"],
    needs: &[],
    fix: FixKind::None,
    words: words!("async_promise_executor.md"),
    check: &[Check::New(&["Promise"], promise)],
};

fn promise(_: &Project, call: &Call) -> Option<Finding> {
    let function = call.args.first().filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]))?;
    let mut modifiers = function.children().take_while(|it| it.kind() == Kind::Keyword);
    modifiers.any(|it| it.text() == "async").then_some(())?;
    let waits = function.find(Kind::Await).next();
    let message = match waits {
        Some(it) => format!(
            "If `{}` fails, this promise is never settled: whoever awaits it waits for ever.",
            it.text().lines().next().unwrap_or_default()
        ),
        None => "What this async function throws never reaches the promise around it, which is then never settled."
            .to_owned(),
    };
    Some(Finding::at(*function, message))
}
