//! Classes in properties of a request that no validator looks into.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "validation/nested-unchecked",
    title: "What a nested object holds is not checked",
    severity: Severity::Medium,
    standard: &["X023"],
    refs: &["CWE-20", "https://github.com/typestack/class-validator#validating-nested-objects"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("nested_unchecked.md"),
    check: &[Check::Property(check)],
};

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let typed = property.annotation.as_ref()?;
    let element = typed.element();
    let held = element.unwrap_or_else(|| typed.core());
    (held.kind() == Kind::TypeIdentifier && project.uses_class_validator()).then_some(())?;
    (!project.is_test(class.syntax) && property.decorators.iter().all(|it| is_known(project, it))).then_some(())?;
    let inner = project.class_named(held.file, held.text())?;
    let own = |it: &&Property| it.decorators.iter().any(|it| project.is_from(it, "class-validator"));
    let checked = inner.properties.iter().find(own)?;
    let is_read = !project.intakes_of(class).is_empty();
    let has = |name: &str| property.decorators.iter().any(|it| it.name == name);
    let (name, owner) = (property.name.text(), held.text());
    let what = if element.is_some() {
        format!("`{name}` holds `{owner}` objects")
    } else {
        format!("`{name}` is a `{owner}`")
    };
    let inside = format!("`{}` is checked in `{owner}` alone.", checked.name.text());
    if !has("ValidateNested") {
        project.is_validated(property).then_some(())?;
        let message = format!(
            "{what}, and no decorator here looks into it: the validators of `{owner}` do not run, and whatever a \
             client puts there arrives."
        );
        let fix = opened(project, property, held, has("Type"));
        let finding = Finding::at(property.name, message).step(checked.name, inside).fix(fix);
        return Some(if is_read { finding } else { finding.likely() });
    }
    // The compiler writes down the class of a property, but of a list only that it is one.
    let converts = if element.is_some() { Some(false) } else { project.converts_by_annotation() };
    (!has("Type") && converts != Some(true) && (converts.is_some() || project.sees_no_pipe())).then_some(())?;
    let message = format!(
        "{what}, but without `@Type(() => {owner})` the pipe is given plain objects and knows no validators for them: \
         nothing in them is checked, and `whitelist` empties them."
    );
    let fix = Fix::review("Name the class", "objects that do not fit the class are then refused");
    let fix = project.decorate(fix, property.syntax, &format!("@Type(() => {owner})"), "class-transformer");
    let finding = Finding::at(property.name, message).step(checked.name, inside).fix(fix);
    Some(if converts.is_none() || !is_read { finding.likely() } else { finding })
}

/// Whether it is plain what a decorator does: a composed one may look inside, a transformation may make the objects.
fn is_known(project: &Project, decorator: &Decorator) -> bool {
    let packages = ["class-validator", "@nestjs/swagger", "@nestjs/graphql"];
    let known =
        ["Type", "Expose"].contains(&decorator.name) || packages.iter().any(|it| project.is_from(decorator, it));
    known
        && !matches!(
            decorator.name,
            "Transform" | "Validate" | "ValidateBy" | "IsEmpty" | "IsInstance" | "Allow" | "ValidatePromise"
        )
}

fn opened<'t>(project: &Project<'t>, property: &Property<'t>, held: Syntax<'t>, has_type: bool) -> Option<Fix> {
    let fix = Fix::review("Look into it", "objects that do not fit the class are then refused");
    let is_list = property.annotation.as_ref()?.element().is_some();
    let nested = if is_list { "@ValidateNested({ each: true })" } else { "@ValidateNested()" };
    let fix = project.decorate(fix, property.syntax, nested, "class-validator")?;
    if has_type {
        return Some(fix);
    }
    project.decorate(fix, property.syntax, &format!("@Type(() => {})", held.text()), "class-transformer")
}
