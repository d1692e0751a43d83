//! E-mail addresses that are checked as any text.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "validation/email-as-text",
    title: "Any text is accepted as an email address",
    severity: Severity::Low,
    standard: &["S146"],
    refs: &["CWE-20", "https://github.com/typestack/class-validator#validation-decorators"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("email_as_text.md"),
    check: &[Check::Property(check)],
};

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let name = property.name.text();
    let is_named = name_words(name).last().is_some_and(|it| it == "email");
    let is_text = property.annotation.as_ref().is_some_and(|it| it.core().text() == "string");
    (is_named && is_text && !project.is_test(class.syntax) && project.uses_class_validator()).then_some(())?;
    let loose = ["IsString", "IsNotEmpty", "IsOptional", "IsDefined", "MinLength", "MaxLength", "Length"];
    let known = |it: &Decorator| {
        let is_loose = loose.contains(&it.name) && project.is_from(it, "class-validator");
        is_loose || ["Transform", "Type", "Expose"].contains(&it.name) || project.is_from(it, "@nestjs/swagger")
    };
    let is_plain = property.decorators.iter().all(known);
    let text = property.decorators.iter().find(|it| matches!(it.name, "IsString" | "IsNotEmpty" | "MaxLength"));
    // Part of an address is what one looks for, and signing in compares with what is stored.
    let words = name_words(class.name.text());
    let other = ["login", "signin", "query", "filter", "search", "find", "list", "log", "credentials"];
    let searches = words.iter().any(|it| other.contains(&it.as_str())) || project.texts_of(class).is_some();
    (is_plain && !searches && !is_checked_when_stored(project, class, name)).then_some(())?;
    let message = format!(
        "`{name}` of `{}` need not be an address: `@{}` accepts any text, and mail to it fails later.",
        class.name.text(),
        text?.name
    );
    let fix = Fix::review("Ask for an address", "requests with anything else are then refused");
    let fix = project.decorate(fix, property.syntax, "@IsEmail()", "class-validator");
    Some(Finding::at(property.name, message).fix(fix))
}

/// An entity with the same property checks it, by `validate(entity)`.
fn is_checked_when_stored(project: &Project, class: &Class, name: &str) -> bool {
    let is_same = |it: &Property| it.name.text() == name && it.decorators.iter().any(|it| it.name == "IsEmail");
    let mut others = project.classes.iter().filter(|it| it.syntax != class.syntax && it.decorator("Entity").is_some());
    others.any(|it| it.properties.iter().any(is_same))
        && ["validate", "validateOrReject"].iter().any(|it| project.calls_of(it).next().is_some())
}
