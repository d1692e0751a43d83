//! Writes that belong together, each of which stays when a later one fails.

use crate::finding::{Finding, Fix, Place};
use crate::project::{Binding, Call, Fate, Orm, Project, Query, Work, Write, binding, fate};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Span, Syntax};

pub static RULE: Rule = Rule {
    id: "database/writes-without-transaction",
    title: "Writes that belong together can be torn apart",
    severity: Severity::Medium,
    standard: &["S116"],
    refs: &["CWE-460", "https://www.prisma.io/docs/orm/prisma-client/queries/transactions"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("writes_without_transaction.md"),
    check: &[Check::Work(check)],
};

/// Why two writes belong together.
#[derive(Clone, Copy, PartialEq)]
enum Bond {
    /// The second needs what the first answered.
    Answer,
    /// One takes what the other gives.
    Transfer,
    /// Both are about the same thing.
    Subject,
}

fn check(project: &Project, work: &Work) -> Option<Finding> {
    (!is_meant(work.function)).then_some(())?;
    let pairs =
        work.writes.iter().enumerate().flat_map(|(at, one)| work.writes.iter().skip(at + 1).map(move |it| (one, it)));
    let mut bound = pairs.filter(|(one, other)| {
        let goes_on = [one, other].iter().all(|it| stands_alone(it.call.syntax));
        is_one_path(one.call.syntax, other.call.syntax) && !goes_on && !goes_anyway(project, work, one, other)
    });
    let (one, other, bond) = bound.find_map(|(one, other)| Some((one, other, bond(project, one, other)?)))?;
    let (first, second) = (project.written(one)?, project.written(other)?);
    (!signs_out(first) && !super::relation_not_loaded::breaks_before(project, one.call.syntax)).then_some(())?;
    let why = match bond {
        Bond::Answer => "which needs what it returned,",
        Bond::Transfer => "which is its other half,",
        Bond::Subject => "which belongs to the same change,",
    };
    let message = format!(
        "`{}` is done for good before `{}`, {why} runs: if that fails or the process stops in between, the change to \
         `{}` stays without the one to `{}`.",
        one.call.callee.text(),
        other.call.callee.text(),
        first.model,
        second.model,
    );
    let finding = Finding::at(other.call.callee, message).step(one.call.callee, "this write is done first");
    let steps = [(one, first), (other, second)].into_iter().filter(|(it, _)| !it.is_direct);
    let finding = steps
        .fold(finding, |it, (write, query)| it.step(query.call.callee, format!("`{}` writes here", write.call.name)));
    let is_sure = bond != Bond::Subject && one.is_direct && other.is_direct;
    let adds = |it: &Query| it.call.name.starts_with("delete") || it.call.name.starts_with("create") || moves(it);
    let finding = match bond {
        _ if is_sure => finding,
        // A change that only notes something, such as the time of the last visit.
        Bond::Subject if !(is_entity(one) || one.is_direct && other.is_direct && adds(first) && adds(second)) => {
            finding.to_check()
        }
        _ => finding.likely(),
    };
    Some(finding.fix(fix(one, other, first, second)))
}

/// Deletes sessions or codes: if the rest fails, someone signs in or asks again, and nothing else is lost.
fn signs_out(query: &Query) -> bool {
    let model = query.model.to_ascii_lowercase();
    let model = ["model", "repository", "repo"].iter().find_map(|it| model.strip_suffix(it)).unwrap_or(&model);
    query.call.name.to_ascii_lowercase().contains("delete")
        && ["session", "token", "otp", "challenge", "verificationcode"].iter().any(|it| model.ends_with(it))
}

/// Sagas, outboxes, compensation, transactions by hand: the function deals with it in another way.
fn is_meant(function: Syntax) -> bool {
    let text = function.text().to_ascii_lowercase();
    ["saga", "outbox", "compensat", "eventual", "starttransaction", "queryrunner", "rollback"]
        .iter()
        .any(|it| text.contains(it))
}

/// Whether both writes run, one after the other, if nothing fails.
fn is_one_path(one: Syntax, other: Syntax) -> bool {
    let Some(fork) = one.ancestors().find(|it| it.contains(other)) else { return false };
    let leaves = |it: Syntax| {
        it.kind() == Kind::Block && it.children().last().is_some_and(|it| it.is(&[Kind::Return, Kind::Throw]))
    };
    let mut within = one.ancestors().take_while(|it| *it != fork);
    let excepts = [one, other]
        .iter()
        .any(|it| it.ancestors().take_while(|it| *it != fork).any(|it| it.is(&[Kind::Catch, Kind::Finally])));
    // A write that a catch follows with another is undone there.
    let undone = one.ancestors().filter(|it| it.kind() == Kind::Try).any(|it| {
        it.child(Kind::Catch).is_some_and(|it| {
            it.find(Kind::Call)
                .any(|it| ["delete", "remove", "undo", "revert"].iter().any(|word| it.text().contains(word)))
        })
    });
    let is_list = fork.is(&[Kind::Block, Kind::Array, Kind::Arguments]);
    is_list && !excepts && !undone && !within.any(leaves)
}

/// In a `try` of its own whose catch lets the function go on: no other write waits for this one.
fn stands_alone(write: Syntax) -> bool {
    let function = write.function();
    let attempt = write.ancestors().take_while(|it| Some(*it) != function).find(|it| it.kind() == Kind::Try);
    let parts = attempt.and_then(|it| it.field(Field::Body).zip(it.field(Field::Handler)));
    parts.is_some_and(|(body, catch)| {
        body.contains(write)
            && body.children().count() == 1
            && body.find(Kind::Return).next().is_none()
            && catch.find_any(&[Kind::Throw, Kind::Return]).is_empty()
    })
}

/// Two deletes, and a later one of the row that both belong to, which the database carries on to theirs.
fn goes_anyway<'t>(project: &Project<'t>, work: &Work<'t>, one: &Write<'t>, other: &Write<'t>) -> bool {
    let deleted = |it: &Write<'t>| {
        let query = project.written(it).filter(|it| it.call.name.starts_with("delete"))?;
        project.model_of(query)
    };
    let (Some(first), Some(second)) = (deleted(one), deleted(other)) else { return false };
    let mut later = work.writes.iter().filter(|it| it.call.syntax.span().start > other.call.syntax.span().end);
    later.any(|it| deleted(it).is_some_and(|it| first.goes_with(it) && second.goes_with(it)))
}

