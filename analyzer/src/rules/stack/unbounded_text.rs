//! Texts of requests that have no greatest length.

use crate::finding::Finding;
use crate::project::{Bootstrap, Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "stack/unbounded-text",
    title: "Texts of a request may have any length",
    severity: Severity::Info,
    standard: &["X031"],
    refs: &["CWE-770", "https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("unbounded_text.md"),
    check: &[Check::Bootstrap(check)],
};

/// Besides these a decorator bounds a text or says what it looks like.
const LOOSE: [&str; 8] =
    ["IsString", "IsNotEmpty", "IsOptional", "IsDefined", "MinLength", "Transform", "Type", "Expose"];

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let create = bootstrap.create.syntax;
    (bootstrap.listens() && !project.is_test(create) && !project.is_script(create) && project.uses_class_validator())
        .then_some(())?;
    let read = project.classes.iter().filter(|it| !project.is_test(it.syntax) && is_sent(project, it));
    let own = read.filter(|it| project.same_app(it.syntax.file, create.file));
    let open: Vec<(&Class, Vec<&Property>)> = own
        .map(|it| (it.as_ref(), it.properties.iter().filter(|it| is_open(project, it)).collect::<Vec<&Property>>()))
        .filter(|(_, open)| !open.is_empty())
        .collect();
    let (class, properties) = open.first()?;
    let first = properties.first()?;
    let count: usize = open.iter().map(|(_, it)| it.len()).sum();
    let message = match (count, open.len()) {
        (1, _) => format!("`{}` of `{}` has no maximum length.", first.name.text(), class.name.text()),
        (_, 1) => {
            format!("{count} texts of `{}` have no maximum length, `{}` first.", class.name.text(), first.name.text())
        }
        (_, classes) => format!(
            "{count} texts in {classes} classes for requests have no maximum length, `{}` of `{}` first.",
            first.name.text(),
            class.name.text()
        ),
    };
    Some(Finding::at(first.name, message))
}

fn is_sent(project: &Project, class: &Class) -> bool {
    project.intakes_of(class).iter().any(|it| it.part == "Body")
}

/// A text that is not bounded; identifiers are compared, not stored.
fn is_open(project: &Project, property: &Property) -> bool {
    let is_loose = |it: &Decorator| LOOSE.contains(&it.name) || it.name.starts_with("Api");
    let is_text = property.annotation.as_ref().is_some_and(|it| it.core().text() == "string");
    let words = name_words(property.name.text());
    let names_one = words.last().is_some_and(|it| matches!(it.as_str(), "id" | "token" | "password" | "code"));
    is_text
        && !names_one
        && project.validator_of(property, &["IsString"]).is_some()
        && property.decorators.iter().all(is_loose)
}
