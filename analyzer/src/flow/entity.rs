//! The same of TypeORM: entities, their columns and relations, and what query builders select.

use super::local;
use super::sql::first_of;
use super::stored::{Secret, is_secret};
use crate::project::{Binding, Call, Class, Project, Property, Query, binding};
use crate::syntax::{Field, Kind, Object, Syntax, literal, name_words, plain};

/// How many relations deep entities are looked at.
const DEEPEST: usize = 3;

pub(super) fn of_find<'t>(project: &Project<'t>, query: &Query<'t>) -> Vec<Secret<'t>> {
    let mut found = Vec::new();
    let (call, first) = (&query.call, query.call.args.first());
    let options = first.and_then(|it| project.options(*it));
    // Options of someone else's may select.
    let is_unseen = options.is_none()
        && first.is_some_and(|it| {
            let held = project.held(*it);
            let names = held.map(|it| [it.type_name().to_owned(), it.name.to_owned()]).unwrap_or_default();
            names.iter().any(|it| name_words(it).iter().any(|it| matches!(it.as_str(), "options" | "opts" | "query")))
        });
    let selects = options.is_some_and(|it| it.has("select") || it.is_open());
    let held = call.receiver.and_then(|it| project.held(it));
    let entity = held.and_then(|it| Some(it.annotation.as_ref()?.arguments.first()?.text()));
    if let Some(class) =
        entity.and_then(|it| project.class_named(call.syntax.file, it)).filter(|_| !is_unseen && !selects)
    {
        let relations = options.and_then(|it| it.get("relations")).map_or_else(Vec::new, names);
        of_entity(project, class, &relations, &[], &mut found);
    }
    found
}

/// What `repository.create(dto)` or `repository.save({ … })` puts into an entity: it stays in what is handed back, also
/// where the column is not selected.
pub(super) fn of_made<'t>(project: &Project<'t>, call: &Call<'t>) -> Vec<Secret<'t>> {
    let made = call.args.first().copied().filter(|_| matches!(call.name, "create" | "save"));
    let held = call.receiver.and_then(|it| project.held(it)).filter(|it| it.type_name() == "Repository");
    let entity = held.and_then(|it| Some(it.annotation.as_ref()?.arguments.first()?.text()));
    let class = entity.and_then(|it| project.class_named(call.syntax.file, it));
    let Some((class, made)) = class.zip(made) else { return Vec::new() };
    let given = keys(project, made);
    let columns = class.properties.iter().filter(|it| it.decorators.iter().any(|it| it.name.ends_with("Column")));
    let own = columns.filter(|it| given.contains(&it.name.text()) && !decides(class));
    let secret = |it: &Property<'t>| Secret {
        path: vec![it.name.text()],
        declared: it.syntax,
        holder: class.name.text(),
        is_marked: it.decorators.iter().any(|it| it.name == "Exclude"),
    };
    own.filter(|it| is_secret(it.name.text(), class.name.text())).map(secret).collect()
}

/// The keys of an object that is written out, or that the class of a parameter declares.
fn keys<'t>(project: &Project<'t>, value: Syntax<'t>) -> Vec<&'t str> {
    if let Some(object) = Object::of(project.value(value)) {
        let spread = object.spreads().flat_map(|it| declared(project, it));
        return object.entries().map(|(key, _)| key).chain(spread).collect();
    }
    declared(project, value)
}

fn declared<'t>(project: &Project<'t>, value: Syntax<'t>) -> Vec<&'t str> {
    let held = project.held(value).filter(|it| !it.type_name().is_empty());
    let class = held.and_then(|it| project.class_named(value.file, it.type_name()));
    class.map_or_else(Vec::new, |it| it.properties.iter().map(|it| it.name.text()).collect())
}

/// Whether an entity says itself what of it is sent.
fn decides(class: &Class) -> bool {
    ["toJSON", "toObject", "toPlain"].iter().any(|it| class.method(it).is_some())
        || class.decorator("Exclude").is_some()
}

/// `relations: ['author']`, `relations: { author: true }`
fn names<'t>(relations: Syntax<'t>) -> Vec<&'t str> {
    match Object::of(relations) {
        Some(it) => it.entries().map(|(key, _)| key).collect(),
        None => relations.children().filter_map(literal).map(|it| it.split('.').next().unwrap_or(it)).collect(),
    }
}

