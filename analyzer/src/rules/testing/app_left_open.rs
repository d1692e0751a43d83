//! Applications that a test creates and never closes, or never starts.

use crate::finding::Finding;
use crate::project::{Project, TestApp};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "testing/app-left-open",
    title: "A test's application is not started or not closed",
    severity: Severity::Low,
    standard: &["S182", "S178"],
    refs: &["https://docs.nestjs.com/fundamentals/testing#end-to-end-testing"],
    needs: &[],
    fix: FixKind::None,
    words: words!("app_left_open.md"),
    check: &[Check::TestApp(check)],
};

fn check(project: &Project, app: &TestApp) -> Option<Finding> {
    // Whoever gets it may start and close it.
    (!app.is_handed_on).then_some(())?;
    let place = app.call.syntax;
    if !app.is_closed {
        let hook = project.calls_in(place.file).iter().find(|it| it.name == "beforeEach" && it.syntax.contains(place));
        let many = if hook.is_some() { ", and each test starts another" } else { "" };
        let message = format!(
            "Nothing in this file closes the application{many}: what it opens, such as connections, queues and timers, stays \
             open until the test process is killed.",
        );
        return Some(Finding::at(place, message));
    }
    let is_asked = place.root().find(Kind::PropertyIdentifier).any(|it| it.text() == "getHttpServer");
    (is_asked && !app.is_started).then_some(())?;
    let message = "This application is called before `init()`: no route, pipe or guard is set up, and each request \
                   gets a 404.";
    Some(Finding::at(place, message).severity(Severity::Low).likely())
}
