//! Requests to other services, all at once, for a list without a limit.

use crate::finding::Finding;
use crate::project::{Binding, Call, EntryKind, Operation, Project, Promise, Setting, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain, plain, root};

pub static RULE: Rule = Rule {
    id: "performance/unbounded-parallel",
    title: "A request starts for every element at once",
    severity: Severity::Medium,
    standard: &["X041"],
    refs: &["CWE-770", "https://www.npmjs.com/package/p-map"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unbounded_parallel.md"),
    check: &[Check::Call(&["all", "allSettled"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let is_all = call.receiver.is_some_and(|it| it.text() == "Promise");
    (is_all && !project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let map = Call::of(plain(*call.args.first()?)).filter(|it| it.name == "map")?;
    let callback = map.args.first().filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]))?;
    let body = callback.field(Field::Body)?;
    // Queries have a rule of their own.
    (project.queries_in(body).next().is_none()).then_some(())?;
    let sent = sent(project, body, 1)?;
    let (why, is_sure) = unbounded(project, plain(map.receiver?))?;
    let list = map.receiver?.text().lines().next().unwrap_or_default();
    let message = format!(
        "`{}` is started for every element of `{list}` at the same moment, and {why}: a thousand elements make a \
         thousand requests at once.",
        sent.callee.text().lines().next().unwrap_or_default()
    );
    let finding = Finding::at(call.callee, message).step(sent.syntax, "started once per element");
    Some(if is_sure { finding } else { finding.likely() })
}

/// The first call in a callback that reaches another service.
fn sent<'t>(project: &Project<'t>, body: Syntax<'t>, depth: usize) -> Option<Call<'t>> {
    let whole = [body].into_iter().filter(|it| it.kind() == Kind::Call);
    let calls = whole.chain(body.find(Kind::Call)).filter_map(Call::of);
    calls.into_iter().find(|it| {
        let names = chain(it.callee);
        let by_name = names.iter().any(|it| matches!(*it, "axios" | "httpService" | "axiosRef" | "http"));
        let queues = matches!(it.name, "add" | "addBulk");
        match project.promise(it) {
            Some(Promise::Known) => !queues && it.name != "$transaction",
            Some(Promise::Own(own)) => {
                depth > 0 && own.field(Field::Body).and_then(|it| sent(project, it, depth - 1)).is_some()
            }
            _ => by_name && it.receiver.is_some(),
        }
    })
}

/// Why a list has no end that the code sets.
fn unbounded<'t>(project: &Project<'t>, list: Syntax<'t>) -> Option<(String, bool)> {
    let value = project.value(list);
    if let Some(query) = project.query_in(value).filter(|it| it.call.syntax == value) {
        let is_open = query.operation == Operation::ReadMany && query.call.name != "groupBy";
        let limits = ["take", "limit"].iter().any(|it| project.option(query, it) != Setting::Absent);
        return (is_open && !limits).then(|| ("the query that fills it has no `take`".to_owned(), true));
    }
    let Some(Binding::Parameter(parameter)) = binding(root(value)) else { return None };
    let method = parameter.ancestor(&[Kind::Method])?;
    let is_handler = project.entries_of(method).any(|it| it.kind == EntryKind::Http);
    let of_body = parameter.text().contains("@Body(");
    let class = parameter.field(Field::Type).and_then(|it| it.children().next());
    let class = class.and_then(|it| project.class_named(parameter.file, it.text()));
    let is_limited = class.is_some_and(|it| it.syntax.text().contains("ArrayMaxSize"));
    (is_handler && of_body && !is_limited).then(|| ("the client decides how many there are".to_owned(), false))
}