/// `qb.getMany()` of a builder that selects everything.
pub(super) fn of_builder<'t>(project: &Project<'t>, call: &Call<'t>) -> Vec<Secret<'t>> {
    let mut found = Vec::new();
    let is_read = matches!(call.name, "getOne" | "getOneOrFail" | "getMany" | "getManyAndCount");
    let Some(receiver) = call.receiver.filter(|_| is_read) else { return found };
    let Some((entity, links)) = chain(project, receiver) else { return found };
    let narrows = |it: &&str| matches!(*it, "select" | "addSelect" | "distinctOn");
    if links.iter().any(|it| narrows(&it.name)) {
        return found;
    }
    let joins = links.iter().filter(|it| it.name.ends_with("JoinAndSelect"));
    let joined = joins.filter_map(|it| literal(*it.args.first()?)?.rsplit('.').next());
    let relations: Vec<&str> = joined.collect();
    of_entity(project, &entity, &relations, &[], &mut found);
    found
}

/// The entity that a builder reads, and the calls that were made on it.
fn chain<'t>(project: &Project<'t>, receiver: Syntax<'t>) -> Option<(std::sync::Arc<Class<'t>>, Vec<Call<'t>>)> {
    let calls = |it: Syntax<'t>| {
        let first = Call::of(plain(it));
        std::iter::successors(first, |it| it.receiver.map(plain).and_then(Call::of)).take(30).collect::<Vec<_>>()
    };
    let mut links = calls(receiver);
    let first = first_of(receiver);
    if first.kind() == Kind::Identifier {
        let value = match binding(first) {
            Some(Binding::Value(it)) => Some(it),
            Some(Binding::Open) => local::values(first, None).into_iter().next().map(|(it, _)| it),
            _ => None,
        };
        let function = first.function()?;
        let later = function.find(Kind::Call).filter_map(Call::of);
        links.extend(later.filter(|it| it.receiver.is_some_and(|it| first_of(it).text() == first.text())));
        links.extend(calls(value?));
    }
    let made = links.iter().find(|it| it.name == "createQueryBuilder")?;
    let owner = plain(made.receiver?);
    let named = made.args.first().filter(|it| it.kind() == Kind::Identifier).map(|it| it.text());
    let of_repository =
        || Call::of(owner).filter(|it| it.name == "getRepository").and_then(|it| Some(it.args.first()?.text()));
    let held = || project.held(owner).and_then(|it| Some(it.annotation.as_ref()?.arguments.first()?.text()));
    let entity = named.or_else(of_repository).or_else(held)?;
    Some((project.class_named(receiver.file, entity)?.clone(), links))
}

fn of_entity<'t>(
    project: &Project<'t>,
    class: &Class<'t>,
    relations: &[&str],
    path: &[&'t str],
    found: &mut Vec<Secret<'t>>,
) {
    if class.decorator("Entity").is_none() || decides(class) {
        return;
    }
    let bases: Vec<_> = project.bases_of(class).collect();
    let all = bases.iter().flat_map(|it| &it.properties).chain(&class.properties);
    for property in all {
        let name = property.name.text();
        if let Some(relation) = property.relation() {
            let is_eager =
                relation.options().is_some_and(|it| it.get("eager").is_some_and(|it| it.kind() == Kind::True));
            let target = relation.args.first().and_then(|it| it.field(Field::Body)).map(|it| plain(it).text());
            let target = target.and_then(|it| project.class_named(property.syntax.file, it));
            if let Some(target) = target.filter(|_| (is_eager || relations.contains(&name)) && path.len() < DEEPEST) {
                of_entity(project, target, &[], &[path, &[name]].concat(), found);
            }
            continue;
        }
        let Some(column) = property.decorators.iter().find(|it| it.name.ends_with("Column")) else { continue };
        let is_hidden = column.options().is_some_and(|it| it.get("select").is_some_and(|it| it.kind() == Kind::False));
        let is_text = property.annotation.as_ref().is_none_or(|it| !matches!(it.name, "boolean" | "Date" | "number"));
        if is_text && !is_hidden && !is_dropped(class, name) && is_secret(name, class.name.text()) {
            let path = path.iter().copied().chain([name]).collect();
            let is_marked = property.decorators.iter().any(|it| it.name == "Exclude");
            found.push(Secret { path, declared: property.syntax, holder: class.name.text(), is_marked });
        }
    }
}

/// `@AfterLoad() hide() { delete this.password; }`
fn is_dropped(class: &Class, name: &str) -> bool {
    let methods = class.methods.iter().filter(|it| it.decorators.iter().any(|it| it.name == "AfterLoad"));
    methods.into_iter().any(|it| it.syntax.text().contains(&format!("this.{name}")))
}
