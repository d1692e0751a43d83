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
    refs: &["https://nx.dev/concepts/mental-model"],
    needs: &[],
    fix: FixKind::None,
    words: words!("library_missing.md"),
    check: &[Check::Library(check)],
};

fn check(project: &Project, asked: &str) -> Option<Finding> {
    let folder_of = |it: &str| format!("{}/", it.trim_start_matches("./").trim_end_matches('/'));
    let holds = |start: &str| {
        let first = project.files.partition_point(|it| it.path.as_str() < start);
        project.files.get(first).is_some_and(|it| it.path.starts_with(start))
    };
    let library = folder_of(asked);
    // Where nothing lies beside it, the review was not given that part of the repository.
    let beside = folder_of(folder(library.trim_end_matches('/')));
    (project.standard.below.is_empty() && !holds(&library) && holds(&beside)).then_some(())?;
    let file = project.file_at("package.json")?;
    let message = format!("The standard asks for the library `{asked}`, and there is no file in that folder.");
    Some(Finding::at(Place { file, span: Span::empty(0) }, message))
}
