//! Classes that Nest registers once at start, and that request scope keeps from working.

use crate::finding::Finding;
use crate::project::{Call, Class, Project, Role, Token, Wire, declared_scope};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Syntax;

pub static RULE: Rule = Rule {
    id: "architecture/request-scope-ignored",
    title: "A class that Nest needs once is request-scoped",
    severity: Severity::High,
    standard: &["X009"],
    refs: &[
        "https://docs.nestjs.com/fundamentals/provider-scopes",
        "https://docs.nestjs.com/recipes/passport#request-scoped-strategies",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("request_scope_ignored.md"),
    check: &[Check::Class(Role::Provider, check), Check::Call(&["get"], got)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let steps = project.request_scope(class)?;
    let (place, effect) = victim(class)?;
    (!project.is_test(class.syntax)).then_some(())?;
    let name = class.name.text();
    let why = match steps.as_slice() {
        [] => "is declared with `Scope.REQUEST`".to_owned(),
        [first] if is_request(project, first) => "injects the request".to_owned(),
        [first, ..] => format!("injects `{}`, which lives for one request only", project.token_name(first.token)),
    };
    let finding = Finding::at(place, format!("`{name}` {why}, so {effect}."));
    Some(steps.iter().fold(finding, |it, wire| {
        it.step(
            wire.syntax,
            format!("`{}` injects `{}`", project.token_name(wire.into), project.token_name(wire.token)),
        )
    }))
}

/// `moduleRef.get(X)` of what has no single instance.
fn got(project: &Project, call: &Call) -> Option<Finding> {
    let held = project.held(call.receiver?)?;
    held.annotation.as_ref().filter(|it| it.name == "ModuleRef")?;
    let Token::Class(place) = project.token(*call.args.first()?) else { return None };
    let class = project.classes.get(place as usize)?;
    let lives = match declared_scope(&class.decorators) {
        Some("TRANSIENT") => "is created anew for each that injects it",
        _ if project.request_scope(class).is_some() => "lives for one request only",
        _ => return None,
    };
    let name = class.name.text();
    let message = format!("`{name}` {lives}, so `get` throws. `await moduleRef.resolve({name})` creates one.");
    (!project.is_test(call.syntax)).then(|| Finding::at(call.syntax, message).step(class.name, "what is asked for"))
}

fn is_request(project: &Project, wire: &Wire) -> bool {
    matches!(project.token_name(wire.token), "REQUEST" | "CONTEXT")
}

/// What does not work without an instance at start, and where it stands.
fn victim<'t>(class: &Class<'t>) -> Option<(Syntax<'t>, String)> {
    if class.decorator("WebSocketGateway").is_some() {
        let effect = "Nest never constructs it: its handlers run without any of its dependencies";
        return Some((class.name, effect.into()));
    }
    if class.extends.as_ref().is_some_and(|it| it.name == "PassportStrategy") {
        let effect = "it is not constructed at start and Passport never learns of it: every guard that names it fails";
        return Some((class.name, effect.into()));
    }
    let scheduled =
        |it: &str| matches!(it, "Cron" | "Interval" | "Timeout" | "OnWorkerEvent") || it.starts_with("OnQueue");
    let mut all = class.methods.iter().flat_map(|method| method.decorators.iter().map(move |it| (method, it)));
    let (method, decorator) = all.find(|(_, it)| scheduled(it.name))?;
    let effect = format!("Nest skips `@{}` with a warning and `{}` never runs", decorator.name, method.name.text());
    Some((decorator.syntax, effect))
}
