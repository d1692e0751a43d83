//! A row with a `BigInt` that becomes part of an answer: JSON knows no such number.

use crate::finding::Finding;
use crate::project::{Model, Project, Query, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "database/bigint-in-answer",
    title: "A BigInt cannot be part of a JSON answer",
    severity: Severity::Medium,
    standard: &["X098"],
    refs: &["CWE-248", "https://www.prisma.io/docs/orm/prisma-client/special-fields-and-types#serializing-bigint"],
    needs: &[Evidence::Schema],
    fix: FixKind::None,
    words: words!("bigint_in_answer.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    let body = route.method.body?;
    let (query, way, name) = project.answered(body, 3).into_iter().find_map(|(query, way)| {
        let model = project.model_of(query)?;
        Some((query, way, shown(project, query, model)?))
    })?;
    (!is_converted(project) && !reads_response(route)).then_some(())?;
    let message = format!(
        "`{}` answers with `{}` rows as they are, and `{name}` is a BigInt: `JSON.stringify` throws at the first such row, \
         and the request ends with status 500.",
        route.label(),
        query.model,
    );
    let finding = Finding::at(query.call.callee, message).likely().step(route.method.name, "the handler returns it");
    Some(way.into_iter().fold(finding, |it, call| it.step(call.callee, format!("by way of `{}`", call.name))))
}

/// The first `BigInt` among the columns that a query loads.
fn shown<'t>(project: &Project<'t>, query: &Query<'t>, model: &Model<'t>) -> Option<&'t str> {
    let rows = ["findUnique", "findFirst", "findMany", "create", "update", "upsert", "delete"];
    let is_row = rows.iter().any(|it| query.call.name == *it || query.call.name.strip_suffix("OrThrow") == Some(it));
    let mut columns = model.fields.iter().filter(|it| it.type_name == "BigInt").map(|it| it.name.text());
    let options = query.options();
    let object = |key: &str| options.and_then(|it| it.get(key)).map(|it| project.value(it));
    let is_open = options.is_none() && !query.call.args.is_empty() || options.is_some_and(Object::is_open);
    (is_row && !is_open).then_some(())?;
    match (object("select"), object("omit")) {
        (Some(select), _) => {
            let select = Object::of(select)?;
            columns.find(|it| select.get(it).is_some_and(|it| it.kind() == Kind::True))
        }
        (None, Some(omit)) => {
            let omit = Object::of(omit)?;
            columns.find(|it| !omit.has(it))
        }
        (None, None) => columns.next(),
    }
}

/// Something makes text of them on the way out.
fn is_converted(project: &Project) -> bool {
    let signs = [
        "BigInt.prototype",
        "BigInt(0).constructor",
        "superjson",
        "json-bigint",
        "json replacer",
        "'bigint'",
        "\"bigint\"",
    ];
    project.files.iter().filter(|it| !it.is_test()).any(|it| signs.iter().any(|sign| it.text.contains(sign)))
}

/// `@Res()`, `@UseInterceptors(…)`, `@SerializeOptions(…)`: what goes out is made elsewhere.
fn reads_response(route: &Route) -> bool {
    let parameters = route.method.parameters.iter().flat_map(|it| it.decorators.iter());
    let own = route.method.decorators.iter().chain(route.class.decorators.iter());
    parameters.chain(own).any(|it| {
        matches!(it.name, "Res" | "Response" | "UseInterceptors" | "SerializeOptions" | "Serialize" | "Render")
    }) || route.method.body.is_some_and(|it: Syntax| it.text().contains("plainToInstance"))
}
