//! End-to-end tests that never look at a status.

use crate::finding::Finding;
use crate::project::{Project, Test, TestRequest};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain};

pub static RULE: Rule = Rule {
    id: "testing/unchecked-status",
    title: "An end-to-end test does not check the status",
    severity: Severity::Info,
    standard: &["S181"],
    refs: &["https://docs.nestjs.com/fundamentals/testing#end-to-end-testing"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unchecked_status.md"),
    check: &[Check::TestRequest(check)],
};

fn check(project: &Project, request: &TestRequest) -> Option<Finding> {
    let at = request.call.syntax;
    let test = project.test_around(at)?;
    let body = test.body?;
    // GraphQL answers 200 to everything.
    (!request.call.args.first().is_some_and(|it| it.text().contains("graphql"))).then_some(())?;
    // Of several requests in one test, all but the last prepare it.
    let place = |it: &TestRequest| (it.call.syntax.file, it.call.syntax.span().start);
    let all = project.test_requests();
    let next = all.get(all.partition_point(|it| place(it) <= place(request)));
    let is_last = next.is_none_or(|it| !body.contains(it.call.syntax));
    (project.is_runner(test) && is_last && asserts(project, test) && !sees_status(project, request, body))
        .then_some(())?;
    let path = request.call.args.first().map_or("", |it| it.text());
    let message = format!(
        "This test reads the answer to `{} {path}` and never its status: a route that starts to answer 201, or 500 with \
         the same fields, passes.",
        request.call.name.to_ascii_uppercase(),
    );
    Some(Finding::at(at, message).likely())
}

/// Whether the test checks anything: one that does not is a problem of another kind.
fn asserts(project: &Project, test: &Test) -> bool {
    project.calls_within(test.call.syntax).any(|it| it.name == "expect" && it.receiver.is_none())
}

/// Whether the chain expects something itself, the test reads a status, or the answer goes to code that may.
fn sees_status<'t>(project: &Project<'t>, request: &TestRequest<'t>, body: Syntax<'t>) -> bool {
    let reads = |it: Syntax| {
        matches!(it.text(), "status" | "statusCode" | "ok" | "statusText" | "redirect" | "error" | "headers" | "header")
    };
    let names = [Kind::PropertyIdentifier, Kind::ShorthandPattern, Kind::Identifier];
    if chain(request.whole).contains(&"expect") || body.find_any(&names).into_iter().any(reads) {
        return true;
    }
    project.calls_within(body).any(|it| {
        let in_chain = it.name == "expect" && it.receiver.is_some_and(|it| it.contains(request.call.syntax));
        let handed = it.args.iter().any(|it| is_answer(*it, body) || it.contains(request.whole));
        let is_helper = it.receiver.is_none() && !matches!(it.name, "request" | "supertest" | "it" | "test");
        in_chain || (is_helper && handed)
    })
}

/// `response`, whole: `expect(response)`, `expectOk(response)`.
fn is_answer(argument: Syntax, body: Syntax) -> bool {
    argument.kind() == Kind::Identifier
        && body.find(Kind::Declarator).any(|it| {
            let named = it.field(Field::Name).is_some_and(|it| it.text() == argument.text());
            named && it.field(Field::Value).is_some_and(|it| it.kind() == Kind::Await)
        })
}
