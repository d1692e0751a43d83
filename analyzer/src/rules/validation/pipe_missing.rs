//! Applications whose requests pass no validation pipe.

use crate::finding::{Finding, Fix};
use crate::project::{Bootstrap, Class, Parameter, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "validation/pipe-missing",
    title: "No pipe checks what requests carry",
    severity: Severity::High,
    standard: &["S048"],
    refs: &[
        "CWE-20",
        "https://docs.nestjs.com/techniques/validation",
        "https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
    ],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::Review,
    words: words!("pipe_missing.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let create = bootstrap.create.syntax;
    (!bootstrap.is_microservice() && !project.is_test(create) && !project.is_script(create)).then_some(())?;
    let own = |file: u32| project.same_app(file, create.file);
    let has_pipe = project.pipes.iter().any(|it| it.is_global && own(it.syntax.file) && !project.is_test(it.syntax));
    (!has_pipe && !project.is_configured_elsewhere(bootstrap)).then_some(())?;
    let unchecked: Vec<&Route> =
        project.routes.iter().filter(|it| own(it.class.syntax.file) && takes_unchecked(project, it)).collect();
    let first = unchecked.first()?;
    let count = match unchecked.len() {
        1 => "One handler reads".to_owned(),
        many => format!("{many} handlers read"),
    };
    let is_bare = unchecked.iter().all(|it| reads_bare(project, it));
    let consequence = match is_bare {
        true => ", and their classes carry no validators either: any body arrives",
        false => ", so decorators such as `@IsEmail()` have no effect",
    };
    let message = format!(
        "{count} a body or query into a class, and no pipe checks it: there is neither `useGlobalPipes` nor \
         `APP_PIPE`{consequence}."
    );
    let finding = Finding::at(create, message).step(first.method.name, format!("`{}` is one of them", first.label()));
    let module = bootstrap.create.args.first().and_then(|it| project.class_named(it.file, it.text()));
    let finding = finding.fix(with_pipe(project, create, is_bare));
    // `APP_PIPE` may stand in a module that is not among the files.
    Some(if module.is_some() { finding } else { finding.likely() })
}

/// Whether a handler reads a class from the request, and nothing of its own checks it.
fn takes_unchecked(project: &Project, route: &Route) -> bool {
    let bare = route.method.parameters.iter().any(|parameter| {
        let bound = parameter.decorators.iter().find(|it| matches!(it.name, "Body" | "Query"));
        let has_pipe = bound.is_some_and(|it| it.args.iter().any(|it| !it.is(&[Kind::String, Kind::Template])));
        let typed = parameter.annotation.as_ref();
        let is_class =
            typed.is_some_and(|it| project.class_named(it.syntax.file, it.name).is_some() || it.name.ends_with("Dto"));
        bound.is_some() && !has_pipe && is_class
    });
    bare && route.own_pipes().next().is_none() && !project.is_test(route.method.syntax)
}

/// Whether every class that a handler reads is among the files, and nothing in it or its bases checks a property.
fn reads_bare(project: &Project, route: &Route) -> bool {
    let is_bound = |it: &&Parameter| it.decorators.iter().any(|it| matches!(it.name, "Body" | "Query"));
    let mut types = route.method.parameters.iter().filter(is_bound).filter_map(|it| it.annotation.as_ref());
    types.all(|it| {
        let Some(class) = project.class_named(it.syntax.file, it.name) else { return false };
        let is_bare = |it: &Class| {
            let is_whole = it.extends.is_none() || project.base_of(it).is_some();
            is_whole && !it.properties.iter().any(|it| project.is_validated(it))
        };
        is_bare(class) && project.bases_of(class).all(|it| is_bare(&it))
    })
}

/// With `app.useGlobalPipes(…)` behind the line that creates the application.
fn with_pipe<'t>(project: &Project<'t>, create: Syntax<'t>, is_bare: bool) -> Option<Fix> {
    let statement = create.ancestor(&[Kind::Lexical])?;
    let app = statement.child(Kind::Declarator)?.children().next().filter(|it| it.kind() == Kind::Identifier)?;
    let head = statement.source().get(..statement.span().start as usize)?;
    let indent = head.rsplit('\n').next().filter(|it| it.trim().is_empty())?;
    let line = format!(
        "\n{indent}{}.useGlobalPipes(new ValidationPipe({{ whitelist: true, forbidNonWhitelisted: true }}));",
        app.text()
    );
    let reason = match is_bare {
        true => "with `forbidNonWhitelisted` these routes refuse every body until their classes have validators",
        false => {
            "requests that do not fit their class, or bring a property without a validator, are then answered with 400"
        }
    };
    let fix = Fix::review("Check every request", reason).after(statement, line);
    Some(project.bring(fix, statement, "ValidationPipe", "@nestjs/common"))
}
