//! Bodies that another library checks than the rest of the project.

use crate::finding::Finding;
use crate::project::{Call, Decorator, Parameter, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Syntax;

pub static RULE: Rule = Rule {
    id: "stack/second-validator",
    title: "Bodies are checked by two libraries",
    severity: Severity::Info,
    standard: &["S027"],
    refs: &["https://docs.nestjs.com/techniques/validation"],
    needs: &[],
    fix: FixKind::None,
    words: words!("second_validator.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let pipe = other_pipe(route, parameter)?;
    let has_other = project.imports_from("class-validator").any(|it| !project.is_test(it.syntax));
    (has_other && !project.is_test(pipe)).then_some(())?;
    // One finding says it all.
    let all =
        || project.routes.iter().flat_map(|it| it.method.parameters.iter().filter_map(move |one| other_pipe(it, one)));
    (all().next()? == pipe).then_some(())?;
    let count = all().count();
    let bodies = if count == 1 { "This body is".to_owned() } else { format!("{count} bodies, this one first, are") };
    let name = Call::of(pipe).map_or(pipe.text(), |it| it.name);
    let message = format!(
        "{bodies} checked by another library, here with `{name}`, and class-validator checks the rest: errors come in \
         two shapes, and the documentation knows the fields of one kind only."
    );
    Some(Finding::at(pipe, message))
}

/// `new ZodValidationPipe(…)` of `@Body(…)` or of `@UsePipes(…)` above its handler.
fn other_pipe<'t>(route: &Route<'t>, parameter: &Parameter<'t>) -> Option<Syntax<'t>> {
    let body = parameter.decorators.iter().find(|it| it.name == "Body")?;
    let used = route.method.decorators.iter().filter(|it| it.name == "UsePipes");
    std::iter::once(body).chain(used).find_map(pipe)
}

fn pipe<'t>(decorator: &Decorator<'t>) -> Option<Syntax<'t>> {
    decorator.args.iter().copied().find(|it| {
        let name = Call::of(*it).map_or(it.text(), |it| it.name);
        let is_other = ["Zod", "Joi", "Yup", "Valibot", "Ajv"].iter().any(|it| name.contains(it));
        is_other && name.ends_with("Pipe")
    })
}
