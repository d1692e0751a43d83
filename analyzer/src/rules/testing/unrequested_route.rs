//! Routes that no end-to-end test asks for.

use crate::finding::Finding;
use crate::project::{Class, Project, Role, TestRequest};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::literal;

pub static RULE: Rule = Rule {
    id: "testing/unrequested-route",
    title: "Routes that no end-to-end test asks for",
    severity: Severity::Info,
    standard: &["S183"],
    refs: &["https://docs.nestjs.com/fundamentals/testing#end-to-end-testing"],
    needs: &[Evidence::Tests],
    fix: FixKind::None,
    words: words!("unrequested_route.md"),
    check: &[Check::Class(Role::Controller, check)],
};

/// How many are named.
const NAMED: usize = 4;

fn check(project: &Project, class: &Class) -> Option<Finding> {
    // The one request for `/` that comes with a new project is no suite.
    let is_scaffold = |it: &TestRequest| it.call.args.first().is_none_or(|it| literal(*it) == Some("/"));
    let has_suite = !project.test_requests().iter().all(is_scaffold);
    (has_suite && !project.is_test(class.syntax)).then_some(())?;
    // A path that is no literal may be any.
    let known = project.routes_of(class).filter(|it| !it.paths.is_empty());
    let left: Vec<String> = known.filter(|it| !project.is_requested(it)).map(|it| it.label()).collect();
    let count = left.len();
    let shown = left.get(..count.min(NAMED)).filter(|_| count > 0)?.join("`, `");
    let more = if count > NAMED { ", …" } else { "" };
    let total = project.routes_of(class).count();
    let name = class.name.text();
    let part = if count == total { "any route".to_owned() } else { format!("{count} of the {total} routes") };
    let message = format!("No end-to-end test asks for {part} of `{name}`: `{shown}`{more}.");
    Some(Finding::at(class.name, message).likely())
}
