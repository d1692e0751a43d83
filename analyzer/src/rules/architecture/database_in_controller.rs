//! A controller that is given the database, a cache or a queue.

use crate::finding::Finding;
use crate::project::{Class, Orm, Parameter, Project, Role, named};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Syntax};

pub static RULE: Rule = Rule {
    id: "architecture/database-in-controller",
    title: "A controller works on the database itself",
    severity: Severity::High,
    standard: &["S071"],
    refs: &["https://docs.nestjs.com/controllers", "https://docs.nestjs.com/providers"],
    needs: &[],
    fix: FixKind::None,
    words: words!("database_in_controller.md"),
    check: &[Check::Injection(Role::Controller, injection), Check::Class(Role::Controller, undeclared)],
};

fn injection(project: &Project, class: &Class, parameter: &Parameter) -> Option<Finding> {
    let what = storage(project, parameter)?;
    // A health check hands the client to its indicator, as Terminus asks.
    let checks = |it: &Parameter| it.annotation.as_ref().is_some_and(|it| it.name == "HealthCheckService");
    (!class.injections.iter().any(checks)).then_some(())?;
    let name = parameter.name.text();
    let uses = uses(class, name);
    let work = match uses.as_slice() {
        [] => String::new(),
        [only] => format!(", and `{}` works on it", only.method),
        [first, .., last] => {
            format!(", and {} methods, from `{}` to `{}`, work on it", uses.len(), first.method, last.method)
        }
    };
    let message = format!(
        "`{}` is given `{name}`, {what}{work}. No job, resolver or other controller can reuse these steps.",
        class.name.text(),
    );
    let finding = Finding::at(parameter.syntax, message);
    let finding = if uses.len() == 1 { finding.severity(Severity::Medium) } else { finding };
    Some(uses.into_iter().take(5).fold(finding, |it, used| it.step(used.place, format!("`{}` uses it", used.method))))
}

/// In a snippet the constructor may be left out: `this.prisma.user.findMany()` says enough.
fn undeclared(project: &Project, class: &Class) -> Option<Finding> {
    let query = project.queries_in(class.syntax).find(|it| {
        let client = it.client().and_then(|it| it.field(Field::Property));
        it.orm == Orm::Prisma
            && client.is_some_and(|it| class.injection(it.text()).is_none() && class.type_of(it.text()).is_none())
    })?;
    let message = format!(
        "`{}` queries `{}` itself. No job, resolver or other controller can reuse this step.",
        class.name.text(),
        query.model
    );
    Some(Finding::at(query.call.callee, message))
}

/// What kind of storage a parameter is, as the message says it.
fn storage(project: &Project, parameter: &Parameter) -> Option<&'static str> {
    let decorated = |name: &str| named(&parameter.decorators, name).is_some();
    let type_name = parameter.annotation.as_ref().map_or("", |it| it.name);
    match type_name {
        _ if decorated("InjectRepository") => Some("a repository"),
        _ if decorated("InjectModel") => Some("a database model"),
        _ if decorated("InjectQueue") => Some("a queue"),
        _ if decorated("InjectDataSource") || decorated("InjectEntityManager") => Some("the database"),
        "PrismaService" | "PrismaClient" | "DataSource" | "EntityManager" | "Connection" => Some("the database"),
        "Redis" | "Cache" | "Cluster" if project.class_named(parameter.syntax.file, type_name).is_none() => {
            Some("a cache")
        }
        "Repository" | "TreeRepository" | "MongoRepository" => Some("a repository"),
        name => {
            let class = project.class_named(parameter.syntax.file, name)?;
            (class.extends.as_ref()?.name == "PrismaClient").then_some("the database")
        }
    }
}

struct Use<'t> {
    method: &'t str,
    place: Syntax<'t>,
}

/// The first use of `this.name` in each method.
fn uses<'t>(class: &Class<'t>, name: &str) -> Vec<Use<'t>> {
    let used = |it: &Syntax<'t>| it.text().strip_prefix("this.") == Some(name) && it.field(Field::Property).is_some();
    let methods = class.methods.iter().filter(|it| it.name.text() != "constructor");
    methods.filter_map(|it| Some(Use { method: it.name.text(), place: it.body?.descendants().find(used)? })).collect()
}
