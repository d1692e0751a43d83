//! What the files mean together. Built once, in this order; each part sees only those before it.

#[cfg(feature = "whole")]
mod absent;
mod access;
mod alias;
mod alter;
mod answer;
mod app;
mod around;
mod backing;
mod bootstrap;
mod bring;
mod built;
mod cache;
mod call;
mod class;
mod client;
mod command;
mod comment;
mod compose;
mod composition;
mod config;
mod constant;
mod coverage;
mod database;
mod decorator;
mod dependency;
mod document;
mod documented;
mod e2e;
mod entry;
mod env;
mod fallback;
mod file;
mod filter;
mod global;
mod grant;
mod guard;
mod held;
mod ignored;
mod image;
mod import;
mod input;
#[cfg(feature = "whole")]
mod intake;
mod jest;
mod json;
mod layout;
mod lifetime;
pub mod lockfile;
mod log;
mod manifest;
mod mention;
mod metric;
mod middleware;
mod migration;
mod names;
mod number;
mod owner;
#[cfg(feature = "whole")]
mod ownership;
mod package;
mod parts;
mod path;
#[cfg(feature = "whole")]
mod pattern;
mod payload;
mod pipe;
#[cfg(feature = "whole")]
mod promise;
mod purpose;
mod query;
mod queue;
mod reading;
mod receiver;
mod repeat;
mod request;
mod resolve;
mod role;
mod route;
mod route_path;
#[cfg(feature = "whole")]
mod row;
mod schema;
mod schemas;
mod scope;
mod search;
pub mod secret;
mod sensitive;
mod shape;
mod sight;
mod signing;
mod spec;
mod sql;
#[cfg(feature = "whole")]
mod start;
mod statement;
mod statements;
mod suppression;
mod symbol;
mod test;
mod text;
mod toplevel;
mod tsconfig;
mod unit;
mod validator;
mod vanish;
mod webhook;
mod wiring;
#[cfg(feature = "whole")]
mod work;

use std::sync::{Arc, OnceLock};

#[cfg(feature = "whole")]
pub use absent::Absent;
pub use access::{Access, AccessState};
pub use answer::{Ending, ending, may_answer};
pub use around::Around;
pub use bootstrap::Bootstrap;
pub use cache::{CacheUse, Cached};
pub use call::Call;
pub use class::{Class, Method, Parameter, Property, Type};
pub use command::{Command, Origin, is_local, script_of, speaks_of};
pub use comment::{explains_itself, is_explained_above};
pub use compose::{Service, Setting as ServiceSetting};
pub use composition::Effect;
pub use constant::Setting;
pub use coverage::{Coverage, Covered, percent};
pub use database::{Table, TableIndex};
pub use decorator::{Decorator, named};
pub use dependency::Undeclared;
pub use document::{Document, Json, KeyValue};
pub use documented::Documented;
pub use e2e::{TestApp, TestRequest};
pub use entry::{Entry, EntryKind};
pub use env::Variable;
pub use fallback::is_try_parse;
pub use file::File;
pub use filter::Filter;
pub use global::GlobalGuard;
pub use guard::{Guard, GuardKind};
pub use held::Held;
pub use image::{Instruction, Stage};
pub use import::{Import, ImportedName};
#[cfg(feature = "whole")]
pub use intake::Intake;
pub use jest::{Jest, Limit};
pub use layout::Backend;
pub use lifetime::Lifetime;
pub use log::Log;
pub use manifest::{Dependency, Manifest, Script, joined_name, major};
pub use metric::{Measured, Metric};
pub use migration::History;
pub use owner::Owner;
#[cfg(feature = "whole")]
pub use ownership::asks_who_calls;
pub use path::{folder, is_within, join};
#[cfg(feature = "whole")]
pub use pattern::ambiguous;
pub use pipe::Pipe;
#[cfg(feature = "whole")]
pub use promise::{Promise, catches, is_async};
pub use query::{Operation, Orm, Query};
pub use queue::{Job, QueueName, QueuePart};
pub use receiver::Receiver;
pub use repeat::Loop;
pub use resolve::package_name;
pub use role::Role;
pub use route::{REQUEST_PARTS, Route};
pub use route_path::parameters;
#[cfg(feature = "whole")]
pub use row::{Fate, fate, first_use, uses};
pub use schema::{Attribute, Column, Model, Relation};
pub use schemas::{Datasource, Schema};
pub use scope::{Binding, binding, path_in, taken_from};
pub use search::Search;
pub use signing::{SigningKey, fallback};
pub use spec::Untested;
pub use statement::{SqlColumn, Step, Verb, same_name};
pub use suppression::Suppression;
pub use test::Test;
pub use tsconfig::Compiled;
pub(crate) use unit::{Texts, Unit, all as units, of as unit_of};
pub use vanish::Vanishing;
pub use wiring::{App, Bond, Circle, Cycle, Hidden, Listed, Module, Token, What, Wire, Wiring, declared_scope};

