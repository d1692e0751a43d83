//! Secrets that rows bring along: columns that no selection of the query leaves out.

use crate::project::{Call, Model, Operation, Orm, Project, Query, Setting};
use crate::syntax::{Kind, Object, Syntax, name_words};

/// A column that must not leave the server, in what a query hands out.
#[derive(Clone, Debug)]
pub struct Secret<'t> {
    /// The keys that lead to it: `author`, `password`.
    pub path: Vec<&'t str>,
    /// Where it is declared.
    pub declared: Syntax<'t>,
    /// The model or entity that has it.
    pub holder: &'t str,
    /// Whether `@Exclude()` stands at it, which only a serializer heeds.
    pub is_marked: bool,
}

/// How many relations deep rows are looked at.
const DEEPEST: usize = 3;

/// Whether a project stores secrets at all.
pub(super) fn has_any(project: &Project) -> bool {
    let columns = project.models.iter().flat_map(|it| it.fields.iter().map(|column| (column.name, it.name)));
    let entities = project.classes.iter().filter(|it| it.decorator("Entity").is_some() || it.extends.is_none());
    let properties = entities.flat_map(|it| it.properties.iter().map(|property| (property.name, it.name)));
    columns.chain(properties).any(|(name, holder)| is_secret(name.text(), holder.text()))
}

/// The secrets among what a query hands out.
pub(super) fn of_query<'t>(project: &Project<'t>, query: &Query<'t>) -> Vec<Secret<'t>> {
    let name = query.call.name;
    let counts = matches!(name, "groupBy" | "createMany" | "updateMany" | "deleteMany");
    let mut found = match query.orm {
        Orm::Prisma if query.operation != Operation::Aggregate && !counts => of_prisma(project, query),
        Orm::TypeOrm if matches!(query.operation, Operation::ReadOne | Operation::ReadMany) => {
            super::entity::of_find(project, query)
        }
        _ => Vec::new(),
    };
    // Who creates a key is shown it, once.
    found.retain(|it| query.operation != Operation::Write || it.path.last().is_some_and(|it| !is_issued(it)));
    found
}

fn of_prisma<'t>(project: &Project<'t>, query: &Query<'t>) -> Vec<Secret<'t>> {
    let mut found = Vec::new();
    let Some(model) = project.model_of(query) else { return found };
    let options = query.call.args.first().map(|it| project.options(*it));
    if !matches!(options, Some(None)) {
        of_model(project, model, options.flatten(), &[], &mut found);
    }
    found
}

fn of_model<'t>(
    project: &Project<'t>,
    model: &Model<'t>,
    options: Option<Object<'t>>,
    path: &[&'t str],
    found: &mut Vec<Secret<'t>>,
) {
    let set = |key| options.map_or(Setting::Absent, |it| project.setting(it, key));
    let object = |it: Setting<'t>| it.value().and_then(|it| project.options(it));
    let (select, omit, include) = (set("select"), set("omit"), set("include"));
    let selected = object(select);
    // What is not seen may leave anything out.
    if [select, omit].contains(&Setting::Unseen) || select != Setting::Absent && selected.is_none() {
        return;
    }
    let omitted = object(omit);
    let holder = model.name.text();
    for column in model.fields.iter().filter(|it| matches!(it.type_name, "String" | "Bytes" | "Json")) {
        let name = column.name.text();
        if !is_secret(name, holder) {
            continue;
        }
        let is_taken = match selected {
            Some(it) => it.get(name).is_some_and(|it| it.kind() == Kind::True),
            None => !omitted.is_some_and(|it| it.has(name)) && !is_left_out(project, holder, name),
        };
        if is_taken {
            let path = path.iter().copied().chain([name]).collect();
            found.push(Secret { path, declared: column.syntax, holder, is_marked: false });
        }
    }
    let parts = selected.or_else(|| object(include)).filter(|_| path.len() < DEEPEST);
    for (key, value) in parts.into_iter().flat_map(|it| it.entries()) {
        let target = model.field(key).and_then(|it| project.model_named(model.syntax.file, it.type_name));
        let inner = project.options(value);
        if let Some(target) = target.filter(|_| inner.is_some() || value.kind() == Kind::True) {
            of_model(project, target, inner, &[path, &[key]].concat(), found);
        }
    }
}

/// Whether the client itself leaves a column out: `omit` of its options, an extension or middleware that names it.
fn is_left_out(project: &Project, model: &str, column: &str) -> bool {
    let clients = ["PrismaClient", "super"].into_iter().flat_map(|it| project.calls_of(it));
    let named = |it: Object| {
        it.entries()
            .any(|(key, value)| key.eq_ignore_ascii_case(model) && Object::of(value).is_some_and(|it| it.has(column)))
    };
    let mut options = clients.filter_map(|it| project.options(*it.args.first()?)?.get("omit"));
    let extended = |it: &Call| it.args.iter().any(|it| project.constant(*it).text().contains(column));
    options.any(|it| project.options(it).is_some_and(named))
        || ["$extends", "$use"].iter().flat_map(|it| project.calls_of(it)).any(extended)
}

/// Words that make a column say something about a secret: `passwordChangedAt`, `hasPassword`.
const ABOUT: [&str; 30] = [
    "has",
    "is",
    "needs",
    "must",
    "at",
    "on",
    "count",
    "expires",
    "expiry",
    "expiration",
    "hint",
    "policy",
    "version",
    "type",
    "id",
    "date",
    "time",
    "until",
    "changed",
    "required",
    "attempts",
    "enabled",
    "status",
    "strength",
    "provider",
    "strategy",
    "public",
    "algorithm",
    "url",
    "name",
];

/// Whether a column's name says that whoever reads it can sign in with it, or guess how.
pub(super) fn is_secret(column: &str, holder: &str) -> bool {
    let words = name_words(column);
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let last = words.last().map_or("", String::as_str);
    !has(&ABOUT)
        && (has(&["password", "passwd", "passphrase"])
            || matches!(last, "hash" | "salt") && words.len() == 1 && is_person(holder)
            || words.first().is_some_and(|it| it == "hashed") && has(&["token", "key", "rt", "secret", "pin"])
            || has(&["recovery", "backup"]) && matches!(last, "code" | "codes")
            || is_issued(column))
}

/// What someone signs in with, or as.
const PEOPLE: [&str; 16] = [
    "user",
    "account",
    "session",
    "credential",
    "member",
    "admin",
    "customer",
    "auth",
    "identity",
    "profile",
    "person",
    "employee",
    "client",
    "patient",
    "student",
    "author",
];

/// Whether rows of a model stand for people who sign in: the password of a meeting may be meant to be shown.
pub fn is_person(holder: &str) -> bool {
    name_words(holder).iter().any(|it| PEOPLE.contains(&it.trim_end_matches('s')))
}

/// Keys and tokens that are handed to their owner when they are made, and to nobody later.
fn is_issued(column: &str) -> bool {
    let words = name_words(column);
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let last = words.last().map_or("", String::as_str);
    let kinds = ["refresh", "reset", "access", "verification", "confirmation", "activation", "recovery", "remember"];
    let is_token = matches!(last, "token" | "tokens") && has(&kinds) && !has(&["password", "hashed"]);
    is_token || last == "secret" || last == "key" && has(&["private"])
}
