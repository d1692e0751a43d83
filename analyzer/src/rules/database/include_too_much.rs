//! Relations that are loaded whole: with their secrets, or level by level without end.

use crate::finding::{Finding, Fix};
use crate::project::{Model, Operation, Orm, Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "database/include-too-much",
    title: "A relation is loaded with more than is needed",
    severity: Severity::Medium,
    standard: &["S114"],
    refs: &["CWE-200", "https://www.prisma.io/docs/orm/prisma-client/queries/select-fields"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("include_too_much.md"),
    check: &[Check::Query(check)],
};

/// How many relations in a row are loaded for one row.
const DEEPEST: usize = 3;

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    (query.orm == Orm::Prisma && !project.is_test(place) && !project.is_script(place)).then_some(())?;
    let include = Object::of(query.options()?.get("include")?)?;
    deep(query, include).or_else(|| secret(project, query, include))
}

fn deep(query: &Query, include: Object) -> Option<Finding> {
    let depth = depth(include);
    (depth > DEEPEST).then_some(())?;
    let message = format!(
        "`{}` loads {depth} levels of relations for every row: the number of rows multiplies with each level, and so do \
         the time and the memory.",
        query.call.callee.text(),
    );
    Some(Finding::at(include.0, message).severity(Severity::Low))
}

fn depth(include: Object) -> usize {
    let inner = include.entries().filter_map(|(_, it)| {
        let options = Object::of(it)?;
        options.get("include").or(options.get("select")).and_then(Object::of)
    });
    let deepest = inner.map(depth).max().unwrap_or(0);
    let has_relation = include.entries().next().is_some();
    usize::from(has_relation) + deepest
}

/// `include: { author: true }`, where an author has a password.
fn secret<'t>(project: &Project<'t>, query: &Query<'t>, include: Object<'t>) -> Option<Finding> {
    let model = project.model_of(query).filter(|_| query.operation != Operation::Aggregate)?;
    let (name, whole, field) = include.entries().find_map(|(name, value)| {
        let target = model.field(name).map(|it| it.type_name)?;
        let related = project.model_named(query.call.syntax.file, target)?;
        let narrowed = Object::of(value).is_some_and(|it| it.has("select") || it.has("omit") || it.is_open());
        Some((name, value, secret_of(project, related)?)).filter(|_| !narrowed)
    })?;
    let read = query.call.syntax.function().is_some_and(|it| it.text().contains(field));
    // GraphQL hands out what its types declare, and nothing else.
    let resolves = project.class_of(query.call.syntax).is_some_and(|it| it.decorator("Resolver").is_some());
    (!read && !resolves && !omits(project)).then_some(())?;
    let message = format!(
        "`include` loads `{name}` with every column, `{field}` among them: code that passes the row on passes that on, \
         too.",
    );
    let reason = "code that reads the column from this row needs it";
    let text = format!("{{ omit: {{ {field}: true }} }}");
    let fix = Fix::review(format!("Leave `{field}` out"), reason);
    let fix = (whole.kind() == Kind::True).then(|| fix.replace(whole, text)).filter(|_| has_omit(project));
    Some(Finding::at(pair_of(whole), message).severity(Severity::Low).likely().fix(fix))
}

fn pair_of(value: Syntax) -> Syntax {
    value.parent().filter(|it| it.kind() == Kind::Pair).unwrap_or(value)
}

fn secret_of<'t>(project: &Project<'t>, model: &Model<'t>) -> Option<&'t str> {
    let mut columns = model.fields.iter().filter(|it| it.type_name == "String" && !it.is_list).map(|it| it.name.text());
    columns.find(|it| !it.ends_with("Id") && project.sensitive_word(it).is_some())
}

/// `new PrismaClient({ omit: … })`, `super({ omit: … })`
fn omits(project: &Project) -> bool {
    let calls = ["PrismaClient", "super", "forRoot"].iter().flat_map(|it| project.calls_of(it));
    let mut options = calls.filter_map(|it| it.object(0));
    options.any(|it| it.has("omit") || it.at(&["prismaOptions", "omit"]).is_some())
}

/// `omit` is there since 5.13 as a preview, since 6 for all.
fn has_omit(project: &Project) -> bool {
    project.major("@prisma/client").is_none_or(|it| it >= 6)
}
