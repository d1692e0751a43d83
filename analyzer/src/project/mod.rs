//! What the files mean together. Built once, in this order; each part sees only those before it.

mod access;
mod alias;
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
mod command;
mod comment;
mod compose;
mod composition;
mod config;
mod constant;
mod coverage;
mod decorator;
mod dependency;
mod document;
mod documented;
mod e2e;
mod entry;
mod env;
mod file;
mod global;
mod guard;
mod held;
mod ignored;
mod image;
mod import;
mod input;
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
mod names;
mod number;
mod owner;
mod package;
mod path;
mod payload;
mod pipe;
mod purpose;
mod query;
mod queue;
mod receiver;
mod repeat;
mod resolve;
mod route;
mod route_path;
mod schema;
mod scope;
pub mod secret;
mod sensitive;
mod shape;
mod sight;
mod signing;
mod spec;
mod suppression;
mod symbol;
mod test;
mod text;
mod toplevel;
mod tsconfig;
mod unit;
mod validator;
mod vanish;
mod wiring;

use std::sync::Arc;

pub use access::{Access, AccessState};
pub use answer::{Ending, ending, may_answer};
pub use around::Around;
pub use bootstrap::Bootstrap;
pub use cache::{CacheUse, Cached};
pub use call::Call;
pub use class::{Class, Method, Parameter, Property, Role, Type};
pub use command::{Command, Origin, is_local, script_of, speaks_of};
pub use comment::{explains_itself, is_explained_above};
pub use compose::{Service, Setting as ServiceSetting};
pub use composition::Effect;
pub use constant::Setting;
pub use coverage::{Coverage, Covered, percent};
pub use decorator::{Decorator, named};
pub use dependency::Undeclared;
pub use document::{Document, Json, KeyValue};
pub use documented::Documented;
pub use e2e::{TestApp, TestRequest};
pub use entry::{Entry, EntryKind};
pub use env::Variable;
pub use file::File;
pub use global::GlobalGuard;
pub use guard::{Guard, GuardKind};
pub use held::Held;
pub use image::{Instruction, Stage};
pub use import::{Import, ImportedName};
pub use jest::{Jest, Limit};
pub use layout::Backend;
pub use lifetime::Lifetime;
pub use log::Log;
pub use manifest::{Dependency, Manifest, Script, folder, is_within, joined_name, major};
pub use metric::{Measured, Metric};
pub use owner::Owner;
pub use pipe::Pipe;
pub use query::{Operation, Orm, Query};
pub use queue::{Job, QueueName, QueuePart};
pub use receiver::Receiver;
pub use repeat::Loop;
pub use resolve::package_name;
pub use route::{REQUEST_PARTS, Route};
pub use route_path::parameters;
pub use schema::{Attribute, Column, Datasource, Model, Relation};
pub use scope::{Binding, binding};
pub use signing::{SigningKey, fallback};
pub use spec::Untested;
pub use suppression::Suppression;
pub use test::Test;
pub use tsconfig::{Compiled, joined};
pub(crate) use unit::{Texts, Unit, all as units, of as unit_of};
pub use vanish::Vanishing;
pub use wiring::{App, Bond, Circle, Cycle, Hidden, Listed, Module, Token, What, Wire, Wiring, declared_scope};

use crate::rule::Evidence;
use crate::standard::Standard;
use crate::syntax::{Kind, Syntax};

