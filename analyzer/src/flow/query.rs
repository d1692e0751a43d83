//! What queries of object mappers select by and what they write.

use super::sink::{Harm, Sink};
use crate::project::{Call, Operation, Orm, Project, Query};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

/// How deep writes of relations within writes are looked at.
const DEEPEST: usize = 4;

/// How many calls of a chain are looked at.
const MOST_LINKS: usize = 9;

/// The sinks of a query.
pub(super) fn of_query<'t>(project: &Project<'t>, query: &Query<'t>, sinks: &mut Vec<Sink<'t>>) {
    let call = &query.call;
    let mut add = |harm, values: Vec<Syntax<'t>>| {
        sinks.extend(values.into_iter().map(|value| Sink::of(harm, value, Some(call))));
    };
    let options = call.args.first().map(|it| project.value(*it)).and_then(Object::of);
    let is_write = query.operation == Operation::Write;
    match query.orm {
        Orm::Prisma => {
            for key in ["data", "create", "update"] {
                let data = options.and_then(|it| it.get(key)).filter(|_| is_write);
                add(Harm::Assignment, written(project, data, DEEPEST));
            }
            let filter = options.and_then(|it| it.get("where"));
            add(Harm::Column, filter.map_or_else(Vec::new, |it| computed(project, it)));
            // A unique field takes a value and no operators.
            let is_unique = call.name.starts_with("findUnique") || matches!(call.name, "update" | "delete" | "upsert");
            add(Harm::Filter, if is_unique { whole(filter) } else { selected(project, filter) });
        }
        Orm::Mongoose => {
            let is_new = matches!(call.name, "create" | "insertMany");
            let data = if is_new { call.args.first() } else { call.args.get(1) };
            let is_delete = call.name.contains("elete");
            add(Harm::Assignment, written(project, data.copied().filter(|_| is_write && !is_delete), DEEPEST));
            let filter = call.args.first().copied().filter(|_| !is_new && !call.name.starts_with("findById"));
            add(Harm::Where, code(project, filter));
            add(Harm::Column, filter.map_or_else(Vec::new, |it| computed(project, it)));
            add(Harm::NoSql, selected(project, filter));
        }
        Orm::TypeOrm => {
            let is_write = matches!(call.name, "save" | "insert" | "update" | "upsert");
            let data = call.args.get(usize::from(call.name == "update")).copied().filter(|_| is_write);
            add(Harm::Assignment, written(project, data, DEEPEST));
            let saved = data.filter(|it| call.name == "save" && it.kind() == Kind::Identifier);
            add(Harm::Assignment, saved.map_or_else(Vec::new, |it| merged(project, it)));
            add(Harm::Sql, data.map_or_else(Vec::new, |it| super::sink::lazy(project, it)));
            let filter = options.and_then(|it| it.get("where")).or(call.args.first().copied().filter(|_| !is_write));
            add(Harm::Column, filter.map_or_else(Vec::new, |it| computed(project, it)));
        }
    }
}

/// Methods of a collection of the `mongodb` package that take a filter first.
const FILTERED: [&str; 11] = [
    "find",
    "findOne",
    "findOneAndUpdate",
    "findOneAndReplace",
    "findOneAndDelete",
    "updateOne",
    "updateMany",
    "replaceOne",
    "deleteOne",
    "deleteMany",
    "countDocuments",
];

/// Sinks of calls that are no queries: documents of Mongoose that are made from a value (`new this.users(dto)`), and
/// filters for collections of the driver.
pub(super) fn others<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let mut sinks = Vec::new();
    let mut add = |harm, call: &Call<'t>, values: Vec<Syntax<'t>>| {
        sinks.extend(values.into_iter().map(|value| Sink::of(harm, value, Some(call))));
    };
    let is_model = |call: &&Call<'t>| {
        let held = || project.held(call.callee);
        call.is_new
            && call.callee.kind() == Kind::Member
            && held().is_some_and(|it| it.decorators.iter().any(|it| it.name == "InjectModel"))
    };
    for call in project.calls.iter().filter(is_model) {
        add(Harm::Assignment, call, written(project, call.args.first().copied(), 1));
    }
    for call in ["set", "values"].iter().flat_map(|it| project.calls_of(it)) {
        if call.receiver.is_some_and(|it| super::sql::is_builder(project, it)) {
            add(Harm::Assignment, call, written(project, call.args.first().copied(), DEEPEST));
        }
    }
    for call in project.calls_of("sort").filter(|it| is_behind_query(project, it)) {
        let Some(order) = call.args.first().copied() else { continue };
        let is_written = Object::of(project.value(order)).is_some();
        add(Harm::Order, call, if is_written { computed(project, order) } else { vec![order] });
    }
    for call in FILTERED.iter().flat_map(|it| project.calls_of(it)).filter(|it| is_collection(project, it)) {
        add(Harm::Where, call, code(project, call.args.first().copied()));
        add(Harm::NoSql, call, selected(project, call.args.first().copied()));
    }
    sinks
}

