//! Lockfiles of two package managers in one folder.

use crate::finding::{Finding, Place};
use crate::project::Project;
use crate::project::lockfile::Manager;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "architecture/two-lockfiles",
    title: "Two package managers each have a lockfile",
    severity: Severity::Low,
    standard: &["S003"],
    refs: &["https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json", "https://bun.com/docs/pm/lockfile"],
    needs: &[],
    fix: FixKind::None,
    words: words!("two_lockfiles.md"),
    check: &[Check::File(
        &["bun.lock", "npm-shrinkwrap.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock"],
        check,
    )],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    Manager::of(project.files.get(file as usize)?.name())?;
    let beside = project.lockfiles_of(file);
    // The first of another manager than the first: one finding a folder.
    let (first, other) = beside.first().copied()?;
    let second = beside.iter().find(|(_, it)| *it != other)?;
    (second.0 == file && first != file).then_some(())?;
    let name = |it: u32| project.files.get(it as usize).map_or("", |it| it.name());
    let message = format!(
        "`{}` and `{}` are side by side. Each package manager reads its own, so what one person tests is not what \
         another installs.",
        name(first),
        name(file)
    );
    let start = |file: u32| Place { file, span: Span::empty(0) };
    Some(Finding::at(start(file), message).step(start(first), "the other lockfile"))
}
