//! Booleans made of any text, `false` included.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind};

pub static RULE: Rule = Rule {
    id: "validation/boolean-from-text",
    title: "The text `false` becomes true",
    severity: Severity::Medium,
    standard: &["X025"],
    refs: &["CWE-704", "https://docs.nestjs.com/techniques/validation#transform-payload-objects"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("boolean_from_text.md"),
    check: &[Check::Property(check)],
};

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let intake = project.texts_of(class)?;
    let typed = property.annotation.as_ref().is_some_and(|it| it.core().text() == "boolean");
    let named = property.decorators.iter().find(|it| is_boolean_type(it));
    // Without a decorator the compiler writes down no type, and another `@Type` takes its place.
    let is_reflected = !property.decorators.is_empty() && property.decorators.iter().all(|it| it.name != "Type");
    let by_pipe = typed && is_reflected && project.converts_by_annotation() == Some(true);
    (named.is_some() || by_pipe).then_some(())?;
    let name = property.name.text();
    let cause = if named.is_some() { "`@Type(() => Boolean)`" } else { "`enableImplicitConversion`" };
    let known = |it: &Decorator| {
        let packages = ["class-validator", "class-transformer", "@nestjs/swagger"];
        packages.iter().any(|package| project.is_from(it, package))
    };
    property.decorators.iter().all(known).then_some(())?;
    let reason = "every text but `true` then counts as false";
    let fix = Fix::review("Compare the text", reason);
    let right = "@Transform(({ obj, key }) => obj[key] === 'true')";
    if let Some(transform) = property.decorators.iter().find(|it| it.name == "Transform") {
        let text = transform.args.first().filter(|it| it.kind() == Kind::Arrow)?.text();
        let compares = text.contains("'true'") || text.contains("\"true\"");
        (compares && !text.contains("obj")).then_some(())?;
        let message = format!(
            "`value` of `{name}` is no text here any more: {cause} has made `true` of every text, of `?{name}=false` \
             too. The text itself is in `obj`."
        );
        let fix = fix.replace(transform.syntax, right);
        return Some(Finding::at(transform.syntax, message).step(intake.parameter, "it is read here").fix(fix));
    }
    let message = format!(
        "`?{name}=false` arrives as `true`: {cause} checks whether the text is empty, and every other text is true."
    );
    let fix = match named {
        Some(it) => {
            Some(project.bring(fix.replace(it.syntax, right), property.syntax, "Transform", "class-transformer"))
        }
        None => project.decorate(fix, property.syntax, right, "class-transformer"),
    };
    let place = named.map_or(property.name, |it| it.syntax);
    Some(Finding::at(place, message).step(intake.parameter, "it is read here").fix(fix))
}

/// `@Type(() => Boolean)`.
fn is_boolean_type(decorator: &Decorator) -> bool {
    let made = decorator.args.first().filter(|_| decorator.name == "Type");
    made.and_then(|it| it.field(Field::Body)).is_some_and(|it| it.text() == "Boolean")
}
