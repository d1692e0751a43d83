//! A value that is read, changed in the process and written back.

use crate::finding::{Finding, Fix};
use crate::project::{Binding, Call, Fate, Operation, Orm, Project, Query, binding, fate, uses};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "database/lost-update",
    title: "Two requests at once overwrite each other",
    severity: Severity::High,
    standard: &["X088"],
    refs: &[
        "CWE-362",
        "https://www.prisma.io/docs/orm/prisma-client/queries/transactions#optimistic-concurrency-control",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("lost_update.md"),
    check: &[Check::Query(written_back), Check::Query(saved_back), Check::Query(state_left)],
};

/// `update({ data: { stock: product.stock - 1 } })`, and `{ decrement: 1 }` behind a check of what was read.
fn written_back(project: &Project, query: &Query) -> Option<Finding> {
    let updates = ["update", "updateMany", "upsert", "findByIdAndUpdate", "findOneAndUpdate", "updateOne"];
    let place = query.call.syntax;
    (updates.contains(&query.call.name) && !project.is_test(place) && !project.is_script(place)).then_some(())?;
    let data = data_of(query)?;
    let (key, value, sum) = data
        .entries()
        .find_map(|(key, value)| Some((key, value, sum(project, key, value)?)))
        .map(|(key, value, sum)| (key, value, Some(sum)))
        .or_else(|| {
            data.entries().find_map(|(key, value)| moved_after_check(key, value, place).map(|_| (key, value, None)))
        })?;
    let filter = project.filter(query);
    // `where: { id, version }`, `where: { stock: { gte: 1 } }`
    let is_held = filter.get(key).is_some() || filter.get("version").is_some() || mentions(query, key, value);
    (!is_held && !is_locked(place)).then_some(())?;
    let finding = match &sum {
        Some(sum) => {
            let message = format!(
                "`{key}` is set to a value computed from an earlier read: when two requests read it at the same time, \
                 one overwrites what `{}` of the other wrote.",
                query.call.name
            );
            Finding::at(value, message).step(sum.read, "the old value is used here").fix(fix(query, value, sum))
        }
        None => {
            let asked = moved_after_check(key, value, place)?;
            let message = format!(
                "`{key}` was compared before, and nothing has locked it since: two requests that read it at the same \
                 time both pass the check, and `{key}` goes below what the check allows.",
            );
            Finding::at(value, message).step(asked, "it is compared here").likely()
        }
    };
    // A lost like costs less than lost money.
    let finding = if is_dear(key) { finding } else { finding.severity(Severity::Medium) };
    // What the database's default isolation allows within a transaction, too.
    Some(if project.is_in_transaction(place) { finding.to_check() } else { finding })
}

/// What must not be lost: names begin so.
const DEAR: [&str; 14] = [
    "balance",
    "stock",
    "credit",
    "amount",
    "quota",
    "inventory",
    "quantity",
    "available",
    "seat",
    "fund",
    "wallet",
    "price",
    "total",
    "remaining",
];

fn is_dear(name: &str) -> bool {
    let words = name_words(name);
    DEAR.iter().any(|it| words.iter().any(|word| word.starts_with(it)))
}

fn data_of<'t>(query: &Query<'t>) -> Option<Object<'t>> {
    match query.orm {
        Orm::Prisma => Object::of(query.options()?.get("data").or(query.options()?.get("update"))?),
        _ => {
            let change = query.call.object(1)?;
            Some(change.get("$set").and_then(Object::of).unwrap_or(change))
        }
    }
}

/// A value that is made of the field's old one.
struct Sum<'t> {
    read: Syntax<'t>,
    /// `decrement` and what by, if the old value stands first.
    change: Option<(&'static str, Syntax<'t>)>,
}

fn sum<'t>(project: &Project<'t>, key: &str, value: Syntax<'t>) -> Option<Sum<'t>> {
    let sum = project.value(value);
    (sum.kind() == Kind::Binary).then_some(())?;
    let operator = sum.field(Field::Operator)?.text();
    matches!(operator, "+" | "-" | "*" | "/").then_some(())?;
    let mut members = sum.descendants().filter(|it| it.kind() == Kind::Member);
    let read = members.find(|it| is_old(*it, key))?;
    let (left, right) = (plain(sum.field(Field::Left)?), sum.field(Field::Right)?);
    let verb = match operator {
        "+" => "increment",
        "-" => "decrement",
        "*" => "multiply",
        _ => "divide",
    };
    let change = (left == read && right.find(Kind::Member).all(|it| !is_old(it, key))).then_some((verb, right));
    Some(Sum { read, change })
}

