//! Projects of an Nx workspace that no boundary can speak of.

use crate::finding::Finding;
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "stack/nx-untagged",
    title: "A project of the workspace has no tags",
    severity: Severity::Info,
    standard: &["S030"],
    refs: &["https://nx.dev/features/enforce-module-boundaries"],
    needs: &[],
    fix: FixKind::None,
    words: words!("nx_untagged.md"),
    check: &[Check::File(&["project.json"], check)],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    let root = project.json(file)?;
    let named = root.entry("name")?;
    let tags = root.entry("tags");
    let is_tagged = tags.is_some_and(|it| !it.value.is_empty());
    let name = named.value.text()?;
    (!is_tagged && !name.ends_with("-e2e")).then_some(())?;
    project.file_at("nx.json")?;
    let is_application = root.entry("projectType").and_then(|it| it.value.text()) == Some("application");
    let message = format!(
        "`{name}` has no tags, so `@nx/enforce-module-boundaries` applies only those rules to it that hold for all \
         projects: it may import any library{}.",
        if is_application { "" } else { ", and be imported by any project" }
    );
    Some(Finding::at(tags.unwrap_or(named).place, message))
}
