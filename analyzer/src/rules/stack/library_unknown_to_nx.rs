//! Libraries of an Nx workspace without a file that makes them one.

use crate::finding::{Finding, Place};
use crate::project::{Json, Project, folder, joined_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "stack/library-unknown-to-nx",
    title: "A library has no project.json",
    severity: Severity::Info,
    standard: &["S055"],
    refs: &["https://nx.dev/reference/project-configuration"],
    needs: &[],
    fix: FixKind::None,
    words: words!("library_unknown_to_nx.md"),
    check: &[Check::File(&["nx.json"], check)],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    let root = folder(&project.files.get(file as usize)?.path);
    let workspace = project.json(file)?;
    lists_itself(project, root, workspace).then_some(())?;
    let named = workspace.at(&["workspaceLayout", "libsDir"]).and_then(Json::text).unwrap_or("libs");
    let unknown = unknown(project, &format!("{}/", joined_name(root, named)))?;
    let (first, _) = unknown.first()?;
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
    let steps = unknown.iter().take(5);
    Some(steps.fold(Finding::at(place(file), message), |finding, (name, file)| {
        finding.step(place(*file), format!("in `{name}`"))
    }))
}

/// Whether projects are those with a `project.json`, and nothing else makes one.
fn lists_itself(project: &Project, root: &str, workspace: Json) -> bool {
    let own = |name: &str| project.file_at(&joined_name(root, name));
    // Packages are their own projects, and older workspaces list theirs in one file.
    let mut others = ["pnpm-workspace.yaml", "workspace.json", "angular.json", "project.json"].iter();
    let packages = own("package.json").and_then(|it| project.json(it)?.entry("workspaces"));
    // A plugin of the repository's own may find projects by other files.
    let plugins = workspace.at(&["plugins"]).into_iter().flat_map(Json::items);
    let mut names = plugins.filter_map(|it| it.text().or_else(|| it.at(&["plugin"])?.text()));
    let is_told = packages.is_some() || workspace.entry("projects").is_some();
    !is_told && others.all(|it| own(it).is_none()) && !names.any(|it| it.starts_with('.'))
}

/// The libraries that nothing declares, each with its first file; nothing if none is declared.
fn unknown<'p>(project: &'p Project, libs: &str) -> Option<Vec<(&'p str, u32)>> {
    let first = project.files.partition_point(|it| it.path.as_str() < libs);
    let within = (first as u32..).zip(project.files.iter().skip(first)).take_while(|(_, it)| it.path.starts_with(libs));
    let (mut unknown, mut last, mut is_known) = (Vec::new(), "", false);
    for (id, file) in within {
        is_known |= file.name() == "project.json";
        let Some((inside, _)) = file.path.get(libs.len()..).and_then(|it| it.split_once("/src/")) else { continue };
        let library = file.path.get(..libs.len() + inside.len()).unwrap_or_default();
        if library == last || !file.path.ends_with(".ts") {
            continue;
        }
        last = library;
        let mut above = std::iter::successors(Some(library), |it| Some(folder(it)));
        let declared = above.by_ref().take_while(|it| it.len() + 1 > libs.len()).any(|it| {
            ["project.json", "package.json"].iter().any(|name| project.file_at(&joined_name(it, name)).is_some())
        });
        if !declared {
            unknown.push((library, id));
        }
    }
    is_known.then_some(unknown)
}
