//! Libraries of an Nx workspace without a file that makes them one.

use crate::finding::{Finding, Place};
use crate::project::{Project, folder, joined_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "stack/library-unknown-to-nx",
    title: "A library has no project.json",
    severity: Severity::Info,
    standard: &["S055"],
    refs: &["https://nx.dev/docs/reference/project-configuration"],
    needs: &[],
    fix: FixKind::None,
    words: words!("library_unknown_to_nx.md"),
    check: &[Check::File(&["nx.json"], check)],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    let root = folder(&project.files.get(file as usize)?.path);
    let own = |name: &str| project.file_at(&joined_name(root, name));
    let workspace = project.json(file)?;
    // Packages are their own projects, and older workspaces list theirs in one file.
    let others =
        ["pnpm-workspace.yaml", "workspace.json", "angular.json", "project.json"].iter().any(|it| own(it).is_some());
    let packages =
        own("package.json").and_then(|it| project.json(it)).is_some_and(|it| it.entry("workspaces").is_some());
    (!others && !packages && workspace.entry("projects").is_none()).then_some(())?;
    let named = workspace.at(&["workspaceLayout", "libsDir"]).and_then(|it| it.text()).unwrap_or("libs");
    let libs = format!("{}/", joined_name(root, named));
    let first = project.files.partition_point(|it| it.path < libs);
    let mut unknown: Vec<(&str, u32)> = Vec::new();
    let mut is_known = false;
    for (id, it) in
        (first as u32..).zip(project.files.iter().skip(first)).take_while(|(_, it)| it.path.starts_with(&libs))
    {
        let home = project.project_folder(&it.path);
        is_known |= home.len() > libs.len();
        let Some((library, _)) = it.path.get(libs.len()..).and_then(|it| it.split_once("/src/")) else { continue };
        let library = it.path.get(..libs.len() + library.len()).unwrap_or_default();
        if home.len() < libs.len()
            && it.path.ends_with(".ts")
            && unknown.last().is_none_or(|(last, _)| *last != library)
        {
            unknown.push((library, id));
        }
    }
    let (first, _) = unknown.first().filter(|_| is_known)?;
    let more = match unknown.len() - 1 {
        0 => "has".to_owned(),
        1 => "and one more library have".to_owned(),
        more => format!("and {more} more libraries have"),
    };
    let message = format!(
        "`{first}` {more} no `project.json`: to Nx its files belong to no project, so no target runs for them, and no \
         boundary holds."
    );
    let place = |file: u32| Place { file, span: Span::empty(0) };
    let finding = Finding::at(place(file), message);
    Some(
        unknown
            .iter()
            .take(5)
            .fold(finding, |finding, (name, file)| finding.step(place(*file), format!("in `{name}`"))),
    )
}
