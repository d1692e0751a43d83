//! Guards that let everybody pass, or never say what they decide.

use crate::finding::Finding;
use crate::project::{Call, Class, GuardKind, Method, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain, returned};

pub static RULE: Rule = Rule {
    id: "auth/guard-always-true",
    title: "A guard gives everybody the same answer",
    severity: Severity::High,
    standard: &["S039"],
    refs: &["CWE-285", "CWE-636", "https://docs.nestjs.com/guards"],
    needs: &[],
    fix: FixKind::None,
    words: words!("guard_always_true.md"),
    check: &[Check::Class(Role::Guard, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let method = class.method("canActivate")?;
    let body = method.body?;
    (!project.is_test(class.syntax) && !is_stand_in(class)).then_some(())?;
    let name = class.name.text();
    if let Some(call) = unawaited(project, method) {
        let message = format!(
            "`{}` is async, and nothing waits for it: the condition sees a promise, which always counts as true, so \
             `{name}` lets everybody pass.",
            call.callee.text()
        );
        return Some(Finding::at(call.syntax, message));
    }
    let kind = project.guards.iter().find(|it| it.class.syntax == class.syntax).map(|it| it.kind);
    if kind != Some(GuardKind::Throttling)
        && let Some(pass) = passes_on_error(body)
    {
        let message = format!(
            "When the check in `{name}` fails with an error, this answers `true`: an expired or forged token is as good \
             as a valid one."
        );
        return Some(Finding::at(pass, message));
    }
    let returns: Vec<Syntax> = own(body, Kind::Return).collect();
    if returns.is_empty() && !decides(body) && body.children().next().is_some() {
        let message =
            format!("`canActivate` of `{name}` returns nothing, which counts as `false`: every request gets 403.");
        return Some(Finding::at(method.name, message).severity(Severity::Medium));
    }
    let always = !returns.is_empty() && returns.iter().all(|it| returned(*it).is_some_and(|it| is_true(plain(it))));
    (always && !decides(body)).then_some(())?;
    let last = returns.last()?;
    // Noting a language or a tenant on the request is no protection that anybody relies on.
    if let Some(note) = own(body, Kind::Assignment).next() {
        let message = format!(
            "`{name}` only notes something on the request and always answers `true`: that is a middleware's work."
        );
        return Some(Finding::at(*last, message).severity(Severity::Low).step(note, "noted here"));
    }
    Some(Finding::at(*last, format!("`{name}` answers `true` whatever the request holds, so it guards nothing.")))
}

fn is_true(value: Syntax) -> bool {
    let resolved = Call::of(value).filter(|it| it.chain() == ["Promise", "resolve"] || it.name == "of");
    let inner = resolved.and_then(|it| it.args.first().copied());
    inner.unwrap_or(value).kind() == Kind::True
}

/// Code of the method itself, without the functions it hands on.
fn own<'t>(body: Syntax<'t>, kind: Kind) -> impl Iterator<Item = Syntax<'t>> {
    let function = body.parent();
    body.find(kind).filter(move |it| it.function() == function)
}

/// Whether something in it may refuse: a throw, a condition, a call that may throw.
fn decides(body: Syntax) -> bool {
    let harmless =
        ["getRequest", "switchToHttp", "switchToRpc", "switchToWs", "getArgs", "getHandler", "getClass", "get"];
    let logs = ["log", "debug", "warn", "error", "info", "verbose", "resolve", "of", "create", "now"];
    body.descendants().any(|it| match it.kind() {
        Kind::Throw => true,
        Kind::Call => Call::of(it).is_none_or(|it| !harmless.contains(&it.name) && !logs.contains(&it.name)),
        _ => false,
    })
}

/// `catch { return true }`
fn passes_on_error(body: Syntax<'_>) -> Option<Syntax<'_>> {
    // Under a condition it is a choice: for handlers that are open anyway.
    let catches =
        own(body, Kind::Catch).filter(|it| it.ancestors().take_while(|it| *it != body).all(|it| it.kind() != Kind::If));
    let catches = catches.filter_map(|it| it.field(Field::Body));
    catches.filter(|it| it.find(Kind::If).next().is_none() && it.find(Kind::Throw).next().is_none()).find_map(|it| {
        let exit = it.children().find(|it| it.kind() == Kind::Return)?;
        returned(exit).filter(|it| is_true(plain(*it))).map(|_| exit)
    })
}

/// A condition made of the promise of one of the project's own async methods.
fn unawaited<'t>(project: &Project<'t>, method: &Method<'t>) -> Option<Call<'t>> {
    let conditions = method.body?.find(Kind::If).filter_map(|it| it.field(Field::Condition));
    let calls = conditions.filter_map(|it| {
        let inner = it.children().next()?;
        let operand = if inner.kind() == Kind::Unary { inner.field(Field::Argument)? } else { inner };
        Call::of(operand).filter(|_| operand.kind() == Kind::Call)
    });
    calls
        .into_iter()
        .find(|it| project.target(it).is_some_and(|it| it.modifiers.contains(&"async")) && !it.is_awaited())
}

/// Guards that stand in for another, or are meant to know the user without asking for one.
fn is_stand_in(class: &Class) -> bool {
    let words = ["mock", "fake", "stub", "noop", "test", "dummy", "optional", "allow", "anonymous", "public", "dev"];
    name_words(class.name.text()).iter().any(|it| words.contains(&it.as_str()))
}
