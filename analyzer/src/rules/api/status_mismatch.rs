//! The documented success status is not the one that is sent.

use crate::finding::{Finding, Fix};
use crate::project::{Decorator, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain, plain};

pub static RULE: Rule = Rule {
    id: "api/status-mismatch",
    title: "The documented status is not the one sent",
    severity: Severity::Medium,
    standard: &["S076"],
    refs: &["https://docs.nestjs.com/controllers#status-code", "https://docs.nestjs.com/openapi/operations"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("status_mismatch.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    let sets_itself = |name: &str| matches!(name, "Redirect" | "Render" | "Sse");
    let takes_response = |it: &Decorator| matches!(it.name, "Res" | "Response" | "Next");
    if route.method.decorators.iter().any(|it| sets_itself(it.name))
        || route.method.parameters.iter().flat_map(|it| &it.decorators).any(takes_response)
    {
        return None;
    }
    let code = route.decorator("HttpCode");
    let sent = match code {
        Some(it) => status(*it.args.first()?)?,
        None if route.verb == "Post" => 201,
        None => 200,
    };
    let mut documented: Vec<(u32, &Decorator)> = Vec::new();
    for decorator in route.method.decorators.iter().filter(|it| it.name.starts_with("Api")) {
        if let Some(it) = documents(decorator)? {
            documented.push((it, decorator));
        }
    }
    documented.retain(|(it, _)| (200..300).contains(it));
    let (said, decorator) = documented.first().filter(|_| !documented.iter().any(|(it, _)| *it == sent))?;
    let cause = match code {
        Some(it) => format!("`{}` sends {sent}", it.syntax.text()),
        None => format!("`@{}` sends {sent} unless `@HttpCode` says otherwise", route.verb),
    };
    let message = format!(
        "`{}` documents {said}, but {cause}. Clients generated from these docs wait for the wrong status.",
        route.label()
    );
    let step = format!("{said} is documented here");
    let finding = Finding::at(code.map_or(route.decorator.syntax, |it| it.syntax), message);
    Some(finding.step(decorator.syntax, step).fix(fix(project, route, code, *said, decorator)))
}

/// The success status an `@Api…Response` documents; `None` inside for other decorators, outside if it cannot be told.
fn documents(decorator: &Decorator) -> Option<Option<u32>> {
    Some(match decorator.name {
        "ApiResponse" => match decorator.options() {
            Some(options) if options.has("status") => Some(status(options.get("status")?)?),
            _ => return None,
        },
        "ApiOkResponse" => Some(200),
        "ApiCreatedResponse" => Some(201),
        "ApiAcceptedResponse" => Some(202),
        "ApiNoContentResponse" => Some(204),
        _ => None,
    })
}

/// `201`, `HttpStatus.CREATED`.
fn status(value: Syntax) -> Option<u32> {
    let value = plain(value);
    if value.kind() == Kind::Number {
        return value.text().parse().ok();
    }
    match chain(value).as_slice() {
        ["HttpStatus", "OK"] => Some(200),
        ["HttpStatus", "CREATED"] => Some(201),
        ["HttpStatus", "ACCEPTED"] => Some(202),
        ["HttpStatus", "NO_CONTENT"] => Some(204),
        ["HttpStatus", name] => (name.len() > 2).then_some(400),
        _ => None,
    }
}

/// Sends what is documented; but what is not a `@Post` creates nothing, so there 201 is what is wrong.
fn fix(project: &Project, route: &Route, code: Option<&Decorator>, said: u32, documented: &Decorator) -> Option<Fix> {
    if said == 201 && code.is_none() {
        let fix = Fix::review("Document 200, as sent", "clients generated from the docs then wait for 200");
        if let Some(options) = documented.options().filter(|it| it.has("status")) {
            return Some(fix.replace(options.get("status")?, "200"));
        }
        let call = documented.syntax.children().next()?;
        let fix = fix.replace(call.field(Field::Function)?, "ApiOkResponse");
        return Some(project.bring(fix, call, "ApiOkResponse", "@nestjs/swagger"));
    }
    let fix = Fix::review(format!("Send {said}, as documented"), "clients now receive another status than before");
    if let Some(code) = code {
        return Some(fix.replace(*code.args.first()?, said.to_string()));
    }
    let decorator = route.decorator.syntax;
    let source = decorator.source().get(..decorator.span().start as usize)?;
    let line = source.rfind('\n').map_or(0, |it| it + 1);
    let indent = source.get(line..).filter(|it| it.trim().is_empty())?;
    let fix = fix.after(decorator, format!("\n{indent}@HttpCode({said})"));
    Some(project.bring(fix, decorator, "HttpCode", "@nestjs/common"))
}
