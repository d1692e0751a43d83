//! `GET …/:id` that answers 200 when there is nothing under the id.

use crate::finding::Finding;
use crate::project::{Call, Method, Operation, Project, Query, Role, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, plain, returned};

pub static RULE: Rule = Rule {
    id: "api/missing-is-ok",
    title: "A missing row is answered with 200",
    severity: Severity::Low,
    standard: &["S135"],
    refs: &["https://www.rfc-editor.org/rfc/rfc9110#name-404-not-found"],
    needs: &[],
    fix: FixKind::None,
    words: words!("missing_is_ok.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    let is_one = |path: &str| path.rsplit('/').next().is_some_and(|it| it.starts_with(':'));
    let reads_one = route.verb == "Get" && !route.paths.is_empty() && route.paths.iter().all(|it| is_one(it));
    (reads_one && !project.is_test(route.method.syntax)).then_some(())?;
    // A pipe, an interceptor or a guard may look the resource up first.
    let decorators = route.method.decorators.iter().chain(&route.class.decorators);
    let mut looks = decorators.filter(|it| matches!(it.name, "UsePipes" | "UseInterceptors" | "Redirect" | "Render"));
    let pipes = route.method.parameters.iter().flat_map(|it| &it.decorators).flat_map(|it| it.args.iter());
    let mut own = pipes.filter(|it| it.kind() != Kind::String && !it.text().contains("Parse"));
    (looks.next().is_none() && own.next().is_none()).then_some(())?;
    let handed = handed_on(&route.method)?;
    let query = match only(project, handed) {
        Some(query) => query,
        None => {
            let service = project.target(&Call::of(handed)?)?;
            only(project, handed_on(service)?)?
        }
    };
    let mapped = |it: Syntax| it.text().contains("NotFoundException");
    let by_interceptor = project.classes.iter().any(|it| it.is(Role::Interceptor) && mapped(it.syntax));
    (!by_interceptor).then_some(())?;
    let message = format!(
        "`{}` answers 200 with an empty body when nothing is found: `{}` returns `null` then, and nothing checks for \
         it.",
        route.label(),
        query.call.callee.text()
    );
    Some(Finding::at(route.method.name, message).step(query.call.callee, "the query is here"))
}

/// What a method returns, if it decides nothing.
fn handed_on<'t>(method: &Method<'t>) -> Option<Syntax<'t>> {
    let body = method.body?;
    let decides = [Kind::If, Kind::Throw, Kind::Ternary, Kind::Switch, Kind::Try];
    body.find_any(&decides).is_empty().then_some(())?;
    let mut returns = body.find(Kind::Return);
    let value = returned(returns.next().filter(|_| returns.next().is_none())?)?;
    // `const it = await query; return it`
    Some(plain(crate::project::binding(value).and_then(constant).unwrap_or(value)))
}

fn constant(binding: crate::project::Binding<'_>) -> Option<Syntax<'_>> {
    match binding {
        crate::project::Binding::Value(value) => Some(value),
        _ => None,
    }
}

/// The query that an expression is, if it comes to `null` where there is no row.
fn only<'p, 't>(project: &'p Project<'t>, value: Syntax<'t>) -> Option<&'p Query<'t>> {
    let query = project.queries_in(value).find(|it| it.call.syntax == value)?;
    let refuses = ["OrThrow", "OrFail", "orFail"].iter().any(|it| query.call.name.contains(it));
    (query.operation == Operation::ReadOne && !refuses).then_some(query)
}
