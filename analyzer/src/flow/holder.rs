//! What queries do with passwords, tenants, and rows that belong to someone.

use super::sink::{Harm, Sink};
use crate::project::{Operation, Orm, Project, Query};
use crate::syntax::{Object, Syntax, name_words};

/// The sinks of a query.
pub(super) fn of_query<'t>(project: &Project<'t>, query: &Query<'t>, sinks: &mut Vec<Sink<'t>>) {
    let call = &query.call;
    let mut add = |harm, value: Syntax<'t>| {
        sinks.push(Sink::of(harm, value, Some(call)));
    };
    let object = |value: Syntax<'t>| Object::of(project.value(value));
    let options = call.args.first().and_then(|it| object(*it));
    let part = |key: &str| options.and_then(|it| it.get(key));
    if query.operation == Operation::Write && !call.name.contains("elete") {
        let keys = ["data", "create", "update"].into_iter().filter_map(part);
        let written = if query.orm == Orm::Prisma { keys.collect() } else { call.args.clone() };
        let entries = written.into_iter().filter_map(object).flat_map(Object::entries);
        entries.filter(|(key, _)| is_password(key)).for_each(|(_, it)| add(Harm::Password, it));
    }
    if query.orm == Orm::Prisma {
        let tenant = project.standard.facts.tenant_field.as_str();
        let tenants = ["where", "data"].into_iter().filter_map(part).filter_map(object).filter_map(|it| it.get(tenant));
        tenants.for_each(|it| add(Harm::Tenant, it));
        let key = part("where").and_then(object).and_then(|it| it.get("id"));
        key.filter(|it| Object::of(*it).is_none()).into_iter().for_each(|it| add(Harm::Object, it));
    }
}

pub(super) fn is_password(name: &str) -> bool {
    let words = name_words(name);
    words.last().is_some_and(|it| matches!(it.as_str(), "password" | "passwd" | "pwd" | "passphrase" | "pass"))
}
