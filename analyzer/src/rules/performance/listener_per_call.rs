//! Listeners that are added to something that lives on, once for every call.

use crate::finding::Finding;
use crate::project::{Call, Class, Project, Role, declared_scope};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, chain, name_words, root};

pub static RULE: Rule = Rule {
    id: "performance/listener-per-call",
    title: "Every call adds a listener that stays",
    severity: Severity::Medium,
    standard: &["S203"],
    refs: &["CWE-401", "https://nodejs.org/api/events.html#emittersetmaxlistenersn"],
    needs: &[],
    fix: FixKind::None,
    words: words!("listener_per_call.md"),
    check: &[Check::Call(&["on", "addListener", "prependListener", "addEventListener", "subscribe"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let class = project.class_of(call.syntax).filter(|_| !project.is_test(call.syntax))?.clone();
    let receiver = call.receiver?;
    let names = chain(root(receiver));
    let first = names.first().copied().unwrap_or_default();
    let holder = if first == "process" { "process" } else { lasting(&class, call)? };
    let method = project.method_around(call.syntax)?;
    let is_asked = || project.is_asked(&method) && !project.runs_once(&method) && !is_set_up(method.name.text());
    let is_made_often = matches!(declared_scope(&class.decorators), Some("REQUEST" | "TRANSIENT"));
    (if is_made_often { project.runs_once(&method) } else { is_singleton(&class) && is_asked() }).then_some(())?;
    (!removes(&class, call)).then_some(())?;
    let name = method.name.text();
    let ends = if first == "process" || call.name != "subscribe" {
        "each one runs for every event and keeps what it can reach in memory"
    } else {
        "each subscription runs for every value and keeps what it can reach in memory"
    };
    if is_made_often {
        (first == "process" || class.injection(names_of(call)?).is_some()).then_some(())?;
        let message = format!(
            "Every request makes a `{}`, which adds one more listener to `{holder}` and removes none: {ends}.",
            class.name.text()
        );
        return Some(Finding::at(call.syntax, message));
    }
    let message = format!("Every call of `{name}` adds one more listener to `{holder}` and removes none: {ends}.");
    Some(Finding::at(call.syntax, message))
}

/// `emitter` of `this.emitter.on(…)`
fn names_of<'t>(call: &Call<'t>) -> Option<&'t str> {
    chain(call.receiver?).get(1).copied()
}

/// What the listener is added to, if it lives as long as the class: `this.emitter`, a subject of it.
fn lasting<'t>(class: &Class<'t>, call: &Call<'t>) -> Option<&'t str> {
    let text = call.receiver?.text();
    let root = root(call.receiver?);
    let member = root.ancestors().find(|it| it.kind() == Kind::Member).filter(|_| root.kind() == Kind::This)?;
    let name = chain(member).get(1).copied()?;
    let property = class.properties.iter().find(|it| it.name.text() == name);
    let is_known = property.is_some() || class.injection(name).is_some();
    if call.name == "subscribe" {
        let made = property?.value.map_or("", |it| it.text());
        let typed = class.type_of(name).map_or("", |it| it.name);
        let is_subject = made.starts_with("new ") && made.contains("Subject") || typed.ends_with("Subject");
        let ends = ["take(", "first(", "takeUntil", "takeWhile", "firstValueFrom"].iter().any(|it| text.contains(it));
        return (is_subject && !ends).then_some(member.text());
    }
    // `this.open(id).on(…)`: what a call gives may be new each time.
    let direct = call.receiver == Some(member) && call.args.len() > 1;
    (is_known && direct).then_some(member.text())
}

fn is_singleton(class: &Class) -> bool {
    let is_nest = class.is(Role::Provider) || class.is(Role::Controller);
    is_nest && declared_scope(&class.decorators).is_none()
}

/// `register…`, `init…`: meant to be called once.
fn is_set_up(name: &str) -> bool {
    let first = name_words(name).into_iter().next().unwrap_or_default();
    ["register", "init", "initialize", "setup", "connect", "start", "bootstrap", "listen"].contains(&first.as_str())
}

fn removes(class: &Class, call: &Call) -> bool {
    let names = ["off", "removeListener", "removeAllListeners", "removeEventListener", "unsubscribe"];
    let kept = call.name == "subscribe" && call.syntax.parent().is_some_and(|it| it.kind() == Kind::Return);
    kept || class.syntax.find(Kind::Call).filter_map(Call::of).any(|it| names.contains(&it.name))
}
