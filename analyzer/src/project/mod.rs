//! What the files mean together. Built once, in this order; each part sees only those before it.

mod alter;
mod app;
mod bootstrap;
mod bring;
mod built;
mod call;
mod class;
mod client;
mod comment;
mod constant;
mod database;
mod decorator;
mod env;
mod file;
mod filter;
mod held;
mod import;
mod lifetime;
mod log;
mod manifest;
mod mention;
mod migration;
mod names;
mod number;
mod owner;
mod pipe;
mod query;
mod receiver;
mod repeat;
mod route;
mod schema;
mod schemas;
mod scope;
mod search;
pub mod secret;
mod sensitive;
mod shape;
mod signing;
mod sql;
mod statement;
mod statements;
mod suppression;
mod test;
mod validator;

use std::sync::Arc;

pub use bootstrap::Bootstrap;
pub use call::Call;
pub use class::{Class, Method, Parameter, Property, Role, Type};
pub use comment::{explains_itself, is_explained_above};
pub use constant::Setting;
pub use database::{Table, TableIndex};
pub use decorator::{Decorator, named};
pub use env::Variable;
pub use file::File;
pub use filter::Filter;
pub use held::Held;
pub use import::{Import, ImportedName};
pub use lifetime::Lifetime;
pub use log::Log;
pub use manifest::Manifest;
pub(crate) use manifest::problem as manifest_problem;
pub use migration::History;
pub use owner::Owner;
pub use pipe::Pipe;
pub use query::{Operation, Orm, Query};
pub use receiver::Receiver;
pub use repeat::Loop;
pub use route::{REQUEST_PARTS, Route};
pub use schema::{Attribute, Column, Model, Relation};
pub use schemas::{Datasource, Schema};
pub use scope::{Binding, binding, taken_from};
pub use search::Search;
pub use signing::{SigningKey, fallback};
pub use statement::{SqlColumn, Step, Verb, same_name};
pub use suppression::Suppression;
pub use test::Test;

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
    reexports: Vec<import::Reexport<'t>>,
    /// Calls and `new`s.
    pub calls: Vec<Call<'t>>,
    /// Class declarations.
    pub classes: Vec<Arc<Class<'t>>>,
    /// HTTP handlers.
    pub routes: Vec<Route<'t>>,
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
    /// Every `package.json`.
    pub manifests: Vec<Manifest>,
    /// `nestor-ignore` comments.
    pub suppressions: Vec<Suppression>,
    /// Name and index of each class, sorted.
    classes_by_name: Vec<(&'t str, usize)>,
    bound: search::Bound<'t>,
    /// Name and index of each call, sorted.
    calls_by_name: Vec<(&'t str, usize)>,
}

impl<'t> Project<'t> {
    /// Reads the facts out of the files.
    pub fn of(files: &'t [File], standard: &'t Standard) -> Project<'t> {
        let roots: Vec<Syntax> = (0..).zip(files).filter_map(|(id, it)| it.typescript(id)).collect();
        let prisma: Vec<Syntax> = (0..).zip(files).filter_map(|(id, it)| it.prisma(id)).collect();
        let shapes = shape::all(&roots);
        let imports = import::all(&roots);
        let reexports = import::reexports(&roots);
        let calls = call::all(&roots);
        let classes = class::all(&roots);
        let routes = route::all(&classes);
        let loops = repeat::all(&roots);
        let mentions = mention::all(&roots);
        let logs = log::all(&calls);
        let tests = test::all(&calls);
        let bootstraps = bootstrap::all(&calls);
        let addresses = schemas::addresses(&prisma);
        let enums = schemas::enums(&prisma);
        let (schemas, models) = schemas::read(&prisma, files);
        let relations = schema::relations(&models);
        let datasource = schemas.first().map(|it| it.datasource).unwrap_or_default();
        let histories = migration::all(files, &calls);
        let variables = env::all(files);
        let manifests = manifest::all(files);
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
            reexports,
            calls,
            classes,
            routes,
            request_classes: Vec::new(),
            shapes,
            readers: Vec::new(),
            pipes: Vec::new(),
            signing_keys: Vec::new(),
            signing_literals: Vec::new(),
            queries: Vec::new(),
            loops,
            mentions,
            logs,
            tests,
            bootstraps,
            models,
            schemas,
            enums,
            histories,
            searches: Vec::new(),
            bound: search::Bound::default(),
            relations,
            datasource,
            addresses,
            variables,
            manifests,
            suppressions,
            classes_by_name,
            calls_by_name,
        };
        project.read_database();
        project.request_classes = project.read_request_classes();
        project.readers = project.read_readers();
        project.pipes = project.read_pipes();
        project.signing_keys = project.read_signing_keys();
        project.signing_literals = project.read_signing_literals();
        project
    }

    /// Whether the files hold what a rule cannot judge without.
    pub fn has(&self, evidence: Evidence) -> bool {
        match evidence {
            Evidence::Bootstrap => !self.bootstraps.is_empty(),
            Evidence::Schema => !self.models.is_empty(),
            Evidence::PackageJson => !self.manifests.is_empty(),
            Evidence::Module => self.classes.iter().any(|it| it.decorator("Module").is_some()),
            Evidence::Tests => !self.tests.is_empty(),
            Evidence::Migrations => !self.histories.is_empty(),
            Evidence::TsConfig => self.has_file(|it| it.name().starts_with("tsconfig")),
            Evidence::Coverage => self.has_file(|it| matches!(it.name(), "lcov.info" | "coverage-summary.json")),
        }
    }

    fn has_file(&self, is: impl Fn(&File) -> bool) -> bool {
        self.files.iter().any(is)
    }

    /// Whether two files are part of one running application: of one app, or one of a library that the app uses.
    pub fn same_app(&self, one: u32, other: u32) -> bool {
        app::same(self, one, other)
    }

    /// The file that a module name means, seen from a file.
    pub fn resolve(&self, from: u32, module: &str) -> Option<u32> {
        import::resolve(self.files, from, module)
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
