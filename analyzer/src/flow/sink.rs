//! Where untrusted values do harm.

use super::source::{Part, Source};
use super::table::{Argument, CALLS, Owner};
use crate::project::{Call, Operation, Orm, Project, Query};
use crate::syntax::{Field, Kind, Object, Syntax, plain, root};

/// What an untrusted value can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// Change a SQL statement.
    Sql,
    /// Add operators to a MongoDB filter.
    NoSql,
    /// Add operators to a Prisma filter.
    Filter,
    /// Decide by which column rows are sorted.
    Order,
    /// Write columns that nobody meant to offer.
    Assignment,
    /// Run a program, or another one.
    Command,
    /// Run code.
    Code,
    /// Load a module.
    Module,
    /// Open another file.
    Path,
    /// Send the server's own request elsewhere.
    Url,
    /// Send the visitor elsewhere.
    Redirect,
    /// Run a script in the visitor's browser.
    Html,
    /// Run code in a template engine.
    Template,
    /// Read files through an XML document.
    Xml,
    /// Stall the process by a regular expression.
    Regex,
    /// Change every object through its prototype.
    Pollution,
    /// Set another header.
    Header,
    /// Forge log lines.
    Log,
    /// Change an LDAP filter.
    Ldap,
    /// Change an XPath expression.
    XPath,
    /// Create objects of the sender's choice.
    Deserialise,
    /// Add recipients to a mail.
    Mail,
    /// Sign or check tokens with a key of the sender's choice.
    Key,
    /// Reach an object's prototype by a key.
    Member,
    /// Lead the reader of a link to another site.
    Link,
    /// Reach a row of someone else.
    Object,
    /// Be stored as the password it is.
    Password,
    /// Choose the tenant that is read or written.
    Tenant,
}

impl Harm {
    /// A bit of its own.
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Whether a value of a source can do it at all.
    pub(super) fn is_done_by(self, source: &Source) -> bool {
        match self {
            // Only what is an object brings operators and columns along.
            Harm::NoSql | Harm::Filter => !source.is_text && matches!(source.part, Part::Body | Part::Message),
            Harm::Password => source.name.rsplit('.').next().is_some_and(is_password),
            Harm::Object | Harm::Tenant => {
                !source.is_whole && !matches!(source.part, Part::Headers | Part::Job | Part::File)
            }
            Harm::Assignment => source.is_whole && matches!(source.part, Part::Body | Part::Message),
            Harm::Pollution => !source.is_text && matches!(source.part, Part::Body | Part::Message),
            Harm::Link => source.is_host(),
            Harm::Mail => !source.is_text && matches!(source.part, Part::Body | Part::Message),
            // Neither a header nor an address, which is written encoded, holds a line break.
            Harm::Log => {
                let is_told = !matches!(source.part, Part::Headers | Part::Job | Part::Profile);
                is_told && !source.is_whole && !source.place.ends_with("address")
            }
            _ => true,
        }
    }
}

/// A place where a value does harm, and the keys under which it does.
pub(super) struct Sink<'t> {
    pub harm: Harm,
    pub value: Syntax<'t>,
    pub path: Vec<&'t str>,
    pub call: Option<Call<'t>>,
}

/// Every sink of the project, outside tests and scripts.
pub(super) fn all<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let mut sinks = Vec::new();
    for entry in CALLS {
        for call in entry.names.iter().flat_map(|it| project.calls_of(it)) {
            if is_owned(project, call, entry.owner) && is_live(project, call.syntax) {
                sinks.extend(arguments(project, call, entry.argument).map(|value| Sink {
                    harm: entry.harm,
                    value,
                    path: Vec::new(),
                    call: Some(call.clone()),
                }));
            }
        }
    }
    sinks.extend(super::text::all(project).into_iter().filter(|it| is_live(project, it.value)));
    sinks.extend(super::mail::all(project).into_iter().filter(|it| is_live(project, it.value)));
    sinks.extend(super::object::all(project).into_iter().filter(|it| is_live(project, it.value)));
    project
        .queries
        .iter()
        .filter(|it| is_live(project, it.call.syntax))
        .for_each(|it| of_query(project, it, &mut sinks));
    sinks.sort_by_key(|it| (it.value.file, it.value.span().start, it.harm as u8));
    sinks
}

