//! Where untrusted values do harm.

use super::address;
use super::graph::Graph;
use super::owner::is_owned;
use super::row::Argument;
use super::source::{Part, Source};
use super::table::CALLS;
use crate::project::{Call, Project};
use crate::syntax::{Kind, Object, Syntax, literal, plain};

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
    /// Decide by which column rows are found.
    Column,
}

impl Harm {
    /// A bit of its own.
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Whether a value of a source can do it at all.
    pub(super) fn is_done_by(self, source: &Source, project: &Project) -> bool {
        match self {
            // Only what is an object brings operators and columns along.
            Harm::NoSql | Harm::Filter => !source.is_text && (source.brings_objects() || source.is_nested(project)),
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

fn arguments<'t>(
    project: &Project<'t>,
    call: &Call<'t>,
    argument: Argument,
) -> impl Iterator<Item = Syntax<'t>> + use<'t> {
    let object = |place: usize| call.args.get(place).and_then(|it| Object::of(project.value(*it)));
    let found: Vec<Syntax> = match argument {
        // Express keeps `sendFile` within `root`.
        Argument::At(_) if call.object(1).is_some_and(|it| it.has("root")) => Vec::new(),
        Argument::At(place) => call.args.get(place).copied().into_iter().collect(),
        Argument::All => call.args.clone(),
        Argument::Rest => call.args.iter().skip(1).copied().collect(),
        Argument::Key(place, key) => object(place).and_then(|it| it.get(key)).into_iter().collect(),
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
        Argument::Entries(place) => object(place).into_iter().flat_map(|it| it.entries()).map(|(_, it)| it).collect(),
        Argument::Computed(place, key) => {
            let given = object(place).and_then(|it| it.get(key));
            given.map_or_else(Vec::new, |it| super::query::computed(project, it))
        }
        Argument::Keys(place) => call.args.get(place).map_or_else(Vec::new, |it| super::query::computed(project, *it)),
        Argument::Lazy(place) => call.args.get(place).map_or_else(Vec::new, |it| lazy(project, *it)),
        Argument::Shell => shell(project, call).into_iter().collect(),
        Argument::Behind(name) => {
            let is_named =
                call.args.first().and_then(|it| literal(*it)).is_some_and(|it| it.eq_ignore_ascii_case(name));
            call.args.get(1).copied().filter(|_| is_named).into_iter().collect()
        }
    };
    found.into_iter()
}

/// The arguments of a program that is a shell, or that one starts.
fn shell<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<Syntax<'t>> {
    let list = call.args.get(1).copied()?;
    let program = call.args.first().and_then(|it| literal(project.constant(*it))).unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default().trim_end_matches(".exe");
    let is_shell = matches!(name, "sh" | "bash" | "zsh" | "dash" | "ash" | "cmd" | "powershell" | "pwsh");
    let items = project.value(list).children().filter_map(literal);
    let is_command = is_shell && items.into_iter().any(|it| matches!(it, "-c" | "/c" | "/C" | "-Command" | "-lc"));
    let asked = call.args.iter().skip(1).filter_map(|it| Object::of(project.value(*it))?.get("shell"));
    let is_asked = asked.into_iter().any(|it| !matches!(it.kind(), Kind::False | Kind::Undefined));
    (is_command || is_asked).then_some(list)
}

/// What functions return that are values of an object, or stand in its place: `{ views: () => 'views + 1' }`.
pub(super) fn lazy<'t>(project: &Project<'t>, value: Syntax<'t>) -> Vec<Syntax<'t>> {
    let value = project.value(value);
    let entries = Object::of(value).into_iter().flat_map(|it| it.entries()).map(|(_, it)| plain(it));
    let functions = entries.chain([value]).filter(|it| it.kind() == Kind::Arrow);
    functions.flat_map(super::cross::returns).collect()
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
