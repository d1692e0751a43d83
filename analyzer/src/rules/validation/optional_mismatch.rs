//! Properties that are optional by their type or a decorator, and required by the other.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Compiled, Decorator, Project, Property, Type};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Syntax;

pub static RULE: Rule = Rule {
    id: "validation/optional-mismatch",
    title: "A property is both optional and required",
    severity: Severity::Medium,
    standard: &["S150", "X027"],
    refs: &["https://github.com/typestack/class-validator#conditional-validation"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("optional_mismatch.md"),
    check: &[Check::Property(check)],
};

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let is_schema = ["InputType", "ArgsType"].iter().any(|it| class.decorator(it).is_some());
    (!is_schema && !project.is_test(class.syntax) && project.uses_class_validator()).then_some(())?;
    both(project, property)
        .or_else(|| refused(project, class, property))
        .or_else(|| taken_for_given(project, class, property))
}

/// `@IsOptional()` and `@IsDefined()`.
fn both(project: &Project, property: &Property) -> Option<Finding> {
    let optional = project.validator_of(property, &["IsOptional"])?;
    let defined = project.validator_of(property, &["IsDefined"])?;
    let name = property.name.text();
    let message = format!(
        "`@IsDefined` has no effect on `{name}`: `@IsOptional` skips every validator when the value is missing or \
         `null`."
    );
    let fix = match property.is_optional {
        true => Fix::safe("Remove `@IsDefined()`", "it had no effect").remove_lines(defined.syntax),
        false => Fix::review("Remove `@IsOptional()`", "requests without the property are then answered with 400")
            .remove_lines(optional.syntax),
    };
    Some(Finding::at(defined.syntax, message).step(optional.syntax, "this one wins").fix(fix))
}

/// `?` without `@IsOptional()`.
fn refused<'t>(project: &Project<'t>, class: &Class<'t>, property: &Property<'t>) -> Option<Finding> {
    let typed = property.annotation.as_ref()?;
    let is_optional = property.is_optional || typed.syntax.text().ends_with("| undefined");
    let known = |it: &Decorator| {
        let is_validator =
            project.is_from(it, "class-validator") && !matches!(it.name, "Allow" | "Validate" | "IsEmpty");
        it.name == "Type" || is_validator || project.is_from(it, "@nestjs/swagger")
    };
    (is_optional && property.value.is_none() && property.decorators.iter().all(known)).then_some(())?;
    let skips = ["IsOptional", "ValidateIf"];
    property.decorators.iter().all(|it| !skips.contains(&it.name)).then_some(())?;
    let refusing = |it: &&Decorator| project.is_from(it, "class-validator") && it.name != "ValidateNested";
    let validator = property.decorators.iter().find(refusing)?;
    let skipping = |it: &crate::project::Pipe| it.options.is_some_and(|it| it.text().contains("skip"));
    (is_read_whole(project, class) && !project.pipes.iter().any(skipping)).then_some(())?;
    let name = property.name.text();
    let message =
        format!("`{name}` may be left out by its type, yet `@{}` refuses requests without it.", validator.name);
    let fix = Fix::review("Let it be left out", "requests without the property are then accepted");
    let fix = project.decorate(fix, property.syntax, "@IsOptional()", "class-validator");
    // Who calls the service by hand may leave it out on purpose; requests may not.
    let is_secret = project.sensitive_word(name).is_some();
    Some(Finding::at(property.name, message).severity(Severity::Low).fix(fix.filter(|_| !is_secret)))
}

/// Whether requests are read into the class as it is, not through `PartialType`, which makes everything optional.
fn is_read_whole(project: &Project, class: &Class) -> bool {
    let intakes = project.intakes_of(class);
    let name = class.name.text();
    let names_it = |it: Syntax| it.text() == name;
    intakes.is_empty() || intakes.iter().any(|it| it.is_held || it.parameter.descendants().any(names_it))
}

/// Whether the compiler tells what may be missing.
fn is_told(project: &Project, file: u32) -> bool {
    project.tsconfigs_of(file).iter().all(|it| {
        let is_off = |option: &str| matches!(project.compiled(*it, option), Compiled::Set(own) if own.value.flag() == Some(false));
        !is_off("strictNullChecks") && !is_off("strict")
    })
}

/// `@IsOptional()` on what the type says is always there; told once for a class.
fn taken_for_given<'t>(project: &Project<'t>, class: &Class<'t>, property: &Property<'t>) -> Option<Finding> {
    let is_open = |it: &&Property| {
        let nothing = |it: &Type| {
            let text = it.syntax.text();
            text.contains("null") || text.contains("undefined") || matches!(text, "any" | "unknown")
        };
        let given = !it.is_optional && it.value.is_none() && it.annotation.as_ref().is_some_and(|it| !nothing(it));
        given
            && project.validator_of(it, &["IsOptional"]).is_some()
            && it.decorators.iter().all(|it| it.name != "Transform")
    };
    let all: Vec<&Property> = class.properties.iter().filter(is_open).collect();
    let first = all.first().filter(|it| it.syntax == property.syntax)?;
    is_told(project, property.syntax.file).then_some(())?;
    let intake = project.intakes_of(class).iter().find(|it| !it.is_held)?;
    let others = match all.len() {
        1 => String::new(),
        2 => " (as one more)".to_owned(),
        count => format!(" (as {} more)", count - 1),
    };
    let name = first.name.text();
    let message = format!(
        "`{name}` of `{}`{others} may be missing, says `@IsOptional`, and the type says it is always there: the \
         compiler lets code use it without a check.",
        class.name.text()
    );
    let fix = Fix::review("Mark what may be missing", "the compiler then names the places that rely on it");
    let fix = all.iter().fold(fix, |fix, it| {
        let tail = it.syntax.source().get(it.name.span().end as usize..).unwrap_or_default();
        if tail.starts_with('!') {
            let span = crate::syntax::Span { start: it.name.span().end, end: it.name.span().end + 1 };
            return fix.replace(crate::finding::Place { file: it.name.file, span }, "?");
        }
        fix.after(it.name, "?")
    });
    let finding = Finding::at(first.name, message).step(intake.parameter, "requests are read into it here");
    Some(finding.severity(Severity::Low).fix(fix))
}
