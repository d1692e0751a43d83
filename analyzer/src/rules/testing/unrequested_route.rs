//! Routes that no end-to-end test asks for.

use std::sync::Arc;

use crate::finding::Finding;
use crate::project::{Class, File, Project, Role, TestRequest};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{literal, name_words};

pub static RULE: Rule = Rule {
    id: "testing/unrequested-route",
    title: "No end-to-end test requests these routes",
    severity: Severity::Info,
    standard: &["S183", "S184"],
    refs: &["https://docs.nestjs.com/fundamentals/testing#end-to-end-testing"],
    needs: &[Evidence::Tests],
    fix: FixKind::None,
    words: words!("unrequested_route.md"),
    check: &[Check::Class(Role::Controller, check)],
};

/// How many are named.
const NAMED: usize = 4;

/// Words in the name of a controller that a mistake costs more than a feature.
const CRITICAL: [&str; 12] = [
    "auth",
    "authentication",
    "login",
    "session",
    "sessions",
    "payment",
    "payments",
    "billing",
    "checkout",
    "subscriptions",
    "tenant",
    "tenants",
];

fn check(project: &Project, class: &Class) -> Option<Finding> {
    // The one request for `/` that comes with a new project is no suite.
    let is_scaffold = |it: &TestRequest| it.call.args.first().is_none_or(|it| literal(*it) == Some("/"));
    let has_suite = !project.test_requests().iter().all(is_scaffold);
    let name = class.name.text();
    let critical = is_critical(class);
    let judges = has_suite || (critical && !asks_otherwise(project));
    (judges && !project.is_test(class.syntax)).then_some(())?;
    // A path that is no literal may be any.
    let known = project.routes_of(class).filter(|it| !it.paths.is_empty());
    let left: Vec<String> = known.filter(|it| !project.is_requested(it)).map(|it| it.label()).collect();
    let count = left.len();
    let shown = left.get(..count.min(NAMED)).filter(|_| count > 0)?.join("`, `");
    let more = if count > NAMED { ", …" } else { "" };
    let total = project.routes_of(class).count();
    let part = if count == total { "any route".to_owned() } else { format!("{count} of the {total} routes") };
    let message = format!("No end-to-end test requests {part} of `{name}`: `{shown}`{more}.");
    let is_requested = |it: &Arc<Class>| is_critical(it) && project.routes_of(it).any(|it| project.is_requested(it));
    if critical && count == total && !project.classes.iter().any(is_requested) {
        let message = format!("{message} Signing in, paying and keeping tenants apart are what must not break unseen.");
        return Some(Finding::at(class.name, message).severity(Severity::Low).likely());
    }
    Some(Finding::at(class.name, message).likely())
}

fn is_critical(class: &Class) -> bool {
    class.is(Role::Controller) && name_words(class.name.text()).iter().any(|it| CRITICAL.contains(&it.as_str()))
}

/// Whether end-to-end tests are written with something that is not followed.
fn asks_otherwise(project: &Project) -> bool {
    let clients = ["pactum", "@playwright/test", "axios", "fastify", "light-my-request", "chai-http", "undici"];
    let mut others = clients.iter().flat_map(|it| project.imports_from(it));
    let is_end_to_end = |it: &File| it.name().contains("e2e") && it.name().ends_with(".ts") && it.is_test();
    others.any(|it| project.is_test(it.syntax))
        || (project.test_requests().is_empty() && project.files.iter().any(is_end_to_end))
}
