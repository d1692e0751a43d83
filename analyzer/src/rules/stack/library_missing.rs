//! Libraries that the team's standard asks for and the repository does not have.

use crate::finding::{Finding, Place};
use crate::project::{Project, folder};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "stack/library-missing",
    title: "A library that the standard asks for is missing",
    severity: Severity::Info,
    standard: &["S054"],
    refs: &["https://nx.dev/docs/concepts/decisions/project-dependency-rules"],
    needs: &[],
    fix: FixKind::None,
    words: words!("library_missing.md"),
    check: &[Check::File(&["package.json"], check)],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    // Of the root; the folders are named from there.
    let is_root = folder(&project.files.get(file as usize)?.path).is_empty() && project.standard.below.is_empty();
    is_root.then_some(())?;
    let holds = |it: &str| {
        let start = format!("{it}/");
        let first = project.files.partition_point(|it| it.path < start);
        project.files.get(first).is_some_and(|it| it.path.starts_with(&start))
    };
    let asked = project.standard.facts.libraries.iter().map(|it| it.trim_start_matches("./").trim_end_matches('/'));
    // Where nothing lies beside it, the review was not given that part of the repository.
    let absent = asked.filter(|it| !holds(it) && holds(folder(it)));
    let names: Vec<String> = absent.map(|it| format!("`{it}`")).collect();
    (!names.is_empty()).then_some(())?;
    let message = format!("The standard asks for {}, and no file lies there.", names.join(", "));
    Some(Finding::at(Place { file, span: Span::empty(0) }, message))
}
