//! The same envelope around answers, built in handler after handler.

use crate::finding::Finding;
use crate::project::{Class, Project, Role, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, returned};

pub static RULE: Rule = Rule {
    id: "api/repeated-envelope",
    title: "Handlers wrap their answers by hand",
    severity: Severity::Low,
    standard: &["S082"],
    refs: &["https://docs.nestjs.com/interceptors#response-mapping"],
    needs: &[],
    fix: FixKind::None,
    words: words!("repeated_envelope.md"),
    check: &[Check::Class(Role::Controller, check)],
};

/// So many handlers make it a pattern.
const FEWEST: usize = 3;

fn check(project: &Project, class: &Class) -> Option<Finding> {
    (!project.is_test(class.syntax)).then_some(())?;
    let wrapped: Vec<(Object, Vec<&str>)> = project.routes_of(class).filter_map(envelope).collect();
    let (object, keys) =
        wrapped.iter().find(|(_, keys)| wrapped.iter().filter(|(_, it)| it == keys).count() >= FEWEST)?;
    let count = wrapped.iter().filter(|(_, it)| it == keys).count();
    let message = format!(
        "{count} handlers of `{}` build `{{ {} }}` themselves: one that forgets a key answers in another shape.",
        class.name.text(),
        keys.join(", ")
    );
    Some(Finding::at(object.0, message))
}

/// The object that a handler returns, if it wraps the answer, and its keys in order.
fn envelope<'t>(route: &Route<'t>) -> Option<(Object<'t>, Vec<&'t str>)> {
    let body = route.method.body?;
    let returns = body.find(Kind::Return).filter(|it| it.function() == Some(route.method.syntax));
    let object = returns.filter_map(returned).find_map(Object::of)?;
    let mut keys: Vec<&str> = object.entries().map(|(key, _)| key).collect();
    keys.sort_unstable();
    let outer = ["success", "data", "result", "payload"];
    let about = ["success", "statusCode", "status", "message", "meta", "timestamp", "error", "code"];
    let wraps = keys.iter().any(|it| outer.contains(it)) && keys.iter().any(|it| about.contains(it));
    (wraps && keys.len() > 1 && !object.is_open()).then_some((object, keys))
}
