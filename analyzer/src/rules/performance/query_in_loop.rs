//! A query for every element of a list.

use crate::finding::Finding;
use crate::project::{Binding, Call, Loop, Operation, Orm, Project, Query, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "performance/query-in-loop",
    title: "A query runs for every element (N+1)",
    severity: Severity::High,
    standard: &["S197", "X092"],
    refs: &[
        "CWE-1073",
        "https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance",
        "https://docs.nestjs.com/techniques/performance",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("query_in_loop.md"),
    check: &[Check::Query(direct), Check::Loop(through_a_method)],
};

/// The query stands in the loop itself.
fn direct(project: &Project, query: &Query) -> Option<Finding> {
    let around = project.loop_around(query.call.syntax)?;
    judge(project, &around, query.call.syntax).then_some(())?;
    if is_batched(&around, query) || is_one_transaction(&around) {
        return None;
    }
    let finding = Finding::at(query.call.callee, message(&around, &query.call, query));
    Some(weigh(&around, &query.call, query, finding))
}

/// The loop calls a method of this project that queries.
fn through_a_method(project: &Project, around: &Loop) -> Option<Finding> {
    let calls = around.body.descendants().filter_map(Call::of);
    let (call, query) = calls.filter(|it| it.chain().first() == Some(&"this")).find_map(|call| {
        let method = project.target(&call)?;
        let body = method.body.filter(|it| !it.contains(around.syntax))?;
        let query = project.queries_in(body).find(|it| project.loop_around(it.call.syntax).is_none())?;
        let innermost = project.loop_around(call.syntax)?;
        (innermost.syntax == around.syntax).then_some((call, query))
    })?;
    judge(project, around, call.syntax).then_some(())?;
    if is_batched(around, query) {
        return None;
    }
    let finding = Finding::at(call.callee, message(around, &call, query));
    let step = format!("`{}` queries here", call.name);
    let finding = weigh(around, &call, query, finding).step(query.call.callee, step);
    // What a method writes besides cannot be told from here.
    Some(if query.operation == Operation::Write { finding.to_check() } else { finding.likely() })
}

/// Whether a loop is one over data: not a retry, a page, a batch, a fixed list, a script.
fn judge(project: &Project, around: &Loop, place: Syntax) -> bool {
    let handmade = project.is_script(place) || project.is_test(place);
    let words = ["chunk", "batch", "page", "attempt", "retr", "tries"];
    let named = |it: &str| words.iter().any(|word| it.to_ascii_lowercase().contains(word));
    let fixed = around.list.is_some_and(|it| {
        let value = project.value(it);
        value.kind() == Kind::Array || value.text().starts_with("Object.") && project.is_fixed_list(value)
    });
    let batched = named(around.element) || around.list.is_some_and(|it| named(it.text()));
    around.list.is_some() && !handmade && !fixed && !batched
}

/// Prisma joins the `findUnique`s of one tick into one query, so callbacks that start together are fine.
fn is_batched(around: &Loop, query: &Query) -> bool {
    let joins = query.orm == Orm::Prisma && query.call.name.starts_with("findUnique");
    let waits_before = around.body.find(Kind::Await).any(|it| it.span().end <= query.call.syntax.span().start);
    joins && around.is_parallel && !waits_before
}

/// `$transaction(rows.map((row) => prisma.x.update(…)))`: collected, and sent together.
fn is_one_transaction(around: &Loop) -> bool {
    let functions = [Kind::Method, Kind::Function];
    let scope = around.syntax.ancestor(&functions).unwrap_or(around.syntax.root());
    let waits = around.body.find(Kind::Await).next().is_some();
    let mut calls = scope.find(Kind::Call).filter_map(Call::of).filter(|it| it.name == "$transaction");
    around.is_parallel && !waits && calls.any(|it| it.args.first().is_some_and(|it| !it.is(&FUNCTIONS)))
}

const FUNCTIONS: [Kind; 2] = [Kind::Arrow, Kind::FunctionExpression];

/// Whether only some of the elements come to the call: it stands behind an `if`.
fn is_conditional(around: &Loop, call: &Call) -> bool {
    let within = call.syntax.ancestors().take_while(|it| around.body.contains(*it) && *it != around.body);
    let mut branches = within.filter(|it| it.is(&[Kind::If, Kind::Ternary]));
    branches.any(|it| !it.field(Field::Condition).is_some_and(|it| it.contains(call.syntax)))
        || is_skipped(around, call)
}

/// `if (known) continue;` before the call.
fn is_skipped(around: &Loop, call: &Call) -> bool {
    let leaves = [Kind::Continue, Kind::Break, Kind::Return];
    let mut exits = around.body.descendants().take_while(|it| it.span().start < call.syntax.span().start);
    exits.any(|it| it.is(&leaves) && !it.contains(call.syntax) && it.function() == call.syntax.function())
}

/// `tags: { set: … }`: no `updateMany` takes it.
fn writes_relations(query: &Query) -> bool {
    let objects = query.call.syntax.find(Kind::Object).filter_map(Object::of);
    let nested = ["set", "connect", "disconnect", "connectOrCreate", "create", "delete", "upsert"];
    objects.into_iter().any(|it| nested.iter().any(|key| it.has(key)))
}

/// `create({ data })` of a parameter: it may hold rows of other tables, which no `createMany` takes.
fn is_handed(query: &Query) -> bool {
    let data = query.options().and_then(|it| it.get("data"));
    data.is_some_and(|it| {
        it.is(&[Kind::Identifier, Kind::Shorthand]) && matches!(binding(it), Some(Binding::Parameter(_)))
    })
}

fn message(around: &Loop, call: &Call, query: &Query) -> String {
    let list = around.list.map_or("the list", |it| it.text());
    let list: String = if list.len() > 40 || list.contains('\n') { "the list".into() } else { format!("`{list}`") };
    let element = if around.element.is_empty() { "element".into() } else { format!("`{}`", around.element) };
    let waits = match around.is_parallel {
        true => "and other requests wait for the connections they hold",
        false => "one after the other",
    };
    let advice = match (query.operation, query.call.name) {
        (Operation::Write, "create" | "insert") if writes_relations(query) || is_handed(query) => waits,
        (Operation::Write, "create" | "insert") => "where one `createMany` would do",
        (Operation::Write, "delete" | "deleteMany" | "remove") => "where one delete for all of them would do",
        (Operation::Write, "update") if query.orm == Orm::Prisma && !writes_relations(query) => {
            "where one `updateMany` for those that get the same values would do"
        }
        (Operation::Write, _) => waits,
        _ => "where one query for all of them would do",
    };
    let (runs, some) = if is_conditional(around, call) { ("may run", "up to ") } else { ("runs", "") };
    let callee = call.callee.text();
    format!("`{callee}` {runs} once for every {element} of {list}: 100 of them make {some}100 round trips, {advice}.")
}

/// What is configured, not stored: a handful of providers, plugins, languages.
fn is_short(around: &Loop) -> bool {
    let few =
        "provider providers adapters plugins strategies handlers languages locales currencies countries environments";
    let words = around.list.map(|it| name_words(it.text())).unwrap_or_default();
    words.iter().any(|it| few.split_whitespace().any(|few| it == few))
}

/// `calculateAndCacheTotals()`: what it finds is kept for those who come later.
fn is_cached(around: &Loop) -> bool {
    let method = around.syntax.ancestor(&[Kind::Method]).and_then(|it| it.field(Field::Name));
    method.is_some_and(|it| name_words(it.text()).iter().any(|it| it == "cache"))
}

/// A `create` that only elements reach which are not there yet, or whose rows no `createMany` takes.
fn is_rare(around: &Loop, call: &Call, query: &Query) -> bool {
    let within = call.syntax.ancestors().take_while(|it| around.body.contains(*it));
    let asked = within.filter(|it| it.kind() == Kind::If).filter_map(|it| it.field(Field::Condition));
    let known = ["exist", "known", "already", "found"];
    let mut asked = asked.map(|it| it.text().to_ascii_lowercase());
    query.call.name == "create"
        && (writes_relations(query) || asked.any(|it| known.iter().any(|word| it.contains(word))))
}

fn weigh(around: &Loop, call: &Call, query: &Query, finding: Finding) -> Finding {
    let finding = match query.operation {
        Operation::Write if is_short(around) || is_rare(around, call, query) => finding.severity(Severity::Low),
        Operation::Write => finding.severity(Severity::Medium),
        _ if is_conditional(around, call) => finding.severity(Severity::Medium),
        // Queries that run together take no longer than the slowest; what they cost is connections.
        _ if is_short(around) || is_cached(around) || around.is_parallel => finding.severity(Severity::Medium),
        _ => finding,
    };
    finding.step(around.list.unwrap_or(around.syntax), "the loop runs over this")
}
