//! A service that reaches up to HTTP, a repository that reaches up to services.

use crate::finding::Finding;
use crate::project::{Class, Parameter, Project, Role, Type};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "architecture/layer-violation",
    title: "A lower layer depends on the one above it",
    severity: Severity::Medium,
    standard: &["S037"],
    refs: &["https://docs.nestjs.com/providers", "https://docs.nestjs.com/controllers"],
    needs: &[],
    fix: FixKind::None,
    words: words!("layer_violation.md"),
    check: &[Check::Injection(Role::Provider, injection), Check::Class(Role::Provider, http)],
};

fn injection(project: &Project, class: &Class, parameter: &Parameter) -> Option<Finding> {
    let name = class.name.text();
    let wanted = parameter.annotation.as_ref()?;
    let other = project.class_named(class.syntax.file, wanted.name).filter(|_| !project.is_test(class.syntax))?;
    let target = other.name.text();
    if other.is(Role::Controller) && is_layered(class) {
        let message = format!(
            "`{name}` is given the controller `{target}`. A controller answers requests and calls services; a call \
             from below bypasses its guards and pipes, and neither of the two can be used without the other."
        );
        return Some(Finding::at(parameter.syntax, message).step(other.name, "the controller"));
    }
    // `PrismaService`, `ConfigService` and the like stand below: they know no repository.
    let is_above = name.ends_with("Repository") && target.ends_with("Service");
    let below = other.injections.iter().find(|it| is_above && types_end_with(it, "Repository"))?;
    let message = format!(
        "The repository `{name}` is given `{target}`, which works on repositories itself (`{}`). Rules that live above \
         the data now decide below it, and the two layers can only be changed together.",
        below.name.text(),
    );
    Some(Finding::at(parameter.syntax, message).step(below.syntax, "a repository of the service").likely())
}

fn types_end_with(parameter: &Parameter, ending: &str) -> bool {
    parameter.annotation.as_ref().is_some_and(|it| it.name.ends_with(ending))
}

/// A service or repository whose methods take the request or the response.
fn http(project: &Project, class: &Class) -> Option<Finding> {
    let adapts = ["Response", "Request", "Cookie", "Http", "Proxy", "Header"];
    let is_adapter = serves_nest(class) || adapts.iter().any(|it| class.name.text().contains(it));
    (is_layered(class) && !is_adapter && !project.is_test(class.syntax)).then_some(())?;
    let methods = class.methods.iter().filter(|it| it.name.text() != "constructor");
    let taken = methods.flat_map(|it| it.parameters.iter().map(move |one| (it, one)));
    let found = taken.filter_map(|(method, it)| Some((method, it, http_type(project, it.annotation.as_ref()?)?)));
    let all: Vec<_> = found.collect();
    let (method, parameter, what) = all.iter().find(|(_, _, what)| is_response(what)).or(all.first())?;
    let name = class.name.text();
    let own = method.name.text();
    let (end, severity) = match is_response(what) {
        true => {
            ("writes the answer itself: what the controller returns and declares no longer holds", Severity::Medium)
        }
        false => ("reads the request itself: no job, message or test can call it without making one up", Severity::Low),
    };
    let message = format!("`{own}` of `{name}` takes the `{what}` of the HTTP server and {end}.");
    let others = all.iter().filter(|(_, it, _)| it.syntax != parameter.syntax).take(5);
    let finding = Finding::at(parameter.syntax, message).severity(severity).likely();
    Some(others.fold(finding, |it, (method, other, what)| {
        it.step(other.syntax, format!("`{}` takes the `{what}`", method.name.text()))
    }))
}

fn is_response(name: &str) -> bool {
    matches!(name, "Response" | "FastifyReply")
}

/// The server's own type that a parameter has: `Response`, `express.Response`, `Response as ExpressResponse`.
fn http_type<'t>(project: &Project<'t>, typed: &Type<'t>) -> Option<&'t str> {
    let (space, own) = typed.name.split_once('.').unwrap_or((typed.name, ""));
    let (import, imported) = project.import_of(typed.syntax.file, space)?;
    let name = if own.is_empty() { imported.name } else { own };
    let is_http = is_response(name) || matches!(name, "Request" | "FastifyRequest");
    (is_http && matches!(import.module, "express" | "fastify")).then_some(name)
}

/// By its name a service, a use case or a repository.
fn is_layered(class: &Class) -> bool {
    ["Service", "Repository", "UseCase"].iter().any(|it| class.name.text().ends_with(it))
}

/// Guards, middleware, filters, factories of options: Nest calls these with what the server has.
fn serves_nest(class: &Class) -> bool {
    let known = ["NestMiddleware", "CanActivate", "NestInterceptor", "ExceptionFilter", "PipeTransform"];
    let heritage = class.syntax.child(Kind::Heritage).into_iter().flat_map(Syntax::descendants);
    let mut types = heritage.filter(|it| it.kind() == Kind::TypeIdentifier).map(Syntax::text);
    types.any(|it| known.contains(&it) || it.ends_with("Factory"))
}
