//! What a function writes, by itself and through the methods it calls, each write for itself.

use super::{Call, Operation, Orm, Project, Query, named};
use crate::syntax::{Field, Kind, Syntax, name_words};

/// A function that writes more than once.
pub struct Work<'t> {
    /// The method or function.
    pub function: Syntax<'t>,
    /// In reading order, without those that a transaction holds together.
    pub writes: Vec<Write<'t>>,
}

/// A write that is done for good as soon as it has run.
#[derive(Clone)]
pub struct Write<'t> {
    /// The query, or the call of the method that runs it.
    pub call: Call<'t>,
    /// The place of the query among those of the project.
    pub query: usize,
    /// Whether the call is the query.
    pub is_direct: bool,
}

/// How many methods lie between a function and what it writes.
const DEPTH: usize = 3;
/// Rows that may stay or be missing without harm to the others.
const NOTES: [&str; 18] = [
    "log",
    "logs",
    "audit",
    "audits",
    "event",
    "events",
    "history",
    "activity",
    "activities",
    "notification",
    "notifications",
    "metric",
    "metrics",
    "outbox",
    "view",
    "visit",
    "statistic",
    "analytics",
];

impl<'t> Project<'t> {
    /// The query behind a write.
    pub fn written(&self, write: &Write<'t>) -> Option<&Query<'t>> {
        self.queries.get(write.query)
    }

    /// Whether a node runs inside a transaction, as far as it can be told from its function.
    pub fn is_in_transaction(&self, node: Syntax<'t>) -> bool {
        let around = node.ancestors().filter(|it| it.kind() == Kind::Call).filter_map(Call::of);
        let is_one = |it: &str| {
            let name = it.to_ascii_lowercase();
            name.contains("transaction") || name.contains("atomic") || name.contains("unitofwork")
        };
        let class = self.class_of(node);
        let method = class.and_then(|it| it.methods.iter().find(|it| it.syntax.contains(node)));
        let decorated = method.is_some_and(|it| named(&it.decorators, "Transactional").is_some());
        decorated || around.into_iter().any(|it| is_one(it.name)) || is_collected(node)
    }

    pub(super) fn read_works(&self) -> Vec<Work<'t>> {
        let managed = ["typeorm-transactional", "@nestjs-cls/transactional", "nestjs-prisma-transaction"];
        if self.imports.iter().any(|it| managed.iter().any(|one| it.module.starts_with(one))) {
            return Vec::new();
        }
        let mut all: Vec<(Syntax<'t>, Write<'t>)> = Vec::new();
        for (at, query) in self.queries.iter().enumerate() {
            let call = &query.call;
            let writes =
                query.operation == Operation::Write && !self.is_test(call.syntax) && !self.is_script(call.syntax);
            if writes && !is_note(query) && !self.is_held(query) {
                all.extend(home(call.syntax).map(|it| (it, Write { call: call.clone(), query: at, is_direct: true })));
            }
        }
        let mut level = all.clone();
        for _ in 0..DEPTH {
            level.sort_by_key(|(function, it)| (function.file, function.span().start, it.call.syntax.span()));
            level.dedup_by_key(|(function, _)| *function);
            let next: Vec<(Syntax, Write)> =
                level.iter().flat_map(|(method, it)| self.passed_on(*method, it)).collect();
            all.extend(next.iter().cloned());
            level = next;
        }
        all.sort_by_key(|(function, it)| (function.file, function.span().start, it.call.syntax.span()));
        let mut works: Vec<Work> = Vec::new();
        for (function, write) in all {
            match works.last_mut().filter(|it| it.function == function) {
                Some(work) if work.writes.last().is_some_and(|it| it.call.syntax == write.call.syntax) => {}
                Some(work) => work.writes.push(write),
                None => works.push(Work { function, writes: vec![write] }),
            }
        }
        works.retain(|it| it.writes.len() > 1);
        works
    }

    /// The callers of a method that writes.
    fn passed_on(&self, method: Syntax<'t>, write: &Write<'t>) -> Vec<(Syntax<'t>, Write<'t>)> {
        let callers = self.callers(method).filter(|it| !method.contains(it.syntax) && !is_handed(it));
        let alone = callers.filter(|it| !self.is_in_transaction(it.syntax) && !self.is_script(it.syntax));
        let found = alone.filter_map(|it| {
            Some((home(it.syntax)?, Write { call: it.clone(), query: write.query, is_direct: false }))
        });
        found.collect()
    }

    /// Whether a transaction holds a query: around it, or one whose client was handed in.
    fn is_held(&self, query: &Query<'t>) -> bool {
        let client = query.client.field(Field::Property).unwrap_or(query.client).text();
        let is_given = matches!(client, "tx" | "trx" | "TX" | "transaction" | "manager")
            || query.client.kind() == Kind::Identifier && query.orm == Orm::Prisma && is_parameter(query.client);
        let has_session = query.call.args.iter().any(|it| it.text().contains("session"));
        is_given || has_session || self.is_in_transaction(query.call.syntax)
    }
}

fn is_parameter(client: Syntax) -> bool {
    matches!(super::binding(client), Some(super::Binding::Parameter(_)))
}

/// `this.items.save(rows, tx)`
fn is_handed(call: &Call) -> bool {
    let clients = ["tx", "trx", "manager", "session", "transaction", "queryRunner", "entityManager"];
    let names = call.args.iter().flat_map(|it| it.descendants().chain([*it]));
    names.filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand])).any(|it| clients.contains(&it.text()))
}

fn is_note(query: &Query) -> bool {
    name_words(query.model).iter().any(|it| NOTES.contains(&it.as_str()))
}

/// The method or the function at a file's top around a node.
fn home<'t>(node: Syntax<'t>) -> Option<Syntax<'t>> {
    node.ancestors().find(|it| it.is(&[Kind::Method, Kind::Function]))
}

/// `const operations = [prisma.a.update(…)]`, `operations.push(prisma.b.delete(…))`, and `$transaction(operations)` behind.
fn is_collected(node: Syntax) -> bool {
    let around: Vec<Syntax> = node.ancestors().take_while(|it| !it.is(&[Kind::Method, Kind::Function])).collect();
    let function = around.last().copied().and_then(Syntax::parent);
    let is_waited =
        around.iter().take_while(|it| !it.is(&[Kind::Arrow, Kind::Block])).any(|it| it.kind() == Kind::Await);
    let list = around.iter().find_map(|it| match it.kind() {
        Kind::Declarator => it.field(Field::Name),
        Kind::Call => Call::of(*it).filter(|it| it.name == "push").and_then(|it| it.receiver),
        _ => None,
    });
    let (Some(function), Some(list)) = (function.filter(|_| !is_waited), list) else { return false };
    let takes = |it: &Call| it.args.iter().any(|it| it.descendants().chain([*it]).any(|it| it.text() == list.text()));
    function.find(Kind::Call).filter_map(Call::of).any(|it| it.name == "$transaction" && takes(&it))
}