/// Everything a rule may ask.
pub struct Project<'t> {
    /// What the team has set.
    pub standard: &'t Standard,
    /// Sorted by path.
    pub files: &'t [File],
    /// One per TypeScript file.
    pub roots: Vec<Syntax<'t>>,
    /// Import statements.
    pub imports: Vec<Import<'t>>,
    modules: resolve::Modules<'t>,
    /// Packages that are imported and not declared.
    pub undeclared: Vec<Undeclared<'t>>,
    /// Classes that the API's documentation shows.
    pub documented: Vec<Documented<'t>>,
    /// Calls and `new`s.
    pub calls: Vec<Call<'t>>,
    /// Class declarations.
    pub classes: Vec<Arc<Class<'t>>>,
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
    shapes: Vec<(&'t str, Syntax<'t>)>,
    /// File and place of each class that a handler reads without a pipe of its own, and the parameter; sorted.
    readers: Vec<((u32, u32), Syntax<'t>)>,
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
    /// `nestor-ignore` comments.
    pub suppressions: Vec<Suppression>,
    /// Name and index of each class, sorted.
    classes_by_name: Vec<(&'t str, usize)>,
    /// Name and index of each call, sorted.
    calls_by_name: Vec<(&'t str, usize)>,
}

impl<'t> Project<'t> {
    /// Reads the facts out of the files.
    pub fn of(files: &'t [File], standard: &'t Standard) -> Project<'t> {
        let roots: Vec<Syntax> = (0..).zip(files).filter_map(|(id, it)| it.typescript(id)).collect();
        let schemas: Vec<Syntax> = (0..).zip(files).filter_map(|(id, it)| it.prisma(id)).collect();
        let shapes = shape::all(&roots);
        let imports = import::all(&roots);
        let modules = resolve::Modules::of(files, &roots, &imports);
        let calls = call::all(&roots);
        let classes = class::all(&roots);
        let routes = route::all(&classes);
        let queries = query::Clients::of(&classes).queries(&calls);
        let loops = repeat::all(&roots);
        let mentions = mention::all(&roots);
        let logs = log::all(&calls);
        let tests = test::all(&calls);
        let bootstraps = bootstrap::all(&calls);
        let models = schema::models(&schemas);
        let relations = schema::relations(&models);
        let datasource = schema::datasource(&schemas);
        let addresses = schema::addresses(&schemas);
        let variables = env::all(files);
        let around = around::of(files);
        let manifests = manifest::all(files, &around.documents);
        let suppressions = suppression::all(files);
        let mut calls_by_name: Vec<(&str, usize)> = calls.iter().enumerate().map(|(at, it)| (it.name, at)).collect();
        calls_by_name.sort_unstable();
        let mut classes_by_name: Vec<(&str, usize)> =
            classes.iter().enumerate().map(|(at, it)| (it.name.text(), at)).collect();
        classes_by_name.sort_unstable();
        let mut project = Project {
            standard,
            files,
            roots,
            imports,
            modules,
            undeclared: Vec::new(),
            documented: Vec::new(),
            calls,
            classes,
            routes,
            entries: Vec::new(),
            guards: Vec::new(),
            accesses: Vec::new(),
            doors: access::Doors::default(),
            request_classes: Vec::new(),
            shapes,
            readers: Vec::new(),
            pipes: Vec::new(),
            signing_keys: Vec::new(),
            signing_literals: Vec::new(),
            queries,
            loops,
            mentions,
            logs,
            tests,
            bootstraps,
            models,
            relations,
            datasource,
            addresses,
            variables,
            around,
            manifests,
            wiring: Wiring::default(),
            backing: backing::Backing::default(),
            specs: spec::Specs::default(),
            suppressions,
            classes_by_name,
            calls_by_name,
        };
        project.read_entries();
        project.request_classes = project.read_request_classes();
        project.readers = project.read_readers();
        project.pipes = project.read_pipes();
        project.signing_keys = project.read_signing_keys();
        project.signing_literals = project.read_signing_literals();
        project.modules.running = project.read_running();
        project.undeclared = project.read_undeclared();
        project.documented = project.read_documented();
        project.read_wiring();
        project.read_backing();
        project.read_specs();
        project
    }

    /// Whether the files hold what a rule cannot judge without.
    pub fn has(&self, evidence: Evidence) -> bool {
        match evidence {
            Evidence::Bootstrap => !self.bootstraps.is_empty(),
            Evidence::Schema => !self.models.is_empty(),
            Evidence::PackageJson => !self.manifests.is_empty(),
            Evidence::Module => self.classes.iter().any(|it| it.decorator("Module").is_some()),
            Evidence::Guards => self.has_guards(),
            Evidence::Tests => !self.tests.is_empty(),
            Evidence::Migrations => self.has_file(|it| it.path.ends_with(".sql")),
            Evidence::TsConfig => self.around.has(self.files, "tsconfig"),
            Evidence::Coverage => !self.around.coverage.is_empty(),
        }
    }

    fn has_file(&self, is: impl Fn(&File) -> bool) -> bool {
        self.files.iter().any(is)
    }

    /// Whether two files are part of one running application: of one app, or one of a library that the app uses.
    pub fn same_app(&self, one: u32, other: u32) -> bool {
        app::same(self, one, other)
    }

    /// The file a node stands in.
    pub fn file(&self, syntax: Syntax) -> Option<&'t File> {
        self.files.get(syntax.file as usize)
    }

    /// Whether a node stands in a test.
    pub fn is_test(&self, syntax: Syntax) -> bool {
        let first = self.tests.partition_point(|it| it.call.syntax.file < syntax.file);
        let mut own = self.tests.iter().skip(first).take_while(|it| it.call.syntax.file == syntax.file);
        self.file(syntax).is_some_and(File::is_test) || own.any(|it| it.call.syntax.contains(syntax))
    }

    /// Whether a node stands in a seed, a script, a migration.
    pub fn is_script(&self, syntax: Syntax) -> bool {
        self.file(syntax).is_some_and(File::is_script)
    }

    fn read_request_classes(&self) -> Vec<(u32, u32)> {
        let mut open: Vec<(u32, &str)> = Vec::new();
        let names = |it: Syntax<'t>| it.descendants().chain([it]).filter(|it| it.kind() == Kind::TypeIdentifier);
        for annotation in route::request_types(&self.routes) {
            open.extend(names(annotation).map(|it| (it.file, it.text())));
        }
        let alone = self.classes.iter().filter(|it| self.looks_like_request(it));
        open.extend(alone.map(|it| (it.syntax.file, it.name.text())));
        let mut found = Vec::new();
        while let Some((file, name)) = open.pop() {
            let Some(class) = self.class_named(file, name) else { continue };
            let place = (class.syntax.file, class.syntax.span().start);
            match found.binary_search(&place) {
                Ok(_) => continue,
                Err(at) => found.insert(at, place),
            }
            let held = class.properties.iter().filter_map(|it| it.annotation.as_ref()).map(|it| it.syntax);
            let base = class.extends.iter().map(|it| it.syntax);
            for syntax in held.chain(base) {
                let identifiers = syntax.descendants().chain([syntax]);
                let named = identifiers.filter(|it| it.is(&[Kind::TypeIdentifier, Kind::Identifier]));
                open.extend(named.map(|it| (it.file, it.text())));
            }
        }
        found
    }
}
