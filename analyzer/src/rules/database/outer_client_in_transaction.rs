//! A query inside an interactive transaction that goes through another client than the transaction's.

use crate::finding::{Finding, Fix};
use crate::project::{Binding, Call, Operation, Orm, Project, Query, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, root};

pub static RULE: Rule = Rule {
    id: "database/outer-client-in-transaction",
    title: "A query runs outside the transaction around it",
    severity: Severity::High,
    standard: &["S117"],
    refs: &["CWE-662", "https://www.prisma.io/docs/orm/prisma-client/queries/transactions#interactive-transactions"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("outer_client_in_transaction.md"),
    check: &[Check::Query(check), Check::Call(&["$transaction"], through_a_method)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    (query.orm == Orm::Prisma && is_outer(query.client)).then_some(())?;
    let (transaction, callback) = transaction_around(project, query.call.syntax)?;
    let name = parameter(callback);
    let writes = query.operation == Operation::Write;
    let loss =
        if writes { "It stays when the rest is rolled back" } else { "It does not see what the transaction wrote" };
    let through = match name {
        Some(name) => format!("not through `{name}`"),
        None => "and the callback takes no client".to_owned(),
    };
    let message = format!(
        "`{}` goes through `{}`, {through}, so it is no part of this transaction. {loss}, and it waits for a second \
         connection while holding the first.",
        query.call.callee.text(),
        query.client.text(),
    );
    let reason = "the query then sees and shares the fate of the transaction";
    let direct = query.call.callee.contains(query.client);
    let fix = name.filter(|_| direct).map(|it| Fix::review(format!("Use `{it}`"), reason).replace(query.client, it));
    let finding =
        Finding::at(query.call.callee, message).step(transaction.callee, "the transaction begins here").fix(fix);
    Some(if writes { finding } else { finding.severity(Severity::Medium) })
}

/// The callback calls a method that writes, and does not hand its client on.
fn through_a_method(project: &Project, transaction: &Call) -> Option<Finding> {
    let callback = *transaction.args.first()?;
    let name = parameter(callback)?;
    project.is_prisma(transaction.receiver?).then_some(())?;
    let calls = callback.find(Kind::Call).filter_map(Call::of).filter(|it| it.chain().first() == Some(&"this"));
    let handed =
        |it: &Call| it.args.iter().any(|it| it.text() == name || it.find(Kind::Identifier).any(|it| it.text() == name));
    let (call, query) = calls.filter(|it| !handed(it)).find_map(|call| {
        let method = project.target(&call)?;
        let writes = |it: &&Query| it.operation == Operation::Write && it.orm == Orm::Prisma && is_outer(it.client);
        Some((call, project.queries_in(method.body?).find(writes)?))
    })?;
    // The client may come from a storage that knows the transaction.
    if project.imports.iter().any(|it| it.module.contains("cls")) || project.calls_of("getStore").next().is_some() {
        return None;
    }
    let message = format!(
        "`{}` is called inside a transaction without `{name}`, and writes through `{}`: that row stays when the rest is \
         rolled back, and the call waits for a second connection while this one is held.",
        call.callee.text(),
        query.client.text(),
    );
    let finding = Finding::at(call.callee, message).severity(Severity::Medium).likely();
    Some(finding.step(query.call.callee, "it writes here").step(transaction.callee, "the transaction begins here"))
}

/// A client that lives longer than any transaction: a member of the class, or of a file.
fn is_outer(client: Syntax) -> bool {
    let names_transaction = matches!(client.field(Field::Property).unwrap_or(client).text(), "tx" | "trx");
    let owner = root(client);
    let outlives = match owner.kind() {
        Kind::This => true,
        Kind::Identifier => match binding(owner) {
            None => true,
            Some(Binding::Value(value)) => value.kind() == Kind::New,
            _ => false,
        },
        _ => false,
    };
    outlives && !names_transaction && client.is(&[Kind::Member, Kind::This, Kind::Identifier])
}

/// The nearest `$transaction(async (tx) => …)` around a node, of a client that is Prisma's own.
fn transaction_around<'t>(project: &Project<'t>, node: Syntax<'t>) -> Option<(Call<'t>, Syntax<'t>)> {
    let callbacks = node.ancestors().filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]));
    callbacks.filter_map(|it| Some((Call::of(it.parent()?.parent()?)?, it))).find(|(call, callback)| {
        let is_first = call.args.first() == Some(callback);
        let own = call.receiver.and_then(|it| project.held(it)).and_then(|it| it.annotation);
        let class = own.and_then(|it| project.class_named(it.syntax.file, it.name));
        // A service with a `$transaction` of its own may hand the client on behind the scenes.
        let is_replaced = class.is_some_and(|it| it.method("$transaction").is_some());
        call.name == "$transaction" && is_first && !is_replaced && call.receiver.is_some_and(|it| project.is_prisma(it))
    })
}

fn parameter(callback: Syntax<'_>) -> Option<&str> {
    let list = callback.field(Field::Parameters).and_then(|it| it.children().next());
    let only = callback.field(Field::Parameter).or_else(|| list?.field(Field::Pattern).or(list))?;
    (only.kind() == Kind::Identifier).then(|| only.text())
}
