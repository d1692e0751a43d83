//! A rule is data: what it says about itself, and what it looks at.

use crate::finding::Finding;
#[cfg(feature = "whole")]
use crate::flow::{Flow, Harm};
#[cfg(feature = "whole")]
use crate::project::Work;
use crate::project::{
    Access, Attribute, Backend, Bootstrap, Cached, Call, Class, Column, Command, Coverage, Cycle, Dependency,
    Documented, Entry, EntryKind, History, Import, Instruction, Job, Log, Loop, Manifest, Measured, Metric, Model,
    Module, Parameter, Pipe, Project, Property, Query, QueueName, Receiver, Relation, Role, Route, Search, SigningKey,
    Stage, Step, Suppression, Test, TestApp, TestRequest, Undeclared, Untested, Variable, Wire,
};
use crate::report::{FixKind, Severity};
use crate::syntax::{Kind, Syntax};

/// One rule; its words and examples stand in a `.md` beside it.
pub struct Rule<'r> {
    /// `category/name`, as its file is named.
    pub id: &'r str,
    /// The problem in one sentence of at most 60 characters.
    pub title: &'r str,
    /// Unless a finding or the standard says otherwise.
    pub severity: Severity,
    /// Lines of the standard it enforces.
    pub standard: &'static [&'static str],
    /// `CWE-89`, or a web address.
    pub refs: &'static [&'static str],
    /// What it cannot judge without.
    pub needs: &'static [Evidence],
    /// The surest fix it offers.
    pub fix: FixKind,
    /// Why it matters, how to fix, when not to apply, examples.
    pub words: &'r str,
    /// What it looks at, and how.
    pub check: &'static [Check],
}

impl Rule<'_> {
    /// Whether it can judge only once values were followed through the project.
    pub(crate) fn follows(&self) -> bool {
        self.check.iter().any(|it| match it {
            #[cfg(feature = "whole")]
            Check::Flow(..) => true,
            Check::Followed(_) => true,
            _ => false,
        })
    }
}

/// A kind of file or fact that a paste may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The file that calls `NestFactory.create`.
    Bootstrap,
    /// Prisma models.
    Schema,
    /// SQL migrations.
    Migrations,
    /// What the project depends on.
    PackageJson,
    /// How it is compiled.
    TsConfig,
    /// A class with `@Module`.
    Module,
    /// A coverage report: lcov or Istanbul.
    Coverage,
    /// Specs.
    Tests,
    /// Where requests are authenticated, or where that would be: a guard, the module at the root, `main.ts`.
    Guards,
}

impl Evidence {
    /// The file that would settle it.
    pub fn file(self) -> &'static str {
        match self {
            Evidence::Bootstrap => "main.ts",
            Evidence::Schema => "schema.prisma",
            Evidence::Migrations => "migration.sql",
            Evidence::PackageJson => "package.json",
            Evidence::TsConfig => "tsconfig.json",
            Evidence::Module | Evidence::Guards => "app.module.ts",
            Evidence::Coverage => "lcov.info",
            Evidence::Tests => "*.spec.ts",
        }
    }
}

