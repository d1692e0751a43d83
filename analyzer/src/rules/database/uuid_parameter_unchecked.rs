//! A part of the path that reaches a uuid column as whatever the caller wrote.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Parameter, Project, Query, Route, named};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "database/uuid-parameter-unchecked",
    title: "Any text in the path reaches a uuid column",
    severity: Severity::Low,
    standard: &["X032", "S041"],
    refs: &["CWE-20", "https://docs.nestjs.com/pipes#built-in-pipes"],
    needs: &[Evidence::Schema],
    fix: FixKind::Review,
    words: words!("uuid_parameter_unchecked.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let decorator = named(&parameter.decorators, "Param")?;
    let [key] = decorator.args.as_slice() else { return None };
    let is_text = parameter.annotation.as_ref().is_none_or(|it| it.name == "string");
    let has_pipe = [&route.method.decorators, &route.class.decorators].iter().any(|it| named(it, "UsePipes").is_some());
    if key.kind() != Kind::String || !is_text || has_pipe {
        return None;
    }
    let (query, name) = reached(project, route.method.body?, parameter.name.text())?;
    // A filter for Prisma's errors turns the failure into an answer.
    let is_caught =
        project.classes.iter().any(|it| it.decorator("Catch").is_some_and(|it| it.syntax.text().contains("Prisma")));
    if is_caught {
        return None;
    }
    let message = format!(
        "`{}` goes unchecked to `{}`, where `{name}` is a uuid column. `GET …/abc` makes the database refuse the value, and the \
         caller gets a 500 where 400 is meant.",
        parameter.name.text(),
        query.call.callee.text(),
    )
    .replace("GET", &route.verb.to_uppercase());
    let reason = "import `ParseUUIDPipe` from `@nestjs/common`; values that are no uuid are then refused with 400";
    let fix = Fix::review("Check it with `ParseUUIDPipe`", reason).after(*key, ", ParseUUIDPipe");
    Some(Finding::at(parameter.syntax, message).likely().step(query.call.callee, "the query is here").fix(fix))
}

/// The query whose `where` compares a uuid column with a name, here or in a method that is handed the name.
fn reached<'p, 't>(project: &'p Project<'t>, body: Syntax<'t>, name: &str) -> Option<(&'p Query<'t>, &'t str)> {
    let here = compared(project, body, name);
    here.or_else(|| {
        let mut calls = body.find(Kind::Call).filter_map(Call::of);
        calls.find_map(|call| {
            let at = call.args.iter().position(|it| plain(*it).text() == name)?;
            let target = project.target(&call)?;
            compared(project, target.body?, target.parameters.get(at)?.name.text())
        })
    })
}

fn compared<'p, 't>(project: &'p Project<'t>, body: Syntax<'t>, name: &str) -> Option<(&'p Query<'t>, &'t str)> {
    project.queries_in(body).find_map(|query| {
        let model = project.model_of(query)?;
        let filter = project.filter(query);
        let mut all = filter.all.into_iter().filter(|(_, value)| plain(*value).text() == name);
        all.find_map(|(field, _)| model.field(field)?.attribute("db.Uuid").map(|_| (query, field)))
    })
}
