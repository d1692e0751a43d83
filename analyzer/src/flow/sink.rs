//! Where untrusted values do harm.

use super::address;
use super::graph::Graph;
use super::source::{Part, Source};
use super::sql;
use super::table::{Argument, CALLS, Owner};
use crate::project::{Call, Project};
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
    /// Run code in MongoDB.
    Where,
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
            Harm::NoSql | Harm::Filter => !source.is_text && source.brings_objects(),
            Harm::Password => source.name.rsplit('.').next().is_some_and(super::holder::is_password),
            Harm::Object | Harm::Tenant => {
                !source.is_whole && !matches!(source.part, Part::Headers | Part::Job | Part::File)
            }
            Harm::Assignment => source.is_whole && source.brings_objects(),
            Harm::Pollution => !source.is_text && matches!(source.part, Part::Body | Part::Message),
            Harm::Link => source.is_host(),
            Harm::Mail => !source.is_text && matches!(source.part, Part::Body | Part::Message),
            // Neither a header nor an address, which is written encoded, holds a line break.
            Harm::Log => {
                let is_told = !matches!(source.part, Part::Headers | Part::Job | Part::Profile);
                is_told && !source.is_whole && !source.place.ends_with("address")
            }
            // A link or a form of someone else's carries it to a visitor; a header or a cookie it does not.
            Harm::Redirect | Harm::Html => matches!(source.part, Part::Query | Part::Param | Part::Body),
            Harm::Url => !matches!(source.part, Part::Profile | Part::Other) && !source.is_address(),
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

impl<'t> Sink<'t> {
    /// The value itself does it, in a call or where it stands.
    pub fn of(harm: Harm, value: Syntax<'t>, call: Option<&Call<'t>>) -> Sink<'t> {
        Sink { harm, value, path: Vec::new(), call: call.cloned() }
    }
}

/// Every sink of the project, outside tests and scripts.
pub(super) fn all<'t>(project: &Project<'t>, graph: &Graph<'_, 't>) -> Vec<Sink<'t>> {
    let mut sinks = Vec::new();
    for entry in CALLS {
        for call in entry.names.iter().flat_map(|it| project.calls_of(it)) {
            if is_owned(project, call, entry.owner) && is_live(project, call.syntax) {
                sinks.extend(arguments(project, call, entry.argument).map(|value| Sink {
                    harm: entry.harm,
                    value,
                    path: address::under(project, entry.argument, value),
                    call: Some(call.clone()),
                }));
            }
        }
    }
    let mut found = super::text::all(project);
    found.extend(super::mail::all(project));
    found.extend(super::object::all(project));
    found.extend(super::query::others(project));
    sinks.extend(found.into_iter().filter(|it| is_live(project, it.value)));
    sinks.extend(super::markup::all(project, graph));
    sinks.extend(revived(project));
    project.queries.iter().filter(|it| is_live(project, it.call.syntax)).for_each(|it| {
        super::query::of_query(project, it, &mut sinks);
        super::holder::of_query(project, it, &mut sinks);
    });
    sinks.sort_by_key(|it| (it.value.file, it.value.span().start, it.harm as u8));
    sinks.dedup_by(|one, other| (one.value, one.harm, &one.path) == (other.value, other.harm, &other.path));
    sinks
}

pub(super) fn is_live(project: &Project, syntax: Syntax) -> bool {
    !project.is_test(syntax) && !project.is_script(syntax)
}

/// Whether a method is one of the project's own, which is looked into instead.
pub(super) fn is_own<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let held = call.receiver.and_then(|it| project.held(it));
    let class = held.and_then(|it| project.class_named(call.syntax.file, it.type_name()));
    class.is_some_and(|it| it.method(call.name).is_some())
}

pub(super) fn is_owned<'t>(project: &Project<'t>, call: &Call<'t>, owner: Owner) -> bool {
    let receiver = call.receiver.map(plain);
    match owner {
        Owner::Any => receiver.is_some() && !is_own(project, call),
        Owner::Global if receiver.is_some_and(|it| it.text() == "globalThis") => true,
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
            let Some(held) = project.held(it) else {
                // `this.http.axiosRef.get(…)`
                return it.field(Field::Property).is_some_and(|it| names.contains(&it.text()));
            };
            match held.type_name() {
                "" => names.iter().any(|name| held.name.eq_ignore_ascii_case(name) || held.name.ends_with(name)),
                typed => types.contains(&typed),
            }
        }),
        Owner::Beside(packages) => {
            receiver.is_some() && packages.iter().any(|it| project.imports(call.syntax.file, it))
        }
        Owner::Response => receiver.is_some_and(|it| is_response(project, root(it))),
        Owner::Database => receiver.is_some_and(|it| sql::is_database(project, it)),
        Owner::Builder => receiver.is_some_and(|it| sql::is_builder(project, it)),
        Owner::Prisma => receiver.is_some() && sql::is_prisma(project, call.callee),
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
        Argument::Text => {
            let is_text = |it: &Syntax<'t>| Object::of(project.value(*it)).is_none() && it.kind() != Kind::Array;
            call.args.first().copied().filter(is_text).into_iter().collect()
        }
        Argument::Address => address::said(project, call),
        Argument::Code => {
            let kinds = [Kind::Template, Kind::Binary, Kind::Identifier, Kind::Member];
            call.args.first().copied().filter(|it| plain(*it).is(&kinds)).into_iter().collect()
        }
        Argument::Joined => {
            let is_joined = |it: &Syntax<'t>| plain(project.value(*it)).is(&[Kind::Template, Kind::Binary]);
            call.args.first().copied().filter(is_joined).into_iter().collect()
        }
        Argument::Entries(place) => {
            let object = call.args.get(place).and_then(|it| Object::of(project.value(*it)));
            object.into_iter().flat_map(|it| it.entries()).map(|(_, it)| it).collect()
        }
        Argument::Computed(place, key) => {
            let object = call.args.get(place).and_then(|it| Object::of(project.value(*it)));
            let given = object.and_then(|it| it.get(key));
            given.map_or_else(Vec::new, |it| super::query::computed(project, it))
        }
    };
    found.into_iter()
}

/// `JSON.parse(text, reviver)` whose reviver makes code of what it reads.
fn revived<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let parses = project.calls_of("parse").filter(|it| it.args.len() == 2);
    let own = parses.filter(|it| it.receiver.is_some_and(|it| it.text() == "JSON") && is_live(project, it.syntax));
    let makes_code = |call: &&Call<'t>| {
        let reviver = call.args.get(1).map(|it| project.constant(*it));
        let calls = reviver.map_or_else(Vec::new, |it| it.find_any(&[Kind::Call, Kind::New]));
        calls.into_iter().filter_map(Call::of).any(|it| matches!(it.name, "eval" | "Function"))
    };
    let sink = |call: &Call<'t>| {
        let value = call.args.first().copied()?;
        Some(Sink::of(Harm::Deserialise, value, Some(call)))
    };
    own.filter(makes_code).filter_map(sink).collect()
}
