//! Filters that catch everything, bound behind those for certain errors.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Module, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "errors/catch-all-last",
    title: "A filter never runs because another takes its errors",
    severity: Severity::Medium,
    standard: &["X021"],
    refs: &["https://docs.nestjs.com/exception-filters#catch-everything"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("catch_all_last.md"),
    check: &[Check::Call(&["useGlobalFilters", "UseFilters"], bound), Check::Module(provided)],
};

fn bound(project: &Project, call: &Call) -> Option<Finding> {
    check(project, &call.args)
}

fn provided(project: &Project, module: &Module) -> Option<Finding> {
    let list = module.metadata?.get("providers")?;
    let filters = list.children().filter_map(Object::of);
    let filters = filters.filter(|it| it.get("provide").is_some_and(|it| it.text() == "APP_FILTER"));
    let classes: Vec<Syntax> = filters.filter_map(|it| it.get("useClass")).collect();
    check(project, &classes)
}

/// The filters in the order in which they are bound; Nest asks the last one first.
fn check<'t>(project: &Project<'t>, filters: &[Syntax<'t>]) -> Option<Finding> {
    let at = filters.iter().rposition(|it| catches(project, *it) == Some(0))?;
    let all = *filters.get(at)?;
    let first = filters.iter().take(at).position(|it| catches(project, *it).is_some_and(|it| it > 0))?;
    let lost = *filters.get(first)?;
    (!project.is_test(all)).then_some(())?;
    let message = format!(
        "`{}` never runs: Nest tries the filter that is bound last first, and `{}` takes every error.",
        name(lost),
        name(all)
    );
    let reason = "errors that the other filter is for are then answered by it";
    let fix = Fix::review("Bind the general filter first", reason).replace(lost, all.text()).replace(all, lost.text());
    let fix = (at == first + 1).then_some(fix);
    Some(Finding::at(lost, message).step(all, "this one is tried first").fix(fix))
}

/// How many kinds of errors a filter names; 0 for all.
fn catches<'t>(project: &Project<'t>, filter: Syntax<'t>) -> Option<usize> {
    let filter = project.constant(filter);
    let class = project.class_named(filter.file, name(filter))?;
    Some(class.decorator("Catch")?.args.len())
}

/// `X` of `new X()`.
fn name(filter: Syntax<'_>) -> &str {
    filter.field(Field::Constructor).unwrap_or(filter).text()
}
