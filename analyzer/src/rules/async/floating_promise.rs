//! Calls that give a promise, and statements that drop it.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Orm, Project, Promise, is_async};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "async/floating-promise",
    title: "A promise is dropped",
    severity: Severity::High,
    standard: &["X036"],
    refs: &[
        "CWE-252",
        "https://typescript-eslint.io/rules/no-floating-promises/",
        "https://nodejs.org/api/process.html#event-unhandledrejection",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("floating_promise.md"),
    check: &[
        Check::Node(Kind::ExpressionStatement, check),
        Check::Call(&["setTimeout", "setInterval", "setImmediate", "nextTick", "queueMicrotask"], timer),
    ],
};

fn check(project: &Project, statement: Syntax) -> Option<Finding> {
    let whole = statement.children().next().filter(|it| it.kind() == Kind::Call)?;
    let call = source(whole)?;
    let function = statement.function()?;
    let is_spared = project.is_test(statement) || project.is_script(statement) || project.is_log(call.syntax);
    (!call.is_awaited() && !is_spared).then_some(())?;
    if let Some(finding) = gathered(project, &call, function) {
        return Some(finding);
    }
    let origin = project.promise(&call)?;
    // `constructor` and what it starts have a rule of their own; Prisma's calls are not even sent.
    let in_constructor = function.field(Field::Name).is_some_and(|it| it.text() == "constructor");
    (!in_constructor && origin != Promise::Query(Orm::Prisma)).then_some(())?;
    let failing = match origin {
        // One that handles all that can go wrong in it is meant to run on its own.
        Promise::Own(own) => Some(project.failing(own.field(Field::Body)?)?),
        Promise::Query(_) | Promise::Known => None,
    };
    let what = short(call.callee);
    let owner = project.owner(statement);
    let name = if owner.is_callback() { "the callback".to_owned() } else { format!("`{}`", owner.name) };
    let ends = match project.hears_rejections() {
        true => "the error reaches no caller",
        false => "nothing handles the rejection, and Node ends the process",
    };
    let message = match whole == call.syntax {
        true if is_said(statement) => {
            format!("`{what}` runs in the background, and its failure is not handled: when it fails, {ends}.")
        }
        true => format!("Nobody waits for `{what}`: {name} goes on before it is done. When it fails, {ends}."),
        false => {
            format!("Nothing handles a failure of `{what}`: the chain ends without `catch`. When it fails, {ends}.")
        }
    };
    let finding = Finding::at(call.callee, message);
    let is_wanted = is_said(statement);
    let finding = match is_wanted || is_aside(&call) {
        true => finding.fix(caught(project, whole)),
        false => finding.fix(awaited(whole, function)),
    };
    let finding = match failing {
        Some(it) if it.file == statement.file || short(it).len() < 60 => finding.step(it, "it can fail here"),
        _ => finding,
    };
    Some(if is_wanted || project.hears_rejections() { finding.severity(Severity::Medium) } else { finding })
}

/// `setTimeout(async () => …)`, `setInterval(() => this.poll(), 1000)`: a timer drops what its callback returns.
fn timer(project: &Project, call: &Call) -> Option<Finding> {
    let callback = *call.args.first().filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]))?;
    let is_spared = project.is_test(call.syntax) || project.is_script(call.syntax);
    let own = call.receiver.is_none() || call.callee.text() == "process.nextTick";
    (own && !is_spared && project.class_of(call.syntax).is_some()).then_some(())?;
    let body = callback.field(Field::Body)?;
    let what = match Call::of(body).filter(|it| !it.is_awaited()) {
        Some(it) => match project.promise(&source(it.syntax)?)? {
            Promise::Own(own) => {
                project.failing(own.field(Field::Body)?)?;
                short(it.callee)
            }
            _ => short(it.callee),
        },
        None => {
            is_async(callback).then_some(())?;
            let failing = project.failing(body).or_else(|| (body.kind() == Kind::Await).then_some(body))?;
            short(failing)
        }
    };
    let ends = match project.hears_rejections() {
        true => "the error reaches no caller",
        false => "nothing handles the rejection, and Node ends the process",
    };
    let message = format!("`{}` drops the promise of its callback: when `{what}` fails, {ends}.", call.name);
    let finding = Finding::at(call.callee, message);
    Some(if project.hears_rejections() { finding.severity(Severity::Medium) } else { finding })
}

