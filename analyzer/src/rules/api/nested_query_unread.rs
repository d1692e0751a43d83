//! Objects in a query string that Express 5 does not read.

use crate::finding::Finding;
use crate::project::{Class, Parameter, Project, Property, Route, named};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::literal;

pub static RULE: Rule = Rule {
    id: "api/nested-query-unread",
    title: "An object in the query string is never read",
    severity: Severity::Medium,
    standard: &["S002"],
    refs: &["https://docs.nestjs.com/migration-guide#query-parameters-parsing"],
    needs: &[Evidence::Bootstrap, Evidence::PackageJson],
    fix: FixKind::None,
    words: words!("nested_query_unread.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let whole = |it: &Parameter| named(&it.decorators, "Query").is_some_and(|it| it.args.is_empty());
    let typed = parameter.annotation.as_ref().filter(|_| whole(parameter))?;
    let file = route.class.syntax.file;
    let class = project.class_named(file, typed.name)?;
    let property = class.properties.iter().find(|it| is_nested(project, class, it))?;
    let is_fastify = project.major("@nestjs/platform-fastify").is_some();
    (project.major("@nestjs/core")? >= 11 && !is_fastify && !project.is_test(route.method.syntax)).then_some(())?;
    let mut settings = project.calls_of("set").filter_map(|it| it.args.first());
    let is_set = settings.any(|it| literal(*it) == Some("query parser"));
    let is_own = project.calls_of("ExpressAdapter").next().is_some();
    // One route speaks for all that read this class.
    let is_same = |it: &&Route| {
        it.method
            .parameters
            .iter()
            .any(|it| whole(it) && it.annotation.as_ref().is_some_and(|it| it.name == typed.name))
    };
    let first = project.routes.iter().find(is_same)?;
    (!is_set && !is_own && first.method.syntax == route.method.syntax).then_some(())?;
    let name = property.name.text();
    let message = format!(
        "`{name}` of `{}` is an object, and Express 5 reads none from a query: `?{name}[key]=1` arrives as one key \
         called `{name}[key]`, and `{name}` stays empty.",
        typed.name
    );
    Some(Finding::at(parameter.syntax, message).step(property.name, "never filled"))
}

/// Whether a property is a class of its own, and nothing makes it from a text.
fn is_nested(project: &Project, class: &Class, property: &Property) -> bool {
    let transforms = named(&property.decorators, "Transform").is_some();
    let typed = property.annotation.as_ref().filter(|it| !it.name.is_empty());
    let is_class = typed
        .and_then(|it| project.class_named(class.syntax.file, it.name))
        .is_some_and(|it| !it.properties.is_empty());
    is_class && !transforms && named(&property.decorators, "ValidateNested").is_some()
}
