//! Coverage that is measured, and may fall as far as it likes.

use crate::finding::{Finding, Place};
use crate::project::{Limit, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "testing/coverage-not-enforced",
    title: "Coverage is measured and not enforced",
    severity: Severity::Low,
    standard: &["S186"],
    refs: &["https://jestjs.io/docs/configuration#coveragethreshold-object"],
    needs: &[],
    fix: FixKind::None,
    words: words!("coverage_not_enforced.md"),
    check: &[Check::File(&["jest", "package.json"], check)],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    let config = project.jest_of(file)?;
    let asked = project.standard.facts.coverage;
    match project.line_threshold(config) {
        Limit::Set(lines, place) if lines < asked => {
            let message = format!("The tests pass at {lines} % of the lines; the standard asks for {asked} %.");
            Some(Finding::at(place, message))
        }
        Limit::Absent => {
            let script = measured(project, file).filter(|_| !is_set(project))?;
            let message = format!(
                "The script `{script}` measures coverage, and no `coverageThreshold` is set: the run is green at any number."
            );
            let start = config.place().span.start;
            let place = Place { file, span: Span { start, end: start + 1 } };
            Some(Finding::at(place, message).severity(Severity::Info).likely())
        }
        _ => None,
    }
}

/// Whether another configuration or a flag sets a threshold.
fn is_set(project: &Project) -> bool {
    let told = ["package.json", "jest", "vite", ".nycrc", "codecov"];
    let named = project.files.iter().zip(&project.file_names);
    let mut telling = named.filter(|(_, it)| told.iter().any(|name| it.starts_with(name)));
    telling.any(|(it, name)| it.text.contains("Threshold") || name.contains("codecov"))
}

/// The script of the same package that runs Jest for its coverage.
fn measured<'p>(project: &'p Project, file: u32) -> Option<&'p str> {
    let manifest = project.manifest_of(file)?;
    // A configuration that a script names is for that script: end-to-end tests have their own.
    let own = project.files.get(file as usize)?.name();
    let scripts = manifest.scripts.iter().filter(|it| it.text.contains("jest") && it.text.contains("--coverage"));
    let mut used = scripts.filter(|it| !it.text.contains("--config") || it.text.contains(own));
    (own == "package.json" || !own.contains("e2e")).then_some(())?;
    used.next().map(|it| it.name.as_str())
}
