//! `@ApiParam()` for what the path does not have.

use crate::finding::{Finding, Fix};
use crate::project::{Access, EntryKind, Project, parameters};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::literal;

pub static RULE: Rule = Rule {
    id: "api/documented-param-unknown",
    title: "A documented path parameter does not exist",
    severity: Severity::Low,
    standard: &["S188"],
    refs: &["https://docs.nestjs.com/openapi/operations"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("documented_param_unknown.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let judged = access.entry.kind == EntryKind::Http && !access.entry.is_inherited() && !access.paths.is_empty();
    let written = access.entry.method.decorators.iter().filter(|it| it.name == "ApiParam");
    let named = written.filter_map(|it| it.options()?.get("name"));
    let named: Vec<_> = named.filter_map(|it| Some((it, literal(project.constant(it))?))).collect();
    (judged && !named.is_empty()).then_some(())?;
    let mut known: Vec<&str> = Vec::new();
    for path in &access.paths {
        known.extend(parameters(path)?);
    }
    let prefixes = project.calls_of("setGlobalPrefix").filter_map(|it| it.args.first());
    known.extend(prefixes.filter_map(|it| parameters(literal(project.constant(*it))?)).flatten());
    let (place, name) = *named.iter().find(|(_, name)| !known.contains(name))?;
    let message = match known.as_slice() {
        [] => format!("`{}` has no path parameters, yet the document asks clients for `{name}`.", access.label()),
        known => format!(
            "`{}` has `{}`, yet the document also asks clients for `{name}`, which the path does not have.",
            access.label(),
            known.join("`, `")
        ),
    };
    let mut free = known.iter().filter(|it| !named.iter().any(|(_, name)| name == *it));
    let only = free.next().filter(|_| free.next().is_none());
    let fix = only.map(|it| {
        let reason = "check that this is the parameter that was meant";
        Fix::review(format!("Describe `{it}`"), reason).replace(place, format!("'{it}'"))
    });
    let step = access.entry.decorator.as_ref().map(|it| it.syntax)?;
    Some(Finding::at(place, message).fix(fix).step(step, "the path is here"))
}