#[cfg(feature = "whole")]
pub use work::{Work, Write};

use crate::index::{Index, key, key_in};
use crate::standard::Standard;
use crate::syntax::Syntax;

/// Everything a rule may ask.
pub struct Project<'t> {
    /// What the team has set.
    pub standard: &'t Standard,
    /// Sorted by path.
    pub files: &'t [File],
    /// The name of each, without its folders.
    pub(crate) file_names: Vec<&'t str>,
    /// One per TypeScript file.
    pub roots: Vec<Syntax<'t>>,
    /// Import statements.
    pub imports: Vec<Import<'t>>,
    modules: resolve::Modules<'t>,
    /// Which files are [`File::is_test`].
    test_files: Vec<bool>,
    /// Which files are [`File::is_script`].
    script_files: Vec<bool>,
    /// Packages that are imported and not declared.
    pub undeclared: Vec<Undeclared<'t>>,
    /// Classes that the API's documentation shows.
    pub documented: Vec<Documented<'t>>,
    /// Places in [`Project::classes`] of those that its document reaches; sorted.
    shown: Vec<usize>,
    /// Calls and `new`s.
    pub calls: Vec<Call<'t>>,
    /// Class declarations.
    pub classes: Vec<Arc<Class<'t>>>,
    /// File and place of each, in the same order, which is that of reading.
    class_places: Vec<(u32, u32)>,
    /// HTTP handlers.
    pub routes: Vec<Route<'t>>,
    /// Handlers of every kind, inherited ones too.
    pub entries: Vec<Entry<'t>>,
    /// Guard classes.
    pub guards: Vec<Guard<'t>>,
    /// What stands before each handler that others can call.
    pub accesses: Vec<Access<'t>>,
    doors: access::Doors<'t>,
    request_classes: Vec<(u32, u32)>,
    shapes: shape::Shapes<'t>,
    /// File and place of each class that a handler reads without a pipe of its own, and the parameter; sorted.
    readers: Vec<((u32, u32), Syntax<'t>)>,
    nested: Vec<((u32, u32), bool)>,
    #[cfg(feature = "whole")]
    intakes: Vec<Intake<'t>>,
    /// Pipes that are created or named to Nest.
    pub pipes: Vec<Pipe<'t>>,
    /// Secrets to sign with.
    pub signing_keys: Vec<SigningKey<'t>>,
    signing_literals: Vec<(u32, u32)>,
    /// Calls of an object mapper.
    pub queries: Vec<Query<'t>>,
    /// Code that runs once for every element of a list.
    pub loops: Vec<Loop<'t>>,
    mentions: mention::Mentions<'t>,
    /// Calls of a logger or the console.
    pub logs: Vec<Log<'t>>,
    /// Tests and groups of them.
    pub tests: Vec<Test<'t>>,
    /// Applications that are started.
    pub bootstraps: Vec<Bootstrap<'t>>,
    /// Prisma models.
    pub models: Vec<Arc<Model<'t>>>,
    /// One per `datasource`.
    pub schemas: Vec<Schema<'t>>,
    /// The names of Prisma enums, sorted.
    pub enums: Vec<&'t str>,
    /// Migrations, by folder.
    pub histories: Vec<History<'t>>,
    /// Columns that queries search whole tables for.
    pub searches: Vec<Search<'t>>,
    /// Foreign keys among them.
    pub relations: Vec<Relation<'t>>,
    /// What the schema says of its database.
    pub datasource: Datasource<'t>,
    /// Where the schema says its databases are.
    pub addresses: Vec<Syntax<'t>>,
    /// Variables of `.env` files.
    pub variables: Vec<Variable<'t>>,
    /// What the files beside the code say.
    pub around: Around<'t>,
    /// Every `package.json`.
    pub manifests: Vec<Manifest>,
    /// Modules, and what is injected where.
    pub wiring: Wiring<'t>,
    backing: backing::Backing<'t>,
    specs: spec::Specs<'t>,
    /// Where untrusted values do harm; for checks that follow them, empty before.
    #[cfg(feature = "whole")]
    pub flows: crate::flow::Flows<'t>,
    /// Functions that write more than once.
    #[cfg(feature = "whole")]
    pub works: Vec<Work<'t>>,
    /// `nestor-ignore` comments.
    pub suppressions: Vec<Suppression>,
    names_imported: import::Locals,
    /// What they name, once someone asks.
    said_by_imports: OnceLock<import::Said>,
    classes_by_name: Index,
    /// By file and name.
    classes_by_file: Index,
    bound: search::Bound<'t>,
    calls_by_name: Index,
}