/// What a rule looks at, and how. One subject gives at most one finding.
///
/// The names and roles narrow a subject, so that the review can tell a rule that passed from one that had nothing to
/// judge.
#[derive(Clone, Copy)]
pub enum Check {
    /// Calls of a function or method with one of these names.
    Call(&'static [&'static str], fn(&Project, &Call) -> Option<Finding>),
    /// `new X(…)` of one of these names.
    New(&'static [&'static str], fn(&Project, &Call) -> Option<Finding>),
    /// Untrusted values that do a harm.
    #[cfg(feature = "whole")]
    Flow(Harm, fn(&Project, &Flow) -> Option<Finding>),
    /// A check that asks what else values do ([`Project::flows`]).
    Followed(&'static Check),
    /// Calls of methods with one of these names on an object of this kind.
    CallOn(Receiver, &'static [&'static str], fn(&Project, &Call) -> Option<Finding>),
    /// Every node of a kind.
    Node(Kind, fn(&Project, Syntax) -> Option<Finding>),
    /// Classes that play a role.
    Class(Role, fn(&Project, &Class) -> Option<Finding>),
    /// Constructor parameters of classes that play a role.
    Injection(Role, fn(&Project, &Class, &Parameter) -> Option<Finding>),
    /// Properties of classes that a request is read into.
    Property(fn(&Project, &Class, &Property) -> Option<Finding>),
    /// HTTP handlers.
    Route(fn(&Project, &Route) -> Option<Finding>),
    /// Handlers that others can call over a network, inherited ones too.
    Access(fn(&Project, &Access) -> Option<Finding>),
    /// Handlers of these kinds, inherited ones too.
    Entry(&'static [EntryKind], fn(&Project, &Entry) -> Option<Finding>),
    /// Parameters of HTTP handlers.
    Parameter(fn(&Project, &Route, &Parameter) -> Option<Finding>),
    /// Pipes that are created or named to Nest, of one of these names.
    Pipe(&'static [&'static str], fn(&Project, &Pipe) -> Option<Finding>),
    /// Secrets to sign with.
    SigningKey(fn(&Project, &SigningKey) -> Option<Finding>),
    /// Calls of Prisma, TypeORM or Mongoose.
    Query(fn(&Project, &Query) -> Option<Finding>),
    /// Functions that write more than once.
    #[cfg(feature = "whole")]
    Work(fn(&Project, &Work) -> Option<Finding>),
    /// Code that runs once for every element of a list.
    Loop(fn(&Project, &Loop) -> Option<Finding>),
    /// Calls of a logger or the console.
    Log(fn(&Project, &Log) -> Option<Finding>),
    /// `it`, `test` and `describe` calls.
    Test(fn(&Project, &Test) -> Option<Finding>),
    /// Applications that tests create.
    TestApp(fn(&Project, &TestApp) -> Option<Finding>),
    /// Requests that tests make through supertest.
    TestRequest(fn(&Project, &TestRequest) -> Option<Finding>),
    /// What no test touches, once per app.
    Untested(fn(&Project, &Untested) -> Option<Finding>),
    /// Relations of Prisma models that hold a foreign key.
    Relation(fn(&Project, &Relation) -> Option<Finding>),
    /// Prisma models.
    Model(fn(&Project, &Model) -> Option<Finding>),
    /// Fields of Prisma models.
    Column(fn(&Project, &Model, &Column) -> Option<Finding>),
    /// `@@index` of Prisma models.
    Index(fn(&Project, &Model, &Attribute) -> Option<Finding>),
    /// Columns that queries search whole tables for.
    Search(fn(&Project, &Search) -> Option<Finding>),
    /// Steps of migrations.
    Step(fn(&Project, &History, &Step) -> Option<Finding>),
    /// Addresses of databases in Prisma schemas.
    Address(fn(&Project, Syntax) -> Option<Finding>),
    /// Variables of `.env` files.
    Variable(fn(&Project, &Variable) -> Option<Finding>),
    /// Import statements.
    Import(fn(&Project, &Import) -> Option<Finding>),
    /// Imports of one of these packages.
    ImportOf(&'static [&'static str], fn(&Project, &Import) -> Option<Finding>),
    /// Packages that are imported and not declared.
    Undeclared(fn(&Project, &Undeclared) -> Option<Finding>),
    /// Classes that the API's documentation shows.
    Documented(fn(&Project, &Documented) -> Option<Finding>),
    /// Places that name a queue.
    Queue(fn(&Project, &QueueName) -> Option<Finding>),
    /// Jobs that are put into a queue or taken out.
    Job(fn(&Project, &Job) -> Option<Finding>),
    /// Calls of a cache.
    Cached(fn(&Project, &Cached) -> Option<Finding>),
    /// Prometheus metrics that are created.
    Metric(fn(&Project, &Metric) -> Option<Finding>),
    /// Calls that give labels to such a metric.
    Measured(fn(&Project, &Measured) -> Option<Finding>),
    /// Applications that are started.
    Bootstrap(fn(&Project, &Bootstrap) -> Option<Finding>),
    /// Folders of libraries that the standard asks for.
    Library(fn(&Project, &str) -> Option<Finding>),
    /// Files beside the code whose names begin with one of these.
    File(&'static [&'static str], fn(&Project, u32) -> Option<Finding>),
    /// Packages of these names that a `package.json` lists.
    Dependency(&'static [&'static str], fn(&Project, &Manifest, Dependency) -> Option<Finding>),
    /// The `tsconfig.json` that compiles an application.
    TsConfig(fn(&Project, u32) -> Option<Finding>),
    /// Scripts of `package.json`, commands of images and services.
    Command(fn(&Project, &Command) -> Option<Finding>),
    /// What a `Dockerfile` builds: its last stage.
    Stage(fn(&Project, &Stage) -> Option<Finding>),
    /// Instructions of a `Dockerfile` with one of these keywords.
    Instruction(&'static [&'static str], fn(&Project, &Stage, &Instruction) -> Option<Finding>),
    /// Coverage reports.
    Coverage(fn(&Project, &Coverage) -> Option<Finding>),
    /// Applications and libraries with a module of Nest.
    Backend(fn(&Project, &Backend) -> Option<Finding>),
    /// Classes with `@Module`.
    Module(fn(&Project, &Module) -> Option<Finding>),
    /// Injections: by constructors, properties, factories, aliases.
    Wire(fn(&Project, &Wire) -> Option<Finding>),
    /// Objects with `useFactory`.
    Factory(fn(&Project, Syntax) -> Option<Finding>),
    /// Modules or providers that need one another.
    Cycle(fn(&Project, &Cycle) -> Option<Finding>),
    /// `nestor-ignore` comments, once all other rules have run.
    Suppression(fn(&Project, &Suppression) -> Option<Finding>),
}
