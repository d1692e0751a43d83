//! Node, npm and their kin in a house that runs on Bun alone.

use crate::finding::{Finding, Place};
use crate::project::lockfile::Manager;
use crate::project::{Command, Project, Stage};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "stack/not-bun",
    title: "Something other than Bun installs or runs the code",
    severity: Severity::Low,
    standard: &["S003"],
    refs: &["https://bun.com/docs/pm/cli/install", "https://bun.com/docs/guides/ecosystem/docker"],
    needs: &[],
    fix: FixKind::None,
    words: words!("not_bun.md"),
    check: &[
        Check::File(&["package-lock.json", "yarn.lock", "pnpm-lock.yaml"], lockfile),
        Check::Command(command),
        Check::Stage(stage),
    ],
};

/// A project without Bun's lockfile is told once, not at each of its scripts.
fn lockfile(project: &Project, file: u32) -> Option<Finding> {
    let managers = project.lockfiles_of(file);
    (managers.first()?.0 == file && !uses_bun(project)).then_some(())?;
    // The one nearest to the root.
    let depth = |it: u32| project.files.get(it as usize).map_or(0, |it| it.path.matches('/').count());
    let first = project.around.lockfiles.iter().map(|(it, _)| *it).min_by_key(|it| depth(*it))?;
    (first == file).then_some(())?;
    let name = project.files.get(file as usize)?.name();
    let message =
        format!("`{name}` shows another package manager at work. This standard installs and runs with Bun alone.");
    Some(Finding::at(Place { file, span: Span::empty(0) }, message).severity(Severity::Info))
}

fn uses_bun(project: &Project) -> bool {
    project.around.lockfiles.iter().any(|(_, it)| *it == Manager::Bun)
}

fn command(project: &Project, command: &Command) -> Option<Finding> {
    let others = |word: &str| {
        Some(match word {
            "npm" | "pnpm" | "yarn" => "bun",
            "npx" => "bunx",
            "node" | "ts-node" | "nodemon" | "tsx" => "bun",
            _ => return None,
        })
    };
    let (program, own) = command.parts().find_map(|it| it.first().and_then(|it| Some((*it, others(it)?))))?;
    uses_bun(project).then_some(())?;
    let message = format!("`{program}` runs here, in a project with Bun's lockfile. `{own}` does the same from it.");
    Some(Finding::at(command.place, message))
}

fn stage(project: &Project, stage: &Stage) -> Option<Finding> {
    let image = stage.base.rsplit('/').next()?.split([':', '@']).next()?;
    (image == "node" && uses_bun(project)).then_some(())?;
    let message = format!(
        "The image starts from `{}` in a project with Bun's lockfile; `oven/bun` holds what it runs on.",
        stage.base
    );
    Some(Finding::at(stage.place, message))
}
