//! Exception filters that answer nothing.

use crate::finding::Finding;
use crate::project::{Call, Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, returned};

pub static RULE: Rule = Rule {
    id: "errors/filter-without-answer",
    title: "An exception filter leaves the client without an answer",
    severity: Severity::Medium,
    standard: &["S042"],
    refs: &["https://docs.nestjs.com/exception-filters"],
    needs: &[],
    fix: FixKind::None,
    words: words!("filter_without_answer.md"),
    check: &[Check::Class(Role::Filter, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    (!project.is_test(class.syntax)).then_some(())?;
    let name = class.name.text();
    let Some(method) = class.method("catch") else {
        let message = format!("`{name}` has no `catch` method, so the errors it is bound for end in another error.");
        return class.extends.is_none().then(|| Finding::at(class.name, message));
    };
    let body = method.body?;
    (!answers(project, method.parameters.get(1).map_or("host", |it| it.name.text()), body)).then_some(())?;
    let message = format!(
        "`{name}` takes the error and sends nothing: it neither answers nor throws nor calls `super.catch`, so the \
         request hangs."
    );
    Some(Finding::at(method.name, message))
}

/// Whether something in it may reach the client: an answer, a value, a throw, a call that is given the means to.
fn answers<'t>(project: &Project<'t>, host: &str, body: Syntax<'t>) -> bool {
    let sends = [
        "send",
        "json",
        "end",
        "reply",
        "redirect",
        "render",
        "emit",
        "sendStatus",
        "sendFile",
        "catch",
        "next",
        "error",
    ];
    let logs = |call: &Call| call.receiver.is_some_and(|it| it.text().to_ascii_lowercase().contains("log"));
    body.descendants().any(|it| match it.kind() {
        Kind::Throw => true,
        Kind::Return => returned(it).is_some(),
        Kind::Call => Call::of(it).is_some_and(|call| {
            let given = call.args.iter().any(|it| {
                let text = project.value(*it).text();
                text.contains(host) || matches!(it.text(), "res" | "response" | "reply" | "ctx" | "context" | "client")
            });
            let own = call.chain().first() == Some(&"this") && !logs(&call) && call.args.len() > 1;
            !logs(&call)
                && call.receiver.is_none_or(|it| it.text() != "console")
                && (sends.contains(&call.name) || given || own)
        }),
        _ => false,
    })
}
