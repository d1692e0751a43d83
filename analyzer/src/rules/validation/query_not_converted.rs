//! Validators of numbers, booleans and dates on what arrives as text.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "validation/query-not-converted",
    title: "A validator refuses every value, as it is text",
    severity: Severity::Medium,
    standard: &["X024"],
    refs: &["https://docs.nestjs.com/techniques/validation#transform-payload-objects"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("query_not_converted.md"),
    check: &[Check::Property(check)],
};

const OF_NUMBERS: [&str; 7] = ["IsInt", "IsNumber", "Min", "Max", "IsPositive", "IsNegative", "IsDivisibleBy"];

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let known = |it: &Decorator| project.is_from(it, "class-validator") || project.is_from(it, "@nestjs/swagger");
    (property.decorators.iter().all(known) && project.uses_class_validator()).then_some(())?;
    let number = project.validator_of(property, &OF_NUMBERS).map(|it| (it, "number", "@Type(() => Number)"));
    let boolean = || {
        let of_booleans = project.validator_of(property, &["IsBoolean"])?;
        Some((of_booleans, "boolean", "@Transform(({ obj, key }) => obj[key] === 'true')"))
    };
    let date = || Some((project.validator_of(property, &["IsDate"])?, "date", "@Type(() => Date)"));
    let (validator, wanted, converter) = number.or_else(boolean).or_else(date)?;
    // JSON has numbers and booleans, but no dates.
    let intake = match project.texts_of(class) {
        None if wanted == "date" => project.intakes_of(class).iter().find(|it| !it.is_cut)?,
        text => text?,
    };
    let converts = project.converts_by_annotation();
    (converts == Some(false) || (converts.is_none() && project.sees_no_pipe())).then_some(())?;
    let from = match intake.part {
        "Query" => "A query string brings text alone",
        "Param" => "A path brings text alone",
        _ => "JSON has no dates, only text",
    };
    let message = format!(
        "{from}, so `@{}` refuses every `{}` with 400: nothing makes a {wanted} of it first.",
        validator.name,
        property.name.text()
    );
    let reason = match wanted {
        "boolean" => "every text but `true` then counts as false",
        _ => "texts that can be converted are then accepted",
    };
    let fix =
        project.decorate(Fix::review("Convert it first", reason), property.syntax, converter, "class-transformer");
    let finding = Finding::at(validator.syntax, message).step(intake.parameter, "it is read here").fix(fix);
    Some(if converts.is_none() { finding.likely() } else { finding })
}
