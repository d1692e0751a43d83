//! Requests of tests that nobody waits for.

use crate::finding::{Finding, Fix};
use crate::project::{Project, TestRequest};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "testing/unawaited-request",
    title: "A test does not wait for its request",
    severity: Severity::High,
    standard: &["S180"],
    refs: &["https://github.com/forwardemail/supertest#example"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("unawaited_request.md"),
    check: &[Check::TestRequest(check)],
};

fn check(_: &Project, request: &TestRequest) -> Option<Finding> {
    let whole = request.whole;
    whole.parent().filter(|it| it.kind() == Kind::ExpressionStatement)?;
    // `.end(done)` and `.then(…)` say themselves what happens at the end; an `await` may be read into the chain.
    let chain = whole.descendants().chain([whole]).filter(|it| it.contains(request.call.syntax));
    let ends = |it: Syntax| it.field(Field::Property).is_some_and(|it| matches!(it.text(), "end" | "then" | "catch"));
    (!whole.text().starts_with("await") && !chain.into_iter().any(ends)).then_some(())?;
    let path = request.call.args.first().map_or("", |it| it.text());
    let message = format!(
        "Nothing waits for this `{}` of {path}: the test is over, and green, before the answer is there, and a failed \
         `expect` belongs to no test.",
        request.call.name,
    );
    let is_async = whole.function().is_some_and(|it| it.children().any(|it| it.text() == "async"));
    let fix = Fix::safe("Wait for it", "the request itself stays as it is").before(whole, "await ");
    Some(Finding::at(whole, message).fix(is_async.then_some(fix)))
}