fn bond<'t>(project: &Project<'t>, one: &Write<'t>, other: &Write<'t>) -> Option<Bond> {
    let (first, second) = (project.written(one)?, project.written(other)?);
    (!signs_out(first)).then_some(())?;
    let is_upsert = |it: &Query| it.call.name == "upsert";
    if is_upsert(first) && is_upsert(second) {
        return None;
    }
    let same = first.model == second.model;
    if let Fate::Kept(name) = fate(&one.call)
        && other.call.args.iter().any(|it| is_made_of(*it, name, 2))
        && !same
    {
        return Some(Bond::Answer);
    }
    if moves(first) && moves(second) && direction(first) != direction(second) {
        return Some(Bond::Transfer);
    }
    let is_one = is_entity(one) && is_entity(other) || shares(&one.call, &other.call);
    (!same && !is_upsert(first) && !is_upsert(second) && is_one).then_some(Bond::Subject)
}

/// `save(order)`: what was loaded or made here, rather than what a caller handed in.
fn is_entity(write: &Write) -> bool {
    let entity = write.call.args.first().filter(|it| it.kind() == Kind::Identifier && write.call.name == "save");
    entity.is_some_and(|it| matches!(binding(*it), Some(Binding::Value(_) | Binding::Open)))
}

/// Whether an expression is made of what a name holds, by way of so many others.
fn is_made_of(expression: Syntax, name: Syntax, left: usize) -> bool {
    let names = expression.descendants().chain([expression]).filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]));
    names.into_iter().any(|it| {
        it.text() == name.text()
            || left > 0 && matches!(binding(it), Some(Binding::Value(value)) if is_made_of(value, name, left - 1))
    })
}

/// `{ decrement: amount }`
fn moves(query: &Query) -> bool {
    let text = query.call.syntax.text();
    query.call.name.starts_with("update") && (text.contains("decrement:") || text.contains("increment:"))
}

fn direction(query: &Query) -> bool {
    query.call.syntax.text().contains("decrement:")
}

/// Whether both name the same variable among what they are given, or a row that was loaded by it.
fn shares(one: &Call, other: &Call) -> bool {
    let others = ids(&other.args, 1);
    ids(&one.args, 1).iter().any(|it| others.contains(it))
}

fn ids<'t>(args: &[Syntax<'t>], left: usize) -> Vec<&'t str> {
    let nodes = args.iter().flat_map(|it| it.descendants().chain([*it]));
    let mut found = Vec::new();
    for node in nodes.filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand, Kind::Member])) {
        if node.text().to_ascii_lowercase().ends_with("id") {
            found.push(node.text());
        }
        if let Some(Binding::Value(value)) = binding(node).filter(|_| left > 0 && node.kind() == Kind::Identifier) {
            let loaded = Call::of(crate::syntax::plain(value)).filter(Call::is_awaited);
            found.extend(loaded.iter().flat_map(|it| ids(&it.args, left - 1)));
        }
    }
    found
}

/// Two statements in a row, through the same client, become one array.
fn fix(one: &Write, other: &Write, first: &Query, second: &Query) -> Option<Fix> {
    let (begin, end) = (statement(one)?, statement(other)?);
    let same = first.client.text() == second.client.text() && first.orm == Orm::Prisma && second.orm == Orm::Prisma;
    let mut siblings = begin.parent()?.children().skip_while(|it| *it != begin);
    (one.is_direct && other.is_direct && same && siblings.nth(1) == Some(end)).then_some(())?;
    let head = begin.source().get(..begin.span().start as usize)?;
    let indent: String = head.rsplit('\n').next()?.chars().take_while(|it| it.is_whitespace()).collect();
    let inner = |it: &Write| it.call.syntax.text().replace('\n', "\n  ");
    let text = format!(
        "await {}.$transaction([\n{indent}  {},\n{indent}  {},\n{indent}]);",
        first.client.text(),
        inner(one),
        inner(other),
    );
    let place = Place { file: begin.file, span: Span { start: begin.span().start, end: end.span().end } };
    Some(
        Fix::review("Send both in one transaction", "both then hold their locks until the second is done")
            .replace(place, text),
    )
}

fn statement<'t>(write: &Write<'t>) -> Option<Syntax<'t>> {
    let wait = write.call.syntax.parent().filter(|it| it.kind() == Kind::Await)?;
    wait.parent().filter(|it| it.kind() == Kind::ExpressionStatement)
}
