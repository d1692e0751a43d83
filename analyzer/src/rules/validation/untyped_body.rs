//! Bodies and queries whose type is gone when the program runs.

use crate::finding::{Finding, Fix};
use crate::project::{Parameter, Project, Route, Type};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "validation/untyped-body",
    title: "A body or query has no class to be checked against",
    severity: Severity::High,
    standard: &["S080"],
    refs: &[
        "CWE-20",
        "CWE-915",
        "https://docs.nestjs.com/techniques/validation",
        "https://docs.nestjs.com/controllers",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: include_str!("untyped_body.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let bound = parameter.decorators.iter().find(|it| matches!(it.name, "Body" | "Query"))?;
    bound.args.is_empty().then_some(())?;
    let checked = route.has_other_pipe() || !project.uses_class_validator() || project.is_test(parameter.syntax);
    (!checked && !is_webhook(route)).then_some(())?;
    let what = if bound.name == "Body" { "body" } else { "query" };
    let subject = match parameter.name.kind() {
        Kind::Identifier => format!("`{}`", parameter.name.text()),
        _ => format!("The {what} of `{}`", route.method.name.text()),
    };
    let Some(typed) = &parameter.annotation else {
        let message = format!("{subject} has no type, so the pipe has no class to check the {what} against.");
        return Some(weigh(what, Finding::at(parameter.syntax, message)));
    };
    let reason = unchecked(project, typed)?;
    let message = format!("{subject} is {reason}, so the pipe has no class to check the {what} against.");
    let finding = Finding::at(parameter.syntax, message);
    let element = typed.syntax.children().next().filter(|_| typed.syntax.kind() == Kind::ArrayType);
    let fix = element.filter(|it| it.kind() == Kind::TypeIdentifier).and_then(|element| {
        let list = bound.syntax.children().next()?.field(Field::Arguments)?;
        let fix = Fix::review("Check each element", "elements that do not fit are then refused")
            .replace(list, format!("(new ParseArrayPipe({{ items: {} }}))", element.text()));
        Some(project.bring(fix, parameter.syntax, "ParseArrayPipe", "@nestjs/common"))
    });
    Some(weigh(what, finding.fix(fix)))
}

/// What a type is, if nothing of it is left to check against when the program runs.
fn unchecked(project: &Project, typed: &Type) -> Option<String> {
    let text: String = typed.syntax.text().split_whitespace().collect::<Vec<&str>>().join(" ");
    let vanishing = ["Record", "Partial", "Pick", "Omit", "Required", "Readonly", "Map"];
    match typed.syntax.kind() {
        Kind::PredefinedType => matches!(typed.name, "any" | "unknown" | "object").then(|| format!("typed `{text}`")),
        Kind::ObjectType => Some("typed in place, which leaves nothing at run time".into()),
        Kind::ArrayType => Some(format!("a list (`{text}`), whose elements a `ValidationPipe` does not look at")),
        Kind::GenericType if typed.name == "Array" => {
            Some(format!("a list (`{text}`), whose elements a `ValidationPipe` does not look at"))
        }
        Kind::GenericType => {
            vanishing.contains(&typed.name).then(|| format!("typed `{text}`, which leaves nothing at run time"))
        }
        Kind::NestedType => {
            let is_input = text.starts_with("Prisma.") && text.ends_with("Input");
            is_input.then(|| format!("typed `{text}`, through which a client may write any column"))
        }
        Kind::TypeIdentifier => vanished(project, typed.syntax),
        _ => None,
    }
}

/// An interface, a type alias, or a class that is imported as a type only.
fn vanished(project: &Project, name: Syntax) -> Option<String> {
    if let Some((_, imported)) = project.import_of(name.file, name.text())
        && imported.type_only
    {
        return Some(format!("a `{}` that is imported as a type only", name.text()));
    }
    let shape = project.shape_named(name.file, name.text())?;
    let kind = if shape.kind() == Kind::Interface { "interface" } else { "type alias" };
    Some(format!("a `{}`, which is an {kind} and leaves nothing at run time", name.text()).replace("an type", "a type"))
}

/// Providers sign the body they send; it is checked as a whole.
fn is_webhook(route: &Route) -> bool {
    let names = [route.class.name.text(), route.method.name.text(), &route.label()].join(" ").to_ascii_lowercase();
    let raw = route.method.parameters.iter().filter_map(|it| it.annotation.as_ref());
    names.contains("webhook") || raw.into_iter().any(|it| it.name == "RawBodyRequest")
}

fn weigh(what: &str, finding: Finding) -> Finding {
    if what == "query" { finding.severity(Severity::Medium) } else { finding }
}
