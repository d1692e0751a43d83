//! Queries whose types are switched off.

use crate::finding::{Finding, Fix};
use crate::flow::Harm;
use crate::project::{Binding, Call, Fate, Operation, Orm, Project, Query, binding, fate, first_use};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "database/untyped-data",
    title: "Types are switched off at the database",
    severity: Severity::Low,
    standard: &["S010", "S113"],
    refs: &["CWE-704", "https://www.prisma.io/docs/orm/prisma-client/type-safety"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("untyped_data.md"),
    check: &[Check::Followed(&Check::Query(check)), Check::Call(&["$queryRaw", "$queryRawUnsafe"], raw)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    (query.orm == Orm::Prisma && !project.is_test(place) && !project.is_script(place)).then_some(())?;
    cast(query).or_else(|| parameter(project, query)).or_else(|| answer(query))
}

/// `data: dto as any`
fn cast(query: &Query) -> Option<Finding> {
    let mut casts =
        query.call.args.iter().flat_map(|it| it.find(Kind::As).chain(Some(*it).filter(|it| it.kind() == Kind::As)));
    let cast = casts.find(|it| {
        let is_any = it.children().last().is_some_and(|it| it.text() == "any");
        // A column of JSON takes what the client's types do not.
        is_any
            && it.ancestors().find(|it| it.kind() == Kind::Pair).is_none_or(|it| {
                matches!(
                    it.field(Field::Key).map_or("", Syntax::text),
                    "data" | "where" | "create" | "update" | "orderBy" | "include" | "select"
                )
            })
    })?;
    let inner = cast.children().next()?;
    let message = format!(
        "`{}` tells the compiler to look away: a field that the model does not have, or of another type, is found by the \
         first request that sends it.",
        cast.text().lines().next().unwrap_or_default(),
    );
    let fix =
        Fix::review("Keep the type", "the compiler may now show where the two differ").replace(cast, inner.text());
    Some(Finding::at(cast, message).fix(fix))
}

/// `save(data: any) { … create({ data }) }`
fn parameter<'t>(project: &Project<'t>, query: &Query<'t>) -> Option<Finding> {
    let data = query.options().filter(|_| query.operation == Operation::Write)?.get("data")?;
    let name = plain(data);
    let bound = binding(name).filter(|_| name.is(&[Kind::Identifier, Kind::Shorthand]));
    let Some(Binding::Parameter(parameter)) = bound else { return None };
    let own = parameter.ancestor(&[Kind::Method]).filter(|it| parameter.parent().and_then(Syntax::parent) == Some(*it));
    let simple = parameter.field(Field::Pattern).is_some_and(|it| it.text() == name.text());
    let typed = parameter.field(Field::Type).and_then(|it| it.children().next()).map_or("", Syntax::text);
    let is_open = matches!(typed, "any" | "" | "object" | "Record<string, any>" | "Record<string, unknown>");
    let is_followed = project.flows.of_harm(Harm::Assignment).any(|it| it.sink == data || it.sink == name);
    (own.is_some() && simple && is_open && !is_followed).then_some(())?;
    let says = if typed.is_empty() { "has no type".to_owned() } else { format!("is `{typed}`") };
    let message = format!(
        "`{}` {says} and becomes the row as it is: any caller can write any column of `{}`, and no compiler or review sees \
         which.",
        name.text(),
        query.model,
    );
    let finding = Finding::at(data, message).severity(Severity::Medium).step(parameter, "it comes in here");
    Some(finding.likely())
}

/// `(await this.prisma.user.findMany()) as any`
fn answer(query: &Query) -> Option<Finding> {
    let wrappers = [Kind::Await, Kind::Parenthesized];
    let up = query.call.syntax.ancestors().find(|it| !it.is(&wrappers))?;
    let is_cast =
        up.kind() == Kind::As && up.children().last().is_some_and(|it| matches!(it.text(), "any" | "unknown"));
    is_cast.then_some(())?;
    let message = format!(
        "What `{}` answers loses its type here: a column that is renamed is found at run time.",
        query.call.callee.text()
    );
    Some(Finding::at(up.children().last()?, message))
}

/// `` await prisma.$queryRaw`…` `` whose rows are read.
fn raw(project: &Project, call: &Call) -> Option<Finding> {
    let place = call.syntax;
    let behind = place.source().get(call.callee.span().end as usize..).unwrap_or_default();
    let typed = call.type_arguments.is_some() || behind.starts_with('<');
    (!typed && project.is_prisma(call.receiver?) && !project.is_test(place) && !project.is_script(place))
        .then_some(())?;
    let read = match fate(call) {
        Fate::Kept(name) => {
            let annotated = name.parent().is_some_and(|it| it.field(Field::Type).is_some());
            match first_use(name) {
                Fate::Read(at) if !annotated => at,
                _ => return None,
            }
        }
        Fate::Read(at) => at,
        _ => return None,
    };
    let message = "The rows of this query have no type, and they are read: a column that has another name in the SQL \
                   is `undefined` here, and the compiler says nothing.";
    Some(Finding::at(call.callee, message).step(read, "it is read here"))
}
