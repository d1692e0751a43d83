//! Lists of which only the list, or only the elements, are checked.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Syntax;

pub static RULE: Rule = Rule {
    id: "validation/half-checked-list",
    title: "Only half of a list is checked",
    severity: Severity::Medium,
    standard: &["X026"],
    refs: &["CWE-20", "https://github.com/typestack/class-validator#validating-arrays"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("half_checked_list.md"),
    check: &[Check::Property(check)],
};

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let typed = property.annotation.as_ref()?;
    let element = typed.element()?;
    let is_schema = ["InputType", "ArgsType"].iter().any(|it| class.decorator(it).is_some());
    let packages = ["class-validator", "@nestjs/swagger"];
    let known = |it: &Decorator| it.name == "Expose" || packages.iter().any(|package| project.is_from(it, package));
    let types = |it: &Decorator| it.name == "Type";
    let plain = property.decorators.iter().all(|it| known(it) || types(it));
    (plain && !is_schema && !project.is_test(class.syntax) && project.uses_class_validator()).then_some(())?;
    let own = ["Validate", "ValidateBy", "ValidateIf", "Allow"];
    property.decorators.iter().all(|it| !own.contains(&it.name)).then_some(())?;
    let of_list = |it: &&Decorator| it.name == "IsArray" || it.name.starts_with("Array");
    let of_each = |it: &&Decorator| it.name == "ValidateNested" || it.args.iter().any(|it| it.text().contains("each"));
    let list = property.decorators.iter().find(of_list);
    let each = property.decorators.iter().find(of_each);
    match (list, each) {
        (Some(list), None) => unchecked_elements(project, property, list, element),
        (None, Some(each)) => unchecked_list(project, class, property, each),
        _ => None,
    }
}

/// `@IsArray()` alone.
fn unchecked_elements<'t>(
    project: &Project<'t>,
    property: &Property<'t>,
    list: &Decorator<'t>,
    element: Syntax<'t>,
) -> Option<Finding> {
    let validator = match element.text() {
        "string" => "@IsString({ each: true })".to_owned(),
        "number" => "@IsNumber({}, { each: true })".to_owned(),
        "boolean" => "@IsBoolean({ each: true })".to_owned(),
        name if project.names_enum(element) => format!("@IsEnum({name}, {{ each: true }})"),
        _ => return None,
    };
    let name = property.name.text();
    let message = format!(
        "`@{}` checks that `{name}` is a list, and nothing checks what is in it: objects, `null` and lists in lists \
         arrive as `{}` too.",
        list.name,
        element.text()
    );
    let fix = Fix::review("Check each element", "lists with elements of another type are then refused");
    Some(Finding::at(list.syntax, message).fix(project.decorate(fix, property.syntax, &validator, "class-validator")))
}

/// `each: true` alone, which one value passes as well as a list.
fn unchecked_list<'t>(
    project: &Project<'t>,
    class: &Class<'t>,
    property: &Property<'t>,
    each: &Decorator<'t>,
) -> Option<Finding> {
    let intake = project.intakes_of(class).first()?;
    let name = property.name.text();
    if intake.part != "Body" && !intake.is_held {
        let message = format!(
            "`?{name}=one` arrives as one text, not as a list, and `@{}` lets it pass: code that walks through the \
             list fails or reads single letters.",
            each.name
        );
        return Some(Finding::at(each.syntax, message).step(intake.parameter, "it is read here"));
    }
    let message = format!(
        "`@{}` checks the elements of a list, or else the value itself: `{name}` may arrive as one value where the \
         code expects a list.",
        each.name
    );
    let fix = Fix::review("Ask for a list", "single values are then answered with 400");
    let fix = project.decorate(fix, property.syntax, "@IsArray()", "class-validator");
    Some(Finding::at(each.syntax, message).severity(Severity::Low).fix(fix))
}
