//! A look whether a value is taken, and a row with it: another request may come between.

use crate::finding::Finding;
use crate::project::{Call, Fate, Operation, Orm, Project, Query, fate, uses};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "database/checked-then-created",
    title: "A value can be taken between check and write",
    severity: Severity::Low,
    standard: &["X088", "X089"],
    refs: &["CWE-367", "https://www.prisma.io/docs/orm/reference/error-reference#p2002"],
    needs: &[],
    fix: FixKind::None,
    words: words!("checked_then_created.md"),
    check: &[Check::Query(check)],
};

const KEYS: [&str; 8] = ["email", "username", "slug", "code", "login", "phone", "handle", "sku"];

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    let creates = matches!(query.call.name, "create" | "save" | "insert");
    let is_real =
        query.operation == Operation::Write && creates && !project.is_test(place) && !project.is_script(place);
    (is_real && !place.ancestors().any(|it| it.kind() == Kind::Try)).then_some(())?;
    let function = place.ancestor(&[Kind::Method, Kind::Function])?;
    let calls = function.find(Kind::Call).take_while(|it| it.span().start < place.span().start).filter_map(Call::of);
    let calls: Vec<Call> = calls.collect();
    let Some((look, key)) = keyed(project, &calls, query) else { return unkeyed(project, &calls, query) };
    (!is_answered(project, query.orm)).then_some(())?;
    let message = format!(
        "`{}` is looked up first and written later: two requests with the same `{key}` at the same moment both pass \
         the check, and the second ends in a database error that nothing here handles.",
        look.callee.text(),
    );
    Some(Finding::at(query.call.callee, message).likely().step(look.callee, "the check"))
}

fn keyed<'c, 't>(project: &Project<'t>, calls: &'c [Call<'t>], query: &Query<'t>) -> Option<(&'c Call<'t>, &'t str)> {
    let mut looks = calls.iter().filter_map(|it| Some((it, key_of(project, it, query)?)));
    looks.find(|(it, _)| is_refused(it, query.call.syntax))
}

/// A capacity or an overlap: no key of the database keeps the second row out.
fn unkeyed<'t>(project: &Project<'t>, calls: &[Call<'t>], query: &Query<'t>) -> Option<Finding> {
    let place = query.call.syntax;
    let (look, read) = calls.iter().find_map(|it| {
        let read = look_of(project, it, query)?;
        let counts = matches!(read.call.name, "count" | "findFirst" | "findMany" | "countBy" | "countDocuments");
        (counts && is_refused(it, place)).then_some((it, read))
    })?;
    let written = names(query);
    let shared = names(read).into_iter().find(|it| written.contains(it) && *it != "dto")?;
    let function = place.ancestor(&[Kind::Method, Kind::Function])?.text();
    let holds = ["isolationLevel", "erializable", "FOR UPDATE", "for update", "ock(", "lock:", "utex", "advisory"];
    let is_key = |it: &str| KEYS.iter().any(|key| it.to_ascii_lowercase().contains(key));
    (!is_key(shared) && !holds.iter().any(|it| function.contains(it))).then_some(())?;
    let message = format!(
        "The rows of this `{shared}` are read first and one is added later: two requests at the same moment both find \
         room, and both write. Nothing in the database stops the second.",
    );
    let finding = Finding::at(query.call.callee, message).severity(Severity::Medium).likely();
    Some(finding.step(look.callee, "the check"))
}

fn names<'t>(query: &Query<'t>) -> Vec<&'t str> {
    let nodes = query.call.args.iter().flat_map(|it| it.descendants());
    nodes.filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand])).map(Syntax::text).collect()
}

/// The lookup that a call is, or runs, in the model that the query writes.
fn look_of<'p, 't>(project: &'p Project<'t>, call: &Call<'t>, query: &Query<'t>) -> Option<&'p Query<'t>> {
    let own = project.query_in(call.syntax).filter(|it| it.call.syntax == call.syntax);
    let behind = || project.queries_in(project.target(call)?.body?).next();
    own.or_else(behind).filter(|it| it.operation != Operation::Write && it.model == query.model)
}

/// The unique value that a call looks up, in the model that the query writes.
fn key_of<'t>(project: &Project<'t>, call: &Call<'t>, query: &Query<'t>) -> Option<&'t str> {
    let look = look_of(project, call, query)?;
    let names: Vec<&str> = match look.orm {
        Orm::Prisma => project.filter(look).all.iter().map(|(it, _)| *it).collect(),
        _ => {
            let options = look.options()?;
            let filter = options.get("where").and_then(crate::syntax::Object::of).unwrap_or(options);
            filter.entries().map(|(it, _)| it).collect()
        }
    };
    let unique = |name: &&str| match project.model_of(query) {
        Some(model) => model.unique_keys().iter().any(|it| it == name) && *name != "id",
        None => name_words(name).last().is_some_and(|it| KEYS.contains(&it.as_str())),
    };
    names.into_iter().find(unique)
}

/// `if (existing) throw …` between the look and the write.
fn is_refused<'t>(look: &Call<'t>, place: Syntax<'t>) -> bool {
    let refuses = |condition: Syntax<'t>| {
        let holder = condition.parent().filter(|it| it.kind() == Kind::If && it.span().end <= place.span().start);
        let then = holder.and_then(|it| it.field(Field::Consequence));
        then.is_some_and(|it| it.kind() == Kind::Throw || it.find(Kind::Throw).next().is_some())
    };
    let condition =
        |at: Syntax<'t>| at.ancestors().find(|it| it.role() == Field::Condition).filter(|it| it.contains(at));
    match fate(look) {
        Fate::Kept(name) => uses(name).into_iter().filter_map(condition).any(refuses),
        _ => condition(look.syntax).is_some_and(refuses),
    }
}

/// Whether the project knows the error that the second request gets.
fn is_answered(project: &Project, orm: Orm) -> bool {
    let signs: &[&str] = match orm {
        Orm::Prisma => &["P2002"],
        Orm::TypeOrm => &["QueryFailedError", "23505", "ER_DUP_ENTRY"],
        Orm::Mongoose => &["11000"],
    };
    project.files.iter().filter(|it| !it.is_test()).any(|it| signs.iter().any(|sign| it.text.contains(sign)))
}