/// `Promise.all([…]);`, `list.map(async (it) => …);`
fn gathered<'t>(project: &Project<'t>, call: &Call<'t>, function: Syntax<'t>) -> Option<Finding> {
    let first = *call.args.first()?;
    let list = short(call.receiver?);
    let fails = |callback: Syntax<'t>| {
        let body = callback.field(Field::Body)?;
        let waits = is_async(callback) && project.failing(body).is_some();
        let gives = Call::of(body).is_some_and(|it| project.promise(&it).is_some());
        (waits || gives).then_some(())
    };
    let fix = Fix::review("Await them", "the function now waits for all of them, and fails when one fails");
    match call.name {
        "map" => {
            (first.is(&[Kind::Arrow, Kind::FunctionExpression]) && is_async(first)).then_some(())?;
            fails(first)?;
            let message = format!(
                "`map` starts one promise for every element of `{list}` and nobody waits for any: when one fails, \
                 nothing handles the rejection, and Node ends the process."
            );
            let text = format!("await Promise.all({})", call.syntax.text());
            let fix = is_async(function).then(|| fix.replace(call.syntax, text));
            Some(Finding::at(call.callee, message).fix(fix))
        }
        "all" if list == "Promise" => {
            let by_list = || first.children().filter_map(Call::of).any(|it| project.promise(&it).is_some());
            let by_map = || Call::of(first).filter(|it| it.name == "map").and_then(|it| fails(*it.args.first()?));
            (first.kind() == Kind::Array && by_list() || by_map().is_some()).then_some(())?;
            let message = "Nobody waits for these promises: the code goes on before they are done, and when one of \
                           them fails, nothing handles the rejection, and Node ends the process.";
            let fix = is_async(function).then(|| fix.before(call.syntax, "await "));
            Some(Finding::at(call.callee, message).fix(fix))
        }
        _ => None,
    }
}

/// The call whose promise a statement ends with: through `.then(…)` and `.finally(…)`, as long as nothing catches.
fn source(whole: Syntax<'_>) -> Option<Call<'_>> {
    let mut call = Call::of(whole)?;
    for _ in 0..6 {
        let chains = match call.name {
            "catch" => return None,
            "then" if call.args.len() > 1 => return None,
            "then" | "finally" => true,
            _ => false,
        };
        match call.receiver.filter(|_| chains) {
            Some(receiver) => call = Call::of(receiver)?,
            None => return Some(call),
        }
    }
    None
}

/// Whether a comment above says that nobody is to wait.
fn is_said(statement: Syntax) -> bool {
    let around = statement.parent().into_iter().flat_map(Syntax::children_and_comments);
    let before: Vec<Syntax> = around.take_while(|it| *it != statement).collect();
    let right_above = before.iter().rev().take_while(|it| it.kind() == Kind::Comment).count();
    before.iter().rev().enumerate().filter(|(_, it)| it.kind() == Kind::Comment).any(|(at, it)| {
        let text = it.text().to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|it| text.contains(it));
        says(&["background", "fire and forget", "fire-and-forget"])
            || (at < right_above && says(&["fire", "not wait", "n't wait", "not await", "n't await"]))
    })
}

/// What the request does not need: a cache that is filled, a list that is brought up to date.
fn is_aside(call: &Call) -> bool {
    let first = name_words(call.name).into_iter().next().unwrap_or_default();
    let asides = ["warm", "prefetch", "preload", "refresh", "gather", "trigger", "track", "notify", "kick", "poll"];
    let of_cache = call.chain().iter().rev().skip(1).flat_map(|it| name_words(it)).any(|it| it == "cache");
    let caches = name_words(call.name).iter().any(|it| it == "cache");
    asides.contains(&first.as_str()) || of_cache || caches
}

/// `.catch((error) => this.logger.error(error))`
fn caught<'t>(project: &Project<'t>, whole: Syntax<'t>) -> Option<Fix> {
    let logger = project.class_of(whole)?.logger()?;
    let functions = whole.ancestors().take_while(|it| it.kind() != Kind::ClassBody);
    let mut others = functions.filter(|it| it.is(&[Kind::Function, Kind::FunctionExpression]));
    let method = whole.ancestor(&[Kind::Method])?;
    let is_static = method.children().any(|it| it.text() == "static");
    (others.next().is_none() && !is_static).then_some(())?;
    let fix = Fix::review("Log its failure", "the work still runs on its own; await it if the answer depends on it");
    Some(fix.after(whole, format!(".catch((error) => this.{logger}.error(error))")))
}

fn short(syntax: Syntax<'_>) -> &str {
    syntax.text().lines().next().unwrap_or_default()
}

fn awaited<'t>(call: Syntax<'t>, function: Syntax<'t>) -> Option<Fix> {
    is_async(function).then_some(())?;
    let fix = Fix::review("Await it", "the function now waits for this, and fails when it fails");
    Some(fix.before(call, "await "))
}
