//! Caught values that are declared as `any`.

use crate::finding::{Finding, Fix};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "stack/any-in-catch",
    title: "A caught value is declared as any",
    severity: Severity::Low,
    standard: &["S068"],
    refs: &["https://www.typescriptlang.org/tsconfig/#useUnknownInCatchVariables"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("any_in_catch.md"),
    check: &[Check::Node(Kind::Catch, check)],
};

fn check(project: &Project, catch: Syntax) -> Option<Finding> {
    let annotation = catch.field(Field::Type)?;
    let written = annotation.children().next().filter(|it| it.text() == "any")?;
    (!project.is_test(catch) && !is_wanted(project, catch.file)).then_some(())?;
    let name = catch.field(Field::Parameter)?.text();
    let message =
        format!("`{name}` may be anything that was thrown, and with `any` the compiler does not check its use.");
    let fix = Fix::review("Declare it as unknown", "the compiler then shows each use that needs `instanceof` first");
    Some(Finding::at(written, message).fix(fix.replace(written, "unknown")))
}

/// Whether the project has decided that caught values are `any`.
fn is_wanted(project: &Project, file: u32) -> bool {
    project.tsconfigs_of(file).iter().any(|it| {
        let set = project.compiled(*it, "useUnknownInCatchVariables").entry().and_then(|it| it.value.flag());
        set == Some(false)
    })
}