/// `this.users.find().limit(5).sort(order)`
fn is_behind_query<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let chain = std::iter::successors(call.receiver.and_then(Call::of), |it| it.receiver.and_then(Call::of));
    let mut chain = chain.take(MOST_LINKS).map(|it| it.syntax);
    chain.any(|it| project.query_at(it).is_some_and(|it| it.orm == Orm::Mongoose))
}

fn is_collection<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let Some(receiver) = call.receiver.map(|it| project.value(it)) else { return false };
    let is_asked = Call::of(receiver).is_some_and(|it| it.name == "collection" && it.receiver.is_some());
    is_asked || project.held(receiver).is_some_and(|it| it.type_name() == "Collection")
}

/// What a filter has under `$where`.
fn code<'t>(project: &Project<'t>, filter: Option<Syntax<'t>>) -> Vec<Syntax<'t>> {
    let object = filter.and_then(|it| Object::of(project.value(it)));
    object.and_then(|it| it.get("$where").or(it.get("'$where'"))).into_iter().collect()
}

/// What brings columns of its own into a write: the value itself, or what is spread into an object that is written out,
/// there and in writes of relations.
fn written<'t>(project: &Project<'t>, data: Option<Syntax<'t>>, left: usize) -> Vec<Syntax<'t>> {
    let Some(data) = data.filter(|_| left > 0) else { return Vec::new() };
    let Some(object) = Object::of(project.value(data)) else { return vec![data] };
    let mut found: Vec<Syntax> = object.spreads().collect();
    for (key, value) in object.entries() {
        let is_write = matches!(key, "create" | "update" | "upsert" | "$set" | "$setOnInsert" | "$push");
        if is_write || Object::of(value).is_some_and(|it| ["create", "update", "upsert"].iter().any(|key| it.has(key)))
        {
            found.extend(written(project, Some(value), left - 1));
        }
    }
    found
}

/// What is written into an entity before it is saved: `Object.assign(user, dto)`, `repository.merge(user, dto)`.
fn merged<'t>(project: &Project<'t>, entity: Syntax<'t>) -> Vec<Syntax<'t>> {
    let Some(function) = entity.function() else { return Vec::new() };
    let calls = ["assign", "merge"].into_iter().flat_map(|it| project.calls_of(it));
    let own = calls.filter(|it| {
        function.contains(it.syntax)
            && it.syntax.span().end <= entity.span().start
            && it.args.first().is_some_and(|it| it.text() == entity.text())
            && (it.name == "merge" || it.receiver.is_some_and(|it| it.text() == "Object"))
    });
    own.flat_map(|it| it.args.iter().skip(1).copied()).collect()
}

/// A filter that is the sender's own object.
fn whole(filter: Option<Syntax<'_>>) -> Vec<Syntax<'_>> {
    filter.filter(|it| matches!(plain(*it).kind(), Kind::Member)).into_iter().collect()
}

/// The values of a filter, or the whole of it where it is not written out.
fn selected<'t>(project: &Project<'t>, filter: Option<Syntax<'t>>) -> Vec<Syntax<'t>> {
    let Some(filter) = filter else { return Vec::new() };
    let Some(object) = Object::of(project.value(filter)) else { return vec![filter] };
    let own = object.entries().map(|(_, it)| it).filter(|it| Object::of(*it).is_none());
    own.chain(object.spreads()).collect()
}

/// The keys of an object that are not written out: `{ [sort]: 'asc' }`, `order[sort] = 'asc'`.
pub(super) fn computed<'t>(project: &Project<'t>, object: Syntax<'t>) -> Vec<Syntax<'t>> {
    let value = project.value(object);
    let is_written = value.is(&[Kind::Object, Kind::Array, Kind::Ternary, Kind::Binary]);
    let keys = if is_written {
        value.find(Kind::Computed).filter_map(|it| it.children().next()).collect()
    } else {
        Vec::new()
    };
    let name = plain(object);
    let Some(function) = name.function().filter(|_| name.is(&[Kind::Identifier, Kind::Shorthand])) else { return keys };
    let targets = function.find(Kind::Assignment).filter_map(|it| it.field(Field::Left));
    let own = targets.filter(|it| {
        it.kind() == Kind::Subscript && it.field(Field::Object).is_some_and(|it| it.text() == name.text())
    });
    keys.into_iter().chain(own.filter_map(|it| it.field(Field::Index))).collect()
}
