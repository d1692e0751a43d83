//! Applications that are started without anybody waiting for it.

use crate::finding::Finding;
use crate::project::{Bootstrap, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Field, Kind};

pub static RULE: Rule = Rule {
    id: "async/floating-bootstrap",
    title: "A failed start bypasses the logger",
    severity: Severity::Info,
    standard: &["X013"],
    refs: &["https://nodejs.org/api/process.html#event-unhandledrejection"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("floating_bootstrap.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let scope = bootstrap.scope;
    let name = scope.field(Field::Name).or_else(|| scope.parent()?.field(Field::Name))?;
    let is_judged = bootstrap.listens() && !project.is_test(scope);
    let handles = bootstrap.create.syntax.ancestors().any(|it| it.kind() == Kind::Try);
    let listens = ["on", "once"]
        .iter()
        .flat_map(|it| project.calls_of(it))
        .any(|it| it.args.first().is_some_and(|it| it.text().contains("unhandledRejection")));
    (is_judged && !handles && !listens).then_some(())?;
    let mut calls = project.calls_of(name.text()).filter(|it| it.syntax.file == scope.file && it.receiver.is_none());
    let call = calls.find(|it| it.syntax.parent().is_some_and(|it| it.kind() == Kind::ExpressionStatement))?;
    let message = format!(
        "The promise of `{}()` is dropped: when it throws, or an `onModuleInit` does, the process ends with a bare stack \
         trace that bypasses your logger.",
        name.text()
    );
    Some(Finding::at(call.syntax, message))
}
