//! Bodies and queries whose type is gone when the program runs.

use crate::finding::{Finding, Fix};
use crate::project::{Decorator, Parameter, Project, Route, Type};
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
    words: words!("untyped_body.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let bound = parameter.decorators.iter().find(|it| matches!(it.name, "Body" | "Query"))?;
    let is_part = matches!(bound.args.as_slice(), [key] if key.kind() == Kind::String);
    (bound.args.is_empty() || (is_part && holds_checked(project, parameter))).then_some(())?;
    let checked = route.has_other_pipe() || !project.uses_class_validator() || is_webhook(route);
    (!checked && !project.is_test(parameter.syntax)).then_some(())?;
    let what = if bound.name == "Body" { "body" } else { "query" };
    let subject = match parameter.name.kind() {
        Kind::Identifier => format!("`{}`", parameter.name.text()),
        _ => format!("The {what} of `{}`", route.method.name.text()),
    };
    let Some(typed) = &parameter.annotation else {
        let message = format!("{subject} has no type, so no pipe has a class to check the {what} against.");
        return Some(weigh(what, Finding::at(parameter.syntax, message)));
    };
    let reason = unchecked(project, typed)?;
    let message = format!("{subject} is {reason}, so no pipe has a class to check the {what} against.");
    let is_picked = typed.syntax.kind() == Kind::ObjectType && is_picked(route, parameter.name);
    let fix = each_element(project, bound, typed).or_else(|| as_value(project, typed));
    let finding = Finding::at(parameter.syntax, message).fix(fix);
    let is_lighter = is_picked || project.is_for_admins(route.method.name);
    Some(if is_lighter { finding.severity(Severity::Medium) } else { weigh(what, finding) })
}

/// Whether a part of the body is a list of a class with validators; other parts are single values.
fn holds_checked(project: &Project, parameter: &Parameter) -> bool {
    let list = parameter.annotation.as_ref().map(|it| it.syntax).filter(|it| it.kind() == Kind::ArrayType);
    let element = list.and_then(|it| it.children().next());
    let class = element.and_then(|it| project.class_named(it.file, it.text()));
    class.is_some_and(|it| it.properties.iter().any(|it| project.is_validated(it)))
}

/// `@Body(new ParseArrayPipe({ items: X }))` for `X[]`.
fn each_element<'t>(project: &Project<'t>, bound: &Decorator<'t>, typed: &Type<'t>) -> Option<Fix> {
    let list = Some(typed.syntax).filter(|it| it.kind() == Kind::ArrayType)?;
    let element = list.children().next().filter(|it| it.kind() == Kind::TypeIdentifier)?;
    let arguments = bound.syntax.children().next()?.field(Field::Arguments)?;
    let key = bound.args.first().map(|it| format!("{}, ", it.text())).unwrap_or_default();
    let fix = Fix::review("Check each element", "elements that do not fit are then refused")
        .replace(arguments, format!("({key}new ParseArrayPipe({{ items: {} }}))", element.text()));
    Some(project.bring(fix, bound.syntax, "ParseArrayPipe", "@nestjs/common"))
}

/// `import { X }` for `import type { X }`, where `X` is a class.
fn as_value<'t>(project: &Project<'t>, typed: &Type<'t>) -> Option<Fix> {
    let (import, imported) = project.import_of(typed.syntax.file, typed.name)?;
    project.class_named(typed.syntax.file, typed.name).filter(|_| imported.type_only)?;
    let reason = "requests that do not fit the class are then refused";
    project.import_as_value(Fix::review("Import the class itself", reason), import, imported)
}

/// What a type is, if nothing of it is left to check against when the program runs.
fn unchecked(project: &Project, typed: &Type) -> Option<String> {
    let text: String = typed.syntax.text().split_whitespace().collect::<Vec<&str>>().join(" ");
    let vanishing = ["Record", "Partial", "Pick", "Omit", "Required", "Readonly", "Map"];
    match typed.syntax.kind() {
        Kind::PredefinedType => matches!(typed.name, "any" | "unknown" | "object").then(|| format!("typed `{text}`")),
        Kind::ObjectType => Some("typed in place, which leaves nothing at run time".into()),
        Kind::ArrayType => Some(format!("a list (`{text}`), whose elements a `ValidationPipe` does not check")),
        Kind::GenericType if typed.name == "Array" => {
            Some(format!("a list (`{text}`), whose elements a `ValidationPipe` does not check"))
        }
        Kind::GenericType => {
            vanishing.contains(&typed.name).then(|| format!("typed `{text}`, which leaves nothing at run time"))
        }
        Kind::NestedType => {
            let is_input = text.starts_with("Prisma.") && text.ends_with("Input");
            is_input.then(|| format!("typed `{text}`, through which a client may write any column"))
        }
        Kind::TypeIdentifier => vanished(project, typed.syntax),
        Kind::Intersection => {
            Some(format!("typed `{text}`, and of several types together nothing is left at run time"))
        }
        Kind::Union if classes(typed.syntax) > 1 => {
            Some(format!("typed `{text}`, and of a choice of types nothing is left at run time"))
        }
        _ => None,
    }
}

/// How many of a union's members are no texts, numbers or `null`.
fn classes(union: Syntax) -> usize {
    let named = |it: Syntax| usize::from(it.is(&[Kind::TypeIdentifier, Kind::NestedType, Kind::GenericType]));
    union.children().map(|it| if it.kind() == Kind::Union { classes(it) } else { named(it) }).sum()
}

/// An interface, a type alias, or a class that is imported as a type only.
fn vanished(project: &Project, name: Syntax) -> Option<String> {
    if let Some(shape) = project.shape_named(name.file, name.text()) {
        let kind = if shape.kind() == Kind::Interface { "an interface" } else { "a type alias" };
        return Some(format!("typed `{}`, which is {kind} and leaves nothing at run time", name.text()));
    }
    let (_, imported) = project.import_of(name.file, name.text())?;
    imported.type_only.then(|| format!("typed `{}`, which is imported as a type only", name.text()))
}

/// Providers sign the body they send; it is checked as a whole.
fn is_webhook(route: &Route) -> bool {
    let names = [route.class.name.text(), route.method.name.text(), &route.label()].join(" ").to_ascii_lowercase();
    let raw = route.method.parameters.iter().filter_map(|it| it.annotation.as_ref());
    names.contains("webhook") || raw.into_iter().any(|it| it.name == "RawBodyRequest")
}

/// Whether a handler reads single properties of a parameter and hands it on nowhere as a whole.
fn is_picked(route: &Route, name: Syntax) -> bool {
    if name.kind() != Kind::Identifier {
        return true;
    }
    let uses = route.method.body.into_iter().flat_map(|it| it.find(Kind::Identifier));
    let mut uses = uses.filter(|it| it.text() == name.text());
    uses.all(|it| it.role() == Field::Object && it.parent().is_some_and(|it| it.kind() == Kind::Member))
}

fn weigh(what: &str, finding: Finding) -> Finding {
    if what == "query" { finding.severity(Severity::Medium) } else { finding }
}
