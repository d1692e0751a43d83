//! A method that is nearly named as a hook of Nest's lifecycle.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Method, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "architecture/misspelt-hook",
    title: "A lifecycle hook is misspelt, so it never runs",
    severity: Severity::Low,
    standard: &["X010"],
    refs: &["https://docs.nestjs.com/fundamentals/lifecycle-events"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("misspelt_hook.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

const HOOKS: [&str; 5] =
    ["onModuleInit", "onApplicationBootstrap", "onModuleDestroy", "beforeApplicationShutdown", "onApplicationShutdown"];

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let (method, hook) = class.methods.iter().find_map(|it| Some((it, hook(class, it)?)))?;
    let name = method.name.text();
    project.calls_of(name).next().is_none().then_some(())?;
    let message = format!("Nest knows no hook named `{name}`, so this never runs. Probably `{hook}` is meant.");
    let reason = "the code then runs for the first time; check that it does what it should";
    let fix = Fix::review(format!("Rename it to `{hook}`"), reason).replace(method.name, hook);
    Some(Finding::at(method.name, message).fix(fix).likely())
}

/// The hook that a name misses by one or two letters.
fn hook(class: &Class, method: &Method) -> Option<&'static str> {
    let name = method.name.text();
    let near = HOOKS.into_iter().find(|it| *it != name && is_near(name, it))?;
    (method.decorators.is_empty() && class.method(near).is_none()).then_some(near)
}

/// Whether what two names do not share, at their starts and ends, is at most three letters of either.
fn is_near(name: &str, hook: &str) -> bool {
    let (one, other) = (name.to_ascii_lowercase(), hook.to_ascii_lowercase());
    let start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let shorter = one.len().min(other.len());
    let ends = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count().min(shorter - start);
    one.len().max(other.len()) - start - ends <= 2
}
