//! Validators of one value on a property that holds a list.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object};

pub static RULE: Rule = Rule {
    id: "validation/each-missing",
    title: "A validator of one value refuses every list",
    severity: Severity::High,
    standard: &["X022"],
    refs: &["https://github.com/typestack/class-validator#validating-arrays"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("each_missing.md"),
    check: &[Check::Property(check)],
};

/// Validators that no list passes, and how many arguments of their own stand before the options.
const OF_ONE: [(&str, usize); 26] = [
    ("IsAlpha", 1),
    ("IsAlphanumeric", 1),
    ("IsBoolean", 0),
    ("IsDate", 0),
    ("IsDateString", 1),
    ("IsEmail", 1),
    ("IsEnum", 1),
    ("IsISO8601", 1),
    ("IsIn", 1),
    ("IsInt", 0),
    ("IsMongoId", 0),
    ("IsNumber", 1),
    ("IsNumberString", 1),
    ("IsObject", 0),
    ("IsPhoneNumber", 1),
    ("IsPositive", 0),
    ("IsString", 0),
    ("IsUUID", 1),
    ("IsUrl", 1),
    ("Length", 2),
    ("Matches", 1),
    ("Max", 1),
    ("MaxLength", 1),
    ("Min", 1),
    ("MinLength", 1),
    ("IsNegative", 0),
];

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let typed = property.annotation.as_ref()?;
    typed.element()?;
    (!project.is_test(class.syntax) && project.uses_class_validator()).then_some(())?;
    let replaced = property.decorators.iter().any(|it| it.name == "Transform");
    let of_one = |it: &&Decorator| {
        OF_ONE.iter().any(|(name, _)| *name == it.name)
            && project.is_from(it, "class-validator")
            && !it.args.iter().any(|it| it.text().contains("each") || is_open(it.kind(), it.text()))
    };
    let decorator = property.decorators.iter().find(of_one).filter(|_| !replaced)?;
    let message = format!(
        "`{}` is a list (`{}`), and `@{}` without `each` looks for one value: every list is answered with 400.",
        property.name.text(),
        typed.syntax.text(),
        decorator.name
    );
    Some(Finding::at(decorator.syntax, message).fix(with_each(decorator)))
}

/// Options that stand elsewhere: a name that is no constant of the validator's own.
fn is_open(kind: Kind, text: &str) -> bool {
    kind == Kind::Identifier && text.to_ascii_lowercase().contains("option")
}

fn with_each(decorator: &Decorator) -> Option<Fix> {
    let (_, own) = OF_ONE.iter().find(|(name, _)| *name == decorator.name)?;
    let list = decorator.syntax.children().next()?.field(Field::Arguments)?;
    let fix = Fix::review("Check each element", "lists whose elements fit are then accepted");
    let last = decorator.args.last().copied();
    let options = last.and_then(Object::of).filter(|_| decorator.args.len() > *own);
    if let Some(options) = options {
        return Some(fix.add_entries(options, &["each: true".to_owned()]));
    }
    let mut args: Vec<&str> = decorator.args.iter().map(|it| it.text()).collect();
    while args.len() < *own {
        args.push(if decorator.name == "IsNumber" { "{}" } else { "undefined" });
    }
    args.push("{ each: true }");
    Some(fix.replace(list, format!("({})", args.join(", "))))
}
