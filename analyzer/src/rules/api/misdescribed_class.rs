//! Properties that the documentation shows otherwise than they are.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property, Role, named};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "api/misdescribed-class",
    title: "The documentation describes a class wrongly",
    severity: Severity::Low,
    standard: &["S151", "S152", "S154", "X034"],
    refs: &["https://docs.nestjs.com/openapi/types-and-parameters"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("misdescribed_class.md"),
    check: &[Check::Class(Role::Any, check)],
};

/// What is wrong with a property, and how it is mended.
struct Fault<'t> {
    property: Syntax<'t>,
    text: String,
    mend: Mend<'t>,
}

enum Mend<'t> {
    /// An option in `@ApiProperty()`.
    Option(Syntax<'t>, String),
    /// In place of an option's value.
    Value(Syntax<'t>, String),
    /// `@ApiProperty()` above it.
    Decorate,
}

fn check(project: &Project, class: &Class) -> Option<Finding> {
    (project.has_described_property(class) && !project.is_test(class.syntax)).then_some(())?;
    // Without routes, what the document reaches is not seen.
    (project.routes.is_empty() || project.is_shown(class)).then_some(())?;
    let faults: Vec<Fault> = class.properties.iter().filter_map(|it| fault(project, class, it)).collect();
    let first = faults.first().filter(|_| !project.has_documenting_plugin(class.syntax.file))?;
    let mut texts: Vec<&str> = faults.iter().take(3).map(|it| it.text.as_str()).collect();
    let more = format!("{} more", faults.len().saturating_sub(3));
    if faults.len() > 3 {
        texts.push(&more);
    }
    let message = format!("The documentation of `{}` differs from the class: {}.", class.name.text(), texts.join("; "));
    let fix = Fix::review("Describe it as it is", "clients generated from the document change with it");
    let fix = faults.iter().try_fold(fix, |fix, it| mended(project, fix, it));
    Some(Finding::at(first.property, message).fix(fix))
}

fn fault<'t>(project: &Project<'t>, class: &Class<'t>, property: &Property<'t>) -> Option<Fault<'t>> {
    let name = property.name.text();
    let at = |text: String, mend: Mend<'t>| Some(Fault { property: property.name, text, mend });
    let closed = ["static", "private", "protected", "declare"];
    (!property.modifiers.iter().any(|it| closed.contains(it))).then_some(())?;
    let described = property.decorators.iter().find(|it| it.name.starts_with("Api"));
    let Some(described) = described else {
        let known = |it: &Decorator| project.is_from(it, "class-validator") || project.is_from(it, "class-transformer");
        let sent = project.is_request(class) && project.is_validated(property) && property.decorators.iter().all(known);
        let is_shown = sent && named(&property.decorators, "Exclude").is_none();
        return if is_shown { at(format!("`{name}` is not in it"), Mend::Decorate) } else { None };
    };
    (matches!(described.name, "ApiProperty" | "ApiPropertyOptional") && project.is_from(described, "@nestjs/swagger"))
        .then_some(())?;
    let options = described.args.first().map(|it| Object::of(*it));
    let options = match options {
        Some(None) => return None,
        Some(Some(it)) if it.is_open() => return None,
        Some(Some(it)) => Some(it),
        None => None,
    };
    let has = |key: &str| options.is_some_and(|it| it.has(key));
    (!["oneOf", "anyOf", "allOf", "$ref", "items", "schema", "additionalProperties"].iter().any(|it| has(it)))
        .then_some(())?;
    let decorator = described.syntax;
    // What a validator asks for is required, whatever the type says.
    let is_asked = property.decorators.iter().any(|it| project.is_from(it, "class-validator") && it.name != "Allow")
        && project.validator_of(property, &["IsOptional", "ValidateIf"]).is_none();
    if property.is_optional && !is_asked && described.name == "ApiProperty" && !has("required") && !has("default") {
        return at(
            format!("`{name}` may be left out and is shown as required"),
            Mend::Option(decorator, "required: false".into()),
        );
    }
    let typed = property.annotation.as_ref()?;
    match typed.element() {
        // What is sent is what a `@Transform` reads, not the list that it makes.
        Some(_) if property.decorators.iter().any(|it| it.name == "Transform") => None,
        Some(element) => {
            list(project, element, options, decorator).and_then(|(text, mend)| at(format!("`{name}` {text}"), mend))
        }
        None => {
            let meant = typed.core();
            (project.names_enum(meant) && !has("enum") && !has("type") && !has("examples")).then_some(())?;
            at(
                format!("the values of `{name}` are not in it"),
                Mend::Option(decorator, format!("enum: {}", meant.text())),
            )
        }
    }
}

/// What is wrong with the description of a list.
fn list<'t>(
    project: &Project<'t>,
    element: Syntax<'t>,
    options: Option<Object<'t>>,
    decorator: Syntax<'t>,
) -> Option<(String, Mend<'t>)> {
    let get = |key: &str| options.and_then(|it| it.get(key));
    if get("isArray").is_some() {
        return None;
    }
    if get("enum").is_some() {
        return Some(("is a list and is shown as one value".into(), Mend::Option(decorator, "isArray: true".into())));
    }
    let name = element.text();
    let Some(typed) = get("type") else {
        // The compiler writes down that it is a list, and the documentation takes texts for granted.
        let is_named =
            element.is(&[Kind::TypeIdentifier, Kind::PredefinedType]) && !["string", "any", "unknown"].contains(&name);
        let right = match name {
            "number" => "type: [Number]".to_owned(),
            "boolean" => "type: [Boolean]".to_owned(),
            _ if project.names_enum(element) => format!("enum: {name}, isArray: true"),
            _ => {
                project.class_named(element.file, name)?;
                format!("type: [{name}]")
            }
        };
        let text = format!("is a list of `{name}` and is shown as a list of texts");
        return is_named.then_some((text, Mend::Option(decorator, right)));
    };
    let value = typed.field(Field::Body).filter(|_| typed.kind() == Kind::Arrow).unwrap_or(typed);
    (value.kind() == Kind::Identifier).then_some(())?;
    Some(("is a list and is shown as one value".into(), Mend::Value(value, format!("[{}]", value.text()))))
}

fn mended<'t>(project: &Project<'t>, fix: Fix, fault: &Fault<'t>) -> Option<Fix> {
    match &fault.mend {
        Mend::Value(value, text) => Some(fix.replace(*value, text.as_str())),
        Mend::Decorate => {
            let property = fault.property.parent()?;
            project.import_of(property.file, "ApiProperty")?;
            project.decorate(fix, property, "@ApiProperty()", "@nestjs/swagger")
        }
        Mend::Option(decorator, text) => {
            let call = decorator.children().next()?;
            let list = call.field(Field::Arguments)?;
            match list.children().next().and_then(Object::of) {
                Some(options) => Some(fix.add_entries(options, std::slice::from_ref(text))),
                None => Some(fix.replace(list, format!("({{ {text} }})"))),
            }
        }
    }
}