/// `product.stock`, of a row that was loaded here.
fn is_old(member: Syntax, key: &str) -> bool {
    let name = member.field(Field::Property).map_or("", Syntax::text);
    let owner = member.field(Field::Object).map(plain).filter(|it| it.kind() == Kind::Identifier);
    name == key && owner.is_some_and(is_loaded)
}

/// A name that holds what was waited for.
fn is_loaded(name: Syntax) -> bool {
    match binding(name) {
        Some(Binding::Value(value)) => value.kind() == Kind::Await || Call::of(value).is_some_and(|it| it.is_awaited()),
        _ => false,
    }
}

/// `if (product.stock < quantity) throw …` before `{ stock: { decrement: quantity } }`.
fn moved_after_check<'t>(key: &str, value: Syntax<'t>, place: Syntax<'t>) -> Option<Syntax<'t>> {
    Object::of(value)?.get("decrement")?;
    let function = place.ancestor(&[Kind::Method, Kind::Function])?;
    let before = function.find(Kind::If).filter(|it| it.span().start < place.span().start);
    let mut members = before.filter_map(|it| it.field(Field::Condition)).flat_map(|it| it.find(Kind::Member));
    members.find(|it| {
        let compares = it.ancestors().any(|it| {
            let operator = it.field(Field::Operator).map_or("", Syntax::text);
            it.kind() == Kind::Binary && matches!(operator, "<" | "<=" | ">" | ">=")
        });
        compares && is_old(*it, key)
    })
}

/// The condition is asked of the row again, or the old value is part of the filter.
fn mentions(query: &Query, key: &str, value: Syntax) -> bool {
    let nodes = query.call.args.iter().flat_map(|it| it.find(Kind::Member).chain(it.find(Kind::Pair)));
    nodes.filter(|it| !value.contains(*it)).any(|it| match it.kind() {
        Kind::Pair => {
            it.field(Field::Key).is_some_and(|it| it.text() == key)
                && it.field(Field::Value) != Some(value)
                && it
                    .ancestors()
                    .any(|it| it.kind() == Kind::Pair && it.field(Field::Key).is_some_and(|it| it.text() == "where"))
        }
        _ => is_old(it, key),
    })
}

/// Whether the rows are locked, or the database lets only one of the two through.
fn is_locked(place: Syntax) -> bool {
    let function = place.ancestor(&[Kind::Method, Kind::Function]).unwrap_or(place.root());
    let text = function.text();
    let words = [
        "isolationLevel",
        "FOR UPDATE",
        "for update",
        "pessimistic",
        "setLock",
        "lock:",
        "Lock(",
        "lock(",
        "mutex",
        "Mutex",
        "SERIALIZABLE",
        "advisory",
        "runExclusive",
        "acquire(",
    ];
    words.iter().any(|it| text.contains(it))
}

fn fix<'t>(query: &Query<'t>, value: Syntax<'t>, sum: &Sum<'t>) -> Option<Fix> {
    let (verb, by) = sum.change.filter(|_| query.orm == Orm::Prisma)?;
    let reason = "the database then computes it; checks of the old value belong in `where`";
    let text = format!("{{ {verb}: {} }}", plain(by).text());
    let pair = value.kind() == Kind::Shorthand;
    let text = if pair { format!("{}: {text}", value.text()) } else { text };
    Some(Fix::review(format!("Let the database {verb} it"), reason).replace(value, text))
}

/// `account.balance -= amount; await this.accounts.save(account)`, `await account.save()`
fn saved_back(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    (!project.is_test(place) && !project.is_script(place) && !is_locked(place)).then_some(())?;
    let (name, loaded) = match (query.orm, query.operation, query.call.name) {
        (Orm::TypeOrm, _, "save") => loaded(*query.call.args.first()?)?,
        (Orm::Mongoose, Operation::ReadOne, _) => match fate(&query.call) {
            Fate::Kept(name) => (name, query.call.callee),
            _ => return None,
        },
        _ => return None,
    };
    let names = uses(name);
    let change = names.iter().find_map(|it| changed(*it))?;
    (!super::relation_not_loaded::breaks_before(project, change)).then_some(())?;
    let saved = names.iter().filter(|it| it.span().start > change.span().end).find_map(|it| saved(*it))?;
    (query.orm == Orm::Mongoose || saved == query.call.callee).then_some(())?;
    let target = change.field(Field::Left).or(change.field(Field::Argument))?;
    let message = format!(
        "`{}` is changed in memory and saved: when two requests load the row at the same time, one overwrites what the \
         other saved.",
        target.text()
    );
    let finding = Finding::at(change, message).step(loaded, "it is loaded here").step(saved, "and saved here");
    let name = target.field(Field::Property).unwrap_or(target).text();
    let finding = if is_dear(name) { finding } else { finding.severity(Severity::Medium) };
    Some(if project.is_in_transaction(place) { finding.to_check() } else { finding.likely() })
}

