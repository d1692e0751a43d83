//! A rule is data: what it says about itself, and what it looks at.

use crate::finding::Finding;
use crate::project::{Attribute, Column, History, Model, Search, Step};
use crate::project::{Bootstrap, Call, Class, Import, Log, Loop, Parameter, Pipe, Project, Property, Query, Relation};
use crate::project::{Receiver, Role, Route, SigningKey, Suppression, Test, Variable};
use crate::report::{FixKind, Severity};
use crate::syntax::{Kind, Syntax};

/// One rule; its words and examples stand in a `.md` beside it.
pub struct Rule {
    /// `category/name`, as its file is named.
    pub id: &'static str,
    /// The problem in one sentence of at most 60 characters.
    pub title: &'static str,
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
    pub words: &'static str,
    /// What it looks at, and how.
    pub check: &'static [Check],
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
            Evidence::Module => "app.module.ts",
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
    /// Parameters of HTTP handlers.
    Parameter(fn(&Project, &Route, &Parameter) -> Option<Finding>),
    /// Pipes that are created or named to Nest, of one of these names.
    Pipe(&'static [&'static str], fn(&Project, &Pipe) -> Option<Finding>),
    /// Secrets to sign with.
    SigningKey(fn(&Project, &SigningKey) -> Option<Finding>),
    /// Calls of Prisma, TypeORM or Mongoose.
    Query(fn(&Project, &Query) -> Option<Finding>),
    /// Code that runs once for every element of a list.
    Loop(fn(&Project, &Loop) -> Option<Finding>),
    /// Calls of a logger or the console.
    Log(fn(&Project, &Log) -> Option<Finding>),
    /// `it`, `test` and `describe` calls.
    Test(fn(&Project, &Test) -> Option<Finding>),
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
    /// Applications that are started.
    Bootstrap(fn(&Project, &Bootstrap) -> Option<Finding>),
    /// `nestor-ignore` comments, once all other rules have run.
    Suppression(fn(&Project, &Suppression) -> Option<Finding>),
}
