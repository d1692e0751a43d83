//! A transaction that waits for something other than its database.

use crate::finding::Finding;
use crate::project::{Call, Project, Receiver};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "database/slow-work-in-transaction",
    title: "A transaction waits for something outside",
    severity: Severity::Medium,
    standard: &["S198"],
    refs: &["CWE-833", "https://www.prisma.io/docs/orm/prisma-client/queries/transactions#interactive-transactions"],
    needs: &[],
    fix: FixKind::None,
    words: words!("slow_work_in_transaction.md"),
    check: &[Check::Call(&["$transaction", "transaction", "withTransaction", "runInTransaction"], check)],
};

fn check(project: &Project, transaction: &Call) -> Option<Finding> {
    let functions = [Kind::Arrow, Kind::FunctionExpression];
    let callback = transaction.args.iter().find(|it| it.is(&functions))?;
    (!project.is_test(transaction.syntax) && !project.is_script(transaction.syntax)).then_some(())?;
    let body = callback.field(Field::Body)?;
    let (call, what, way) = slow_call(project, body, 2)?;
    let message = format!(
        "`{}` runs inside the transaction: while {what}, the transaction keeps its connection and its locks, and what it \
         did outside stays when the rest is rolled back.",
        call.callee.text(),
    );
    let finding = Finding::at(call.callee, message).step(transaction.callee, "the transaction begins here");
    let certain = way.is_empty();
    let finding = way.into_iter().fold(finding, |it, step| it.step(step, "by this call"));
    Some(if certain { finding } else { finding.likely() })
}

/// The first call in a piece of code that waits for another machine or for time, and the calls behind it that do so.
fn slow_call<'t>(
    project: &Project<'t>,
    code: Syntax<'t>,
    left: usize,
) -> Option<(Call<'t>, &'static str, Vec<Syntax<'t>>)> {
    let calls: Vec<Call> = code.descendants().chain([code]).filter_map(Call::of).collect();
    let own =
        calls.iter().filter(|it| !is_later(it, code)).find_map(|it| Some((it.clone(), slow(project, it)?, Vec::new())));
    own.or_else(|| {
        let left = left.checked_sub(1)?;
        calls.into_iter().filter(|it| is_waited(it) && !is_later(it, code)).find_map(|it| {
            let body = project.target(&it)?.body?;
            let (inner, what, mut way) = slow_call(project, body, left)?;
            is_waited(&inner).then_some(())?;
            way.insert(0, inner.callee);
            Some((it, what, way))
        })
    })
}

fn is_waited(call: &Call) -> bool {
    let up = call.syntax.parent();
    call.is_awaited() || up.is_some_and(|it| it.is(&[Kind::Return, Kind::Arrow, Kind::Array, Kind::Arguments]))
}

/// Handed to something that runs it when the transaction is over: `afterCommit(() => …)`, `.catch(() => …)`.
fn is_later(call: &Call, code: Syntax) -> bool {
    let around = call.syntax.ancestors().take_while(|it| code.contains(*it) && *it != code);
    let callbacks = around.filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]));
    let names =
        ["catch", "onCommit", "afterCommit", "runOnTransactionCommit", "setImmediate", "nextTick", "then", "push"];
    callbacks.filter_map(|it| Call::of(it.parent()?.parent()?)).any(|it| names.contains(&it.name))
}

fn slow(project: &Project, call: &Call) -> Option<&'static str> {
    if is_request(project, call) {
        return Some("another server answers");
    }
    let owner = call.receiver.map_or("", |it| plain(it).field(Field::Property).unwrap_or(it).text());
    let words = name_words(owner);
    let named = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let first = name_words(call.name).into_iter().next().unwrap_or_default();
    let mails = matches!(first.as_str(), "send" | "deliver" | "notify" | "mail");
    if call.name == "sendMail"
        || named(&["mail", "mailer", "email", "sms", "twilio", "sendgrid", "ses", "push", "fcm"]) && mails
    {
        return Some("a message is handed to its provider");
    }
    let adds = matches!(call.name, "add" | "addBulk") && project.is_called_on(call, Receiver::Queue);
    let emits = matches!(call.name, "send" | "emit")
        && named(&["client", "kafka", "broker", "rabbit", "amqp"])
        && words.len() > 1;
    if adds || emits {
        return Some("the queue's server answers");
    }
    // `storage.run(…)` is more likely an `AsyncLocalStorage`.
    let is_local = matches!(call.name, "run" | "enter" | "enterWith" | "exit" | "getStore");
    if named(&["stripe", "s3", "openai", "paypal", "storage", "uploader"]) && is_waited(call) && !is_local {
        return Some("another service answers");
    }
    let waits = call.name == "setTimeout" && call.syntax.ancestors().any(|it| it.kind() == Kind::Await)
        || matches!(call.name, "sleep" | "delay") && is_waited(call);
    waits.then_some("time passes")
}

/// `fetch(…)`, `axios.post(…)`, `this.http.get(…)` of `@nestjs/axios`.
fn is_request(project: &Project, call: &Call) -> bool {
    if call.name == "fetch" && call.receiver.is_none() {
        return true;
    }
    let Some(receiver) = call.receiver else { return call.name == "axios" || call.name == "got" };
    let verbs = ["get", "post", "put", "patch", "delete", "request", "head"];
    let typed = project.held(receiver).is_some_and(|it| it.type_name() == "HttpService");
    let named = matches!(receiver.text(), "axios" | "got" | "this.axios" | "this.httpService" | "this.http");
    verbs.contains(&call.name) && (typed || named) || receiver.text().ends_with(".axiosRef")
}
