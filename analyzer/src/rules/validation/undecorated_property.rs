//! Properties of request classes that nothing checks.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "validation/undecorated-property",
    title: "A property of a request class has no validator",
    severity: Severity::High,
    standard: &["S027", "S145"],
    refs: &[
        "CWE-20",
        "https://docs.nestjs.com/techniques/validation",
        "https://github.com/typestack/class-validator#whitelisting",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("undecorated_property.md"),
    check: &[Check::Property(check)],
};

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let stored = ["Entity", "Schema", "ObjectType", "InputType", "ArgsType"];
    let is_stored = stored.iter().any(|it| class.decorator(it).is_some());
    (!is_stored && project.uses_class_validator() && is_open(project, property)).then_some(())?;
    (!project.is_test(class.syntax)).then_some(())?;
    let (name, owner) = (property.name.text(), class.name.text());
    if class.properties.iter().any(|it| project.is_validated(it)) {
        let stripped = project.is_guarded_by_pipe();
        let is_read = project.reader_of(class).is_some();
        (is_read || !project.is_never_opened(class)).then_some(())?;
        // A class that is handed on to a service may have properties that only the server sets.
        let is_own = stripped && is_read && property.is_optional;
        // And does set them.
        (!(is_own && project.sets(name))).then_some(())?;
        let consequence = match stripped && is_read {
            true if is_own => "the global pipe keeps it out of every request, so only the server can set it",
            true => "the global pipe keeps it out of every request, so it never arrives",
            false => "with `whitelist` the pipe strips it, without it any value of any type arrives",
        };
        let message = format!("`{name}` of `{owner}` has no validator: {consequence}.");
        let finding = Finding::at(property.name, message).fix(decorated(project, property));
        return Some(match stripped {
            _ if is_own => finding.severity(Severity::Low).to_check(),
            true => finding.severity(Severity::Medium),
            false => finding,
        });
    }
    let mut unchecked = class.properties.iter().filter(|it| is_open(project, it));
    let first = unchecked.next()?;
    (first.syntax == property.syntax && class.extends.is_none()).then_some(())?;
    let reader = project.reader_of(class)?;
    let others = match unchecked.count() {
        0 => String::new(),
        1 => " and one more property".into(),
        count => format!(" and {count} more properties"),
    };
    let message = format!(
        "`{name}`{others} of `{owner}` have no validator at all, so a pipe has nothing to check and any value arrives."
    );
    let message = if others.is_empty() { message.replace(" have no", " has no") } else { message };
    Some(Finding::at(property.name, message).step(reader, "requests are read into it here"))
}

/// Whether a client can set it, and nothing is known to check it.
fn is_open(project: &Project, property: &Property) -> bool {
    let closed = ["static", "private", "protected", "readonly", "declare", "abstract"];
    let is_closed = property.modifiers.iter().any(|it| closed.contains(it));
    let is_function = property.annotation.as_ref().is_some_and(|it| it.syntax.kind() == Kind::FunctionType)
        || property.value.is_some_and(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]));
    let handled = property.decorators.iter().any(|it| matches!(it.name, "Transform" | "Exclude" | "Allow"));
    let is_named = !property.name.is(&[Kind::PrivateIdentifier, Kind::Computed]);
    is_named && !is_closed && !is_function && !handled && !project.is_validated(property)
}

/// With the validator of its type, where the file has it at hand.
fn decorated(project: &Project, property: &Property) -> Option<Fix> {
    let validator = match property.annotation.as_ref()?.name {
        "string" => "IsString",
        "number" => "IsNumber",
        "boolean" => "IsBoolean",
        _ => return None,
    };
    let file = property.syntax.file;
    let needed: Vec<&str> = property.is_optional.then_some("IsOptional").into_iter().chain([validator]).collect();
    let at_hand = |it: &&str| project.import_of(file, it).is_some();
    (!project.imports(file, "class-validator") || needed.iter().all(at_hand)).then_some(())?;
    let head = property.syntax.source().get(..property.syntax.span().start as usize)?;
    let indent = head.get(head.rfind('\n').map_or(0, |it| it + 1)..)?;
    let indent = indent.trim().is_empty().then_some(indent)?;
    let lines: String = needed.iter().map(|it| format!("@{it}()\n{indent}")).collect();
    let reason = "requests in which it has another type are then refused";
    Some(Fix::review(format!("Add `@{validator}()`"), reason).before(property.syntax, lines))
}