fn is_live(project: &Project, syntax: Syntax) -> bool {
    !project.is_test(syntax) && !project.is_script(syntax)
}

/// Whether a method is one of the project's own, which is looked into instead.
pub(super) fn is_own<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let held = call.receiver.and_then(|it| project.held(it));
    let class = held.and_then(|it| project.class_named(call.syntax.file, it.type_name()));
    class.is_some_and(|it| it.method(call.name).is_some())
}

fn is_owned<'t>(project: &Project<'t>, call: &Call<'t>, owner: Owner) -> bool {
    let receiver = call.receiver.map(plain);
    match owner {
        Owner::Any => receiver.is_some() && !is_own(project, call),
        Owner::Global => {
            receiver.is_none()
                && crate::project::binding(call.callee).is_none()
                && project.symbol(call.callee).is_none()
                && project.import_of(call.syntax.file, call.name).is_none()
        }
        Owner::Package(packages) => {
            let first = root(call.callee);
            let import = project.import_of(call.syntax.file, first.text()).map(|(it, _)| it.module);
            let is_from = |module: &str| packages.contains(&module.trim_start_matches("node:"));
            import.is_some_and(is_from) || import.is_none() && required(project, first).is_some_and(is_from)
        }
        Owner::Typed(types, names) => receiver.is_some_and(|it| {
            let Some(held) = project.held(it) else { return false };
            match held.type_name() {
                "" => names.iter().any(|name| held.name.eq_ignore_ascii_case(name) || held.name.ends_with(name)),
                typed => types.contains(&typed),
            }
        }),
        Owner::Beside(packages) => {
            receiver.is_some() && packages.iter().any(|it| project.imports(call.syntax.file, it))
        }
        Owner::Response => receiver.is_some_and(|it| is_response(project, root(it))),
    }
}

/// The module of `const fs = require('fs')`.
fn required<'t>(project: &Project<'t>, name: Syntax<'t>) -> Option<&'t str> {
    let call = Call::of(project.value(name)).filter(|it| it.name == "require")?;
    call.args.first().and_then(|it| crate::syntax::literal(*it))
}

fn is_response<'t>(project: &Project<'t>, name: Syntax<'t>) -> bool {
    let Some(held) = project.held(name) else { return false };
    let bound = held.decorators.iter().any(|it| matches!(it.name, "Res" | "Response"));
    bound || matches!(held.type_name(), "Response" | "FastifyReply" | "ServerResponse")
}

fn arguments<'t>(
    project: &Project<'t>,
    call: &Call<'t>,
    argument: Argument,
) -> impl Iterator<Item = Syntax<'t>> + use<'t> {
    let found: Vec<Syntax> = match argument {
        // Express keeps `sendFile` within `root`.
        Argument::At(_) if call.object(1).is_some_and(|it| it.has("root")) => Vec::new(),
        Argument::At(place) => call.args.get(place).copied().into_iter().collect(),
        Argument::All => call.args.clone(),
        Argument::Rest => call.args.iter().skip(1).copied().collect(),
        Argument::Key(place, key) => {
            let object = call.args.get(place).and_then(|it| Object::of(project.value(*it)));
            object.and_then(|it| it.get(key)).into_iter().collect()
        }
        Argument::Joined => {
            let is_joined = |it: &Syntax<'t>| plain(project.value(*it)).is(&[Kind::Template, Kind::Binary]);
            call.args.first().copied().filter(is_joined).into_iter().collect()
        }
        Argument::Entries(place) => {
            let object = call.args.get(place).and_then(|it| Object::of(project.value(*it)));
            object.into_iter().flat_map(|it| it.entries()).map(|(_, it)| it).collect()
        }
        Argument::Markup => {
            call.args.first().copied().filter(|it| super::text::is_markup(project.value(*it))).into_iter().collect()
        }
        Argument::Computed(place, key) => {
            let object = call.args.get(place).and_then(|it| Object::of(project.value(*it)));
            let order = object.and_then(|it| it.get(key)).and_then(|it| Object::of(project.value(it)));
            let entries = order.into_iter().flat_map(|it| it.0.children()).filter_map(|it| it.field(Field::Key));
            entries.filter(|it| it.kind() == Kind::Computed).filter_map(|it| it.children().next()).collect()
        }
    };
    found.into_iter()
}

