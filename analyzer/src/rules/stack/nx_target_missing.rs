//! Applications of an Nx workspace that some of its commands pass over.

use crate::finding::Finding;
use crate::project::{Command, Json, Project, folder, joined_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "stack/nx-target-missing",
    title: "A command of the workspace skips an application",
    severity: Severity::Info,
    standard: &["S206"],
    refs: &["https://nx.dev/reference/project-configuration", "https://nx.dev/concepts/inferred-tasks"],
    needs: &[],
    fix: FixKind::None,
    words: words!("nx_target_missing.md"),
    check: &[Check::File(&["project.json"], application), Check::File(&["nx.json"], scripts)],
};

/// What is asked of an application itself; `e2e` may also be a project of its own.
const TARGETS: [&str; 5] = ["serve", "test", "lint", "build", "e2e"];

fn application(project: &Project, file: u32) -> Option<Finding> {
    let own = folder(&project.files.get(file as usize)?.path);
    let root = project.json(file)?;
    // What plugins and scripts add is not written here.
    let has_scripts = project.file_at(&joined_name(own, "package.json")).is_some();
    let kind = root.entry("projectType")?;
    let is_application = kind.value.text() == Some("application");
    (is_application && !infers(project) && !has_scripts).then_some(())?;
    let name = root.at(&["name"]).and_then(Json::text).unwrap_or(own);
    let targets = root.entry("targets");
    let has = |it: &str| {
        targets.is_some_and(|all| is_there(all.value, it)) || (it == "e2e" && is_tested_apart(project, own, name))
    };
    let missing: Vec<String> = TARGETS.iter().filter(|it| !has(it)).map(|it| format!("`{it}`")).collect();
    let first = missing.first()?;
    project.backends().iter().any(|it| it.folder == own).then_some(())?;
    let message = format!(
        "`{name}` has no target {}: `nx affected -t {}` skips it and succeeds.",
        missing.join(", "),
        first.trim_matches('`')
    );
    Some(Finding::at(targets.unwrap_or(kind).key(), message))
}

/// `test`, or a kind of it: `test-unit`, `test:unit`.
fn is_there(targets: Json, name: &str) -> bool {
    targets.entries().any(|it| it.name.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with(['-', ':'])))
}

/// `apps/api-e2e` for `apps/api`, or a project with such a target that says whom it is for.
fn is_tested_apart(project: &Project, own: &str, name: &str) -> bool {
    project.around.documents.iter().any(|it| {
        let Some(file) = project.files.get(it.file as usize).filter(|it| it.name() == "project.json") else {
            return false;
        };
        let root = it.root();
        let is_near = file.path.starts_with(own) && folder(&file.path) != own;
        let serves =
            || root.at(&["implicitDependencies"]).is_some_and(|it| it.items().any(|it| it.text() == Some(name)));
        (is_near || serves()) && root.at(&["targets"]).is_some_and(|it| is_there(it, "e2e"))
    })
}

/// Whether plugins may add targets, or there is no workspace of Nx to speak of.
fn infers(project: &Project) -> bool {
    let workspace = project.json_at("nx.json");
    workspace.is_none_or(|it| it.entry("plugins").is_some_and(|it| !it.value.is_empty()))
}

/// `"test": "jest"` beside `nx.json`.
fn scripts(project: &Project, file: u32) -> Option<Finding> {
    // A project at the root has such scripts for targets.
    let is_root =
        folder(&project.files.get(file as usize)?.path).is_empty() && project.file_at("project.json").is_none();
    let is_target = project.json_at("package.json")?.entry("nx").is_some();
    let manifest = project.manifests.iter().find(|it| it.folder.is_empty()).filter(|_| is_root && !is_target)?;
    let mut past = manifest.scripts.iter().filter_map(|it| Some((it, program(&it.command())?)));
    let (script, program) = past.next()?;
    let message = format!(
        "`{}` calls `{program}` past Nx: nothing it does is cached, and what it depends on is not built first.",
        script.name
    );
    let finding = Finding::at(script.place, message);
    Some(past.fold(finding, |finding, (it, program)| finding.step(it.place, format!("`{program}` too"))))
}

/// What a project's own target would run.
fn program<'p>(command: &Command<'p>) -> Option<&'p str> {
    command.parts().find_map(|it| match it.as_slice() {
        [program @ "nest", "build" | "start", ..] | [program @ "jest", ..] => Some(*program),
        _ => None,
    })
}
