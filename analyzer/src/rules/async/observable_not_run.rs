//! Requests through observables that nobody subscribes to.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, is_async};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "async/observable-not-run",
    title: "A request is never sent",
    severity: Severity::High,
    standard: &["X036"],
    refs: &[
        "CWE-252",
        "https://docs.nestjs.com/techniques/http-module",
        "https://docs.nestjs.com/microservices/basics#sending-messages",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("observable_not_run.md"),
    check: &[Check::Call(&["get", "post", "put", "patch", "delete", "head", "request", "send"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let (class, names) = (project.class_of(call.syntax)?, call.chain());
    let ["this", field, name] = names.as_slice() else { return None };
    let typed = class.type_of(field)?;
    let from = |packages: &[&str]| packages.iter().any(|it| project.comes_from(typed.syntax, it));
    let what = match typed.name {
        "HttpService" if *name != "send" && from(&["@nestjs/axios", "@nestjs/common"]) => "The request",
        "ClientProxy" | "ClientKafka" | "ClientRMQ" | "ClientTCP" | "ClientRedis"
            if *name == "send" && from(&["@nestjs/microservices"]) =>
        {
            "The message"
        }
        _ => return None,
    };
    (!project.is_test(call.syntax)).then_some(())?;
    let whole = piped(call.syntax);
    let holder = whole.parent()?;
    let callee = call.callee.text();
    let message = match holder.kind() {
        Kind::Await => format!(
            "{what} of `{callee}` is not sent: `await` does not subscribe to an observable, and returns it as it is."
        ),
        Kind::ExpressionStatement => {
            format!("{what} of `{callee}` is not sent: an observable does nothing until someone subscribes to it.")
        }
        _ => return None,
    };
    Some(Finding::at(call.callee, message).fix(run(project, whole, holder)))
}

/// The call with the `.pipe(…)`s behind it.
fn piped(call: Syntax<'_>) -> Syntax<'_> {
    let mut at = call;
    while let Some(outer) = next_of(at) {
        at = outer;
    }
    at
}

fn next_of(call: Syntax<'_>) -> Option<Syntax<'_>> {
    let member = call.parent().filter(|it| it.kind() == Kind::Member)?;
    (member.field(Field::Property)?.text() == "pipe").then_some(())?;
    member.parent().filter(|it| it.kind() == Kind::Call)
}

fn run<'t>(project: &Project<'t>, whole: Syntax<'t>, holder: Syntax<'t>) -> Option<Fix> {
    is_async(whole.function()?).then_some(())?;
    let fix =
        Fix::review("Send it and wait for the answer", "the function now waits, and fails when the other side fails");
    let wait = if holder.kind() == Kind::Await { "" } else { "await " };
    let fix = fix.before(whole, format!("{wait}firstValueFrom(")).after(whole, ")");
    Some(project.bring(fix, whole, "firstValueFrom", "rxjs"))
}
