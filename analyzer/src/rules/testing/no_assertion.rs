//! Tests that can only fail by throwing.

use crate::finding::Finding;
use crate::project::{Call, Project, Test};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "testing/no-assertion",
    title: "A test asserts nothing",
    severity: Severity::Medium,
    standard: &["S172"],
    refs: &["https://jestjs.io/docs/expect", "https://docs.nestjs.com/fundamentals/testing"],
    needs: &[],
    fix: FixKind::None,
    words: words!("no_assertion.md"),
    check: &[Check::Test(test)],
};

fn test(project: &Project, test: &Test) -> Option<Finding> {
    let callee = test.call.callee;
    project.is_runner(test).then_some(())?;
    (!test.is_group && !test.is_skipped && !test.is_todo).then_some(())?;
    let body = test.body?;
    (!asserts(project, body, 3) && !calls_back(body)).then_some(())?;
    let title = test.title.unwrap_or("This test");
    let empty = body.find(Kind::Call).next().is_none();
    let message = match empty {
        true => format!("\"{title}\" has nothing in it, and passes."),
        false => format!("\"{title}\" runs code and checks nothing: it passes whatever comes out."),
    };
    let finding = Finding::at(callee, message);
    // A method that is called may make the assertions.
    Some(if empty { finding } else { finding.likely() })
}

/// `(done) => … done()`: the test waits for the call, and fails without it.
fn calls_back(body: Syntax) -> bool {
    let single = body.field(Field::Parameter);
    let listed = body.field(Field::Parameters).and_then(|it| it.children().next()?.field(Field::Pattern));
    let name = single.or(listed).map_or("", Syntax::text);
    let is_callback = matches!(name, "done" | "cb" | "callback" | "next");
    is_callback && body.descendants().any(|it| it.kind() == Kind::Identifier && it.text() == name)
}

/// Whether an `expect`, an `assert` or a helper of such a name is called, here or in a function of the file.
fn asserts<'t>(project: &Project<'t>, body: Syntax<'t>, depth: usize) -> bool {
    let calls = || body.find(Kind::Call).chain([body]).filter_map(Call::of);
    calls().any(|it| it.chain().iter().any(|it| is_assertion(it))) || calls().any(|it| called(project, &it, depth))
}

fn is_assertion(name: &str) -> bool {
    let words = name_words(name);
    let first = words.first().map_or("", String::as_str);
    matches!(first, "expect" | "assert" | "should" | "verify" | "check" | "ensure") || name == "fail"
}

/// A helper that is declared in the same file, or gets the response to judge.
fn called<'t>(project: &Project<'t>, call: &Call<'t>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let hands_request =
        call.args.iter().any(|it| it.text().starts_with("request(") || it.text().starts_with("supertest("));
    if hands_request || call.receiver.is_some() {
        return hands_request;
    }
    match project.declared(call.syntax.file, call.name) {
        Some(it) => asserts(project, it, depth),
        // What an imported helper does with what it is given is not known.
        None => {
            project.import_of(call.syntax.file, call.name).is_some_and(|(it, _)| it.module.starts_with('.'))
                && !call.is_new
        }
    }
}