/// Where a name that is saved got its row from: a call that was waited for.
fn loaded<'t>(saved: Syntax<'t>) -> Option<(Syntax<'t>, Syntax<'t>)> {
    let function = saved.ancestor(&[Kind::Method, Kind::Function])?;
    let mut declarators = function.find(Kind::Declarator).filter(|it| it.span().end < saved.span().start);
    let holder = declarators.find(|it| it.field(Field::Name).is_some_and(|it| it.text() == plain(saved).text()))?;
    let call = Call::of(plain(holder.field(Field::Value)?)).filter(Call::is_awaited)?;
    // What was just written here belongs to nobody else yet.
    let is_new = ["create", "save", "insert"].iter().any(|it| call.name.starts_with(it));
    (!is_new).then_some((holder.field(Field::Name)?, call.callee))
}

/// `x.n -= 1`, `x.n++`, `x.n = x.n - 1`
fn changed<'t>(name: Syntax<'t>) -> Option<Syntax<'t>> {
    let member = name.parent().filter(|it| it.kind() == Kind::Member)?;
    let change = member.parent()?;
    let is_target = change.field(Field::Left).or(change.field(Field::Argument)) == Some(member);
    let is_sum = match change.kind() {
        Kind::Update => true,
        Kind::AugmentedAssignment => !change.field(Field::Right)?.is(&[Kind::String, Kind::Template]),
        Kind::Assignment => {
            let sum = plain(change.field(Field::Right)?);
            sum.kind() == Kind::Binary && sum.find(Kind::Member).any(|it| it.text() == member.text())
        }
        _ => false,
    };
    (is_target && is_sum).then_some(change)
}

/// `this.accounts.save(account)`, `account.save()`
fn saved<'t>(name: Syntax<'t>) -> Option<Syntax<'t>> {
    let call = name.ancestors().take(2).find_map(Call::of)?;
    (call.name == "save").then_some(call.callee)
}

/// `if (coupon.isUsed) throw …; update({ data: { isUsed: true } })`, where something else happens along with it.
fn state_left(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    (query.call.name == "update" && query.orm == Orm::Prisma).then_some(())?;
    (!project.is_test(place) && !project.is_script(place) && !is_locked(place)).then_some(())?;
    let data = Object::of(query.options()?.get("data")?)?;
    let function = place.ancestor(&[Kind::Method, Kind::Function])?;
    let fixed = [Kind::True, Kind::False, Kind::String, Kind::Null, Kind::Member, Kind::New];
    let (key, value, asked) = data.entries().filter(|(_, it)| it.is(&fixed)).find_map(|(key, value)| {
        let before = function.find(Kind::If).filter(|it| it.span().end < place.span().start);
        let refusing = before.filter(|it| {
            it.field(Field::Consequence)
                .is_some_and(|it| it.kind() == Kind::Throw || it.find(Kind::Throw).next().is_some())
        });
        let mut members = refusing.filter_map(|it| it.field(Field::Condition)).flat_map(|it| it.find(Kind::Member));
        Some((key, value, members.find(|it| is_old(*it, key))?))
    })?;
    let filter = project.filter(query);
    let is_held = filter.get(key).is_some() || filter.get("version").is_some();
    let creates = |it: &&Query| it.call.name.starts_with("create") || it.call.syntax.text().contains("crement:");
    let other = project.queries_in(function).filter(|it| it.call.syntax != place).find(creates).filter(|_| !is_held)?;
    let message = format!(
        "`{key}` was checked before, and this `where` does not check it again: two requests at once both pass the \
         check, and `{}` is done twice.",
        other.call.callee.text(),
    );
    let finding = Finding::at(value, message).severity(Severity::Medium).step(asked, "the check");
    Some(finding.step(other.call.callee, "this would be done twice").to_check())
}
