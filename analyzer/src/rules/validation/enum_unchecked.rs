//! Properties of an enum's type that accept any text.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "validation/enum-unchecked",
    title: "Any text is accepted where an enum is expected",
    severity: Severity::Medium,
    standard: &["S149"],
    refs: &["CWE-20", "https://github.com/typestack/class-validator#validation-decorators"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("enum_unchecked.md"),
    check: &[Check::Property(check)],
};

/// Validators that say nothing about which values there are.
const LOOSE: [&str; 14] = [
    "IsString",
    "IsNumber",
    "IsInt",
    "IsNotEmpty",
    "IsOptional",
    "IsDefined",
    "IsArray",
    "ArrayNotEmpty",
    "ArrayMinSize",
    "ArrayMaxSize",
    "ArrayUnique",
    "MinLength",
    "MaxLength",
    "Length",
];

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let typed = property.annotation.as_ref()?;
    let element = typed.element();
    let meant = element.unwrap_or_else(|| typed.core());
    let is_schema = ["InputType", "ArgsType"].iter().any(|it| class.decorator(it).is_some());
    (!is_schema && !project.is_test(class.syntax) && project.uses_class_validator()).then_some(())?;
    let is_loose = |it: &Decorator| LOOSE.contains(&it.name) && project.is_from(it, "class-validator");
    let known = |it: &Decorator| is_loose(it) || it.name == "Expose" || project.is_from(it, "@nestjs/swagger");
    property.decorators.iter().all(known).then_some(())?;
    let loose = property.decorators.iter().rfind(|it| is_loose(it))?;
    // Of a list without `each` another rule speaks.
    let each = if element.is_some() { ", { each: true }" } else { "" };
    let has_each = property.decorators.iter().any(|it| it.args.iter().any(|it| it.text().contains("each")));
    (element.is_none() || has_each).then_some(())?;
    let (what, validator) = match project.names_enum(meant) {
        true => (format!("`{}`", meant.text()), format!("@IsEnum({}{each})", meant.text())),
        false => {
            let values = literals(meant)?;
            let list = values.join(", ");
            (format!("one of {} texts", values.len()), format!("@IsIn([{list}]{each})"))
        }
    };
    let name = property.name.text();
    let message = format!(
        "`{name}` is typed as {what}, and `@{}` does not check that: any other value arrives as if it were one.",
        loose.name
    );
    let fix = Fix::review("Ask for its values", "requests with other values are then answered with 400");
    let replaced = property.decorators.iter().find(|it| matches!(it.name, "IsString" | "IsNumber" | "IsInt"));
    let fix = match replaced {
        Some(it) => {
            let bare = validator.trim_start_matches('@').split('(').next()?;
            Some(project.bring(fix.replace(it.syntax, validator.as_str()), property.syntax, bare, "class-validator"))
        }
        None => project.decorate(fix, property.syntax, &validator, "class-validator"),
    };
    let finding = Finding::at(replaced.unwrap_or(loose).syntax, message).fix(fix);
    Some(if project.intakes_of(class).is_empty() { finding.likely() } else { finding })
}

/// The texts of `'a' | 'b'`.
fn literals<'t>(union: Syntax<'t>) -> Option<Vec<&'t str>> {
    (union.kind() == Kind::Union).then_some(())?;
    let mut values = Vec::new();
    for part in union.children() {
        match part.kind() {
            Kind::Union => values.extend(literals(part)?),
            Kind::LiteralType if part.text().starts_with(['\'', '"']) => values.push(part.text()),
            Kind::LiteralType if matches!(part.text(), "null" | "undefined") => {}
            _ => return None,
        }
    }
    (values.len() > 1).then_some(values)
}
