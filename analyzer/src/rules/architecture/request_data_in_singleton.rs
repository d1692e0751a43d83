//! Data of one request, kept in a field that all requests share.

use crate::finding::Finding;
use crate::project::{Binding, Class, Project, Role, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain, root};

pub static RULE: Rule = Rule {
    id: "architecture/request-data-in-singleton",
    title: "One request's data is kept where all requests share it",
    severity: Severity::High,
    standard: &["S191"],
    refs: &[
        "CWE-488",
        "https://docs.nestjs.com/fundamentals/provider-scopes",
        "https://docs.nestjs.com/recipes/async-local-storage",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("request_data_in_singleton.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let name = class.name.text();
    let by_reference = ["create", "resolve"].iter().flat_map(|it| project.calls_of(it));
    let made_by_hand = project.calls_of(name).any(|it| it.is_new)
        || by_reference.into_iter().any(|it| it.args.first().is_some_and(|it| it.text() == name));
    if made_by_hand || project.is_test(class.syntax) || !project.is_singleton(class) {
        return None;
    }
    let methods = class.methods.iter().filter(|it| !is_setup(it.name.text()) && !it.modifiers.contains(&"static"));
    let assignments = methods.filter_map(|it| it.body).flat_map(|it| it.find(Kind::Assignment));
    let (assignment, field, source) = assignments.into_iter().find_map(|it| {
        let left = it.field(Field::Left)?;
        let field = left.text().strip_prefix("this.").filter(|it| !it.contains(['.', '[']))?;
        Some((it, field, request_data(project, field, it.field(Field::Right)?)?))
    })?;
    let method = class.methods.iter().find(|it| it.syntax.contains(assignment))?;
    let read = class
        .methods
        .iter()
        .filter(|it| it.syntax != method.syntax)
        .find_map(|it| it.body?.find(Kind::Member).find(|it| it.text().strip_prefix("this.") == Some(field)));
    let message = format!(
        "`{name}` exists once for all requests, and `{}` keeps `{}` of one of them in `this.{field}`. A second request \
         that runs meanwhile replaces it, and the first goes on with the other user's data.",
        method.name.text(),
        source.text(),
    );
    let finding = Finding::at(assignment, message);
    Some(match read {
        Some(read) => finding.step(read, "read here, perhaps after another request wrote it"),
        None => finding.likely(),
    })
}

/// The value, if it comes from a parameter and belongs to a request by its name or type.
fn request_data<'t>(project: &Project<'t>, field: &str, value: Syntax<'t>) -> Option<Syntax<'t>> {
    let value = project.value(plain(value));
    value.is(&[Kind::Identifier, Kind::Member, Kind::Subscript]).then_some(())?;
    let origin = root(value);
    let Binding::Parameter(parameter) = binding(origin)? else { return None };
    let is_shared = name_words(field).iter().any(|it| SHARED.contains(&it.as_str()));
    let typed = parameter.field(Field::Type).map_or("", Syntax::text);
    let names = [field, value.text().rsplit('.').next().unwrap_or_default()];
    let named = names.iter().any(|it| name_words(it).iter().any(|it| PERSONAL.contains(&it.as_str())));
    let from_request =
        ["Request", "ExecutionContext"].iter().any(|it| typed.trim_start_matches([':', ' ']).starts_with(it));
    (!is_shared && (named || from_request)).then_some(value)
}

/// What belongs to whoever asks.
const PERSONAL: [&str; 7] = ["user", "tenant", "req", "request", "principal", "identity", "customer"];

/// What is meant to be shared, whatever else its name says.
const SHARED: [&str; 14] = [
    "cache",
    "last",
    "count",
    "counter",
    "total",
    "map",
    "list",
    "store",
    "registry",
    "client",
    "service",
    "repository",
    "model",
    "agent",
];

/// Methods that run once, or that others call to set the class up.
fn is_setup(name: &str) -> bool {
    let hooks = ["constructor", "onModuleInit", "onApplicationBootstrap", "afterInit", "configure", "onModuleDestroy"];
    hooks.contains(&name) || ["init", "register", "bootstrap", "setup"].iter().any(|it| name.starts_with(it))
}