/// What a query selects by and what it writes.
fn of_query<'t>(project: &Project<'t>, query: &Query<'t>, sinks: &mut Vec<Sink<'t>>) {
    let call = &query.call;
    let mut add = |harm, value: Option<Syntax<'t>>| {
        sinks.extend(value.map(|value| Sink { harm, value, path: Vec::new(), call: Some(call.clone()) }));
    };
    let options = call.args.first().map(|it| project.value(*it)).and_then(Object::of);
    let is_write = query.operation == Operation::Write;
    match query.orm {
        Orm::Prisma => {
            for key in ["data", "create", "update"] {
                add(Harm::Assignment, options.and_then(|it| it.get(key)).filter(|_| is_write));
            }
            for data in ["data", "create", "update"].iter().filter_map(|it| options?.get(it)).filter(|_| is_write) {
                passwords(project, data).into_iter().for_each(|it| add(Harm::Password, Some(it)));
            }
            let filter = options.and_then(|it| it.get("where"));
            for part in ["where", "data"] {
                let object = options.and_then(|it| it.get(part)).and_then(|it| Object::of(project.value(it)));
                add(Harm::Tenant, object.and_then(|it| it.get(&project.standard.facts.tenant_field)));
            }
            let key = filter.and_then(|it| Object::of(project.value(it))).and_then(|it| it.get("id"));
            add(Harm::Object, key.filter(|it| Object::of(*it).is_none()));
            // A unique field takes a value and no operators.
            let is_unique = call.name.starts_with("findUnique") || matches!(call.name, "update" | "delete" | "upsert");
            let values = if is_unique { whole(filter) } else { selected(project, filter) };
            values.into_iter().for_each(|it| add(Harm::Filter, Some(it)));
        }
        Orm::Mongoose => {
            let is_new = matches!(call.name, "create" | "insertMany");
            let written = if is_new { call.args.first() } else { call.args.get(1) };
            let values = written.into_iter().filter(|_| is_write).flat_map(|it| passwords(project, *it));
            values.for_each(|it| add(Harm::Password, Some(it)));
            add(Harm::Assignment, written.copied().filter(|_| is_write));
            let filter = call.args.first().copied().filter(|_| !is_new && !call.name.starts_with("findById"));
            selected(project, filter).into_iter().for_each(|it| add(Harm::NoSql, Some(it)));
        }
        Orm::TypeOrm => {
            let written = call.args.iter().filter(|_| is_write && call.name != "delete");
            written.flat_map(|it| passwords(project, *it)).for_each(|it| add(Harm::Password, Some(it)));
            let place = usize::from(call.name == "update" || call.name == "upsert" && call.args.len() > 2);
            add(Harm::Assignment, call.args.get(place).copied().filter(|_| is_write && !call.name.contains("elete")));
        }
    }
}

/// A filter that is the sender's own object.
fn whole(filter: Option<Syntax<'_>>) -> Vec<Syntax<'_>> {
    filter.filter(|it| matches!(plain(*it).kind(), Kind::Member)).into_iter().collect()
}

/// The values of a filter, or the whole of it where it is not written out.
fn selected<'t>(project: &Project<'t>, filter: Option<Syntax<'t>>) -> Vec<Syntax<'t>> {
    let Some(filter) = filter else { return Vec::new() };
    match Object::of(project.value(filter)) {
        Some(object) => object.entries().map(|(_, it)| it).filter(|it| Object::of(*it).is_none()).collect(),
        None => vec![filter],
    }
}

/// What is written under the name of a password.
fn passwords<'t>(project: &Project<'t>, data: Syntax<'t>) -> Vec<Syntax<'t>> {
    let object = Object::of(project.value(data));
    object.into_iter().flat_map(Object::entries).filter(|(key, _)| is_password(key)).map(|(_, it)| it).collect()
}

fn is_password(name: &str) -> bool {
    let words = crate::syntax::name_words(name);
    words.last().is_some_and(|it| matches!(it.as_str(), "password" | "passwd" | "pwd" | "passphrase" | "pass"))
}
