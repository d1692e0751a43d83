//! Imports that reach into another application or library by a path of dots.

use crate::finding::Finding;
use crate::project::{File, Import, Project, folder, join};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "architecture/import-across-projects",
    title: "An import reaches into another project's files",
    severity: Severity::Low,
    standard: &["S030"],
    refs: &["https://nx.dev/features/enforce-module-boundaries", "https://docs.npmjs.com/cli/v11/using-npm/workspaces"],
    needs: &[],
    fix: FixKind::None,
    words: words!("import_across_projects.md"),
    check: &[Check::Import(check)],
};

fn check(project: &Project, import: &Import) -> Option<Finding> {
    import.module.starts_with("../").then_some(())?;
    let file = project.file(import.syntax)?;
    let target = join(folder(&file.path), import.module)?;
    // Within one folder of applications or libraries nothing is crossed; that is nearly every import.
    let own = project.project_folder(&file.path);
    (!own.is_empty() && !target.starts_with(&format!("{own}/"))).then_some(())?;
    let other = project.project_folder(&target);
    let nested = own.starts_with(other) || other.starts_with(own);
    (!other.is_empty() && !nested && !is_beside(file)).then_some(())?;
    let message = format!(
        "This file of `{own}` imports a file of `{other}` by its path, past what `{other}` exports: whoever changes it \
         there does not see that `{own}` relies on it."
    );
    Some(Finding::at(import.syntax.field(crate::syntax::Field::Source).unwrap_or(import.syntax), message))
}

/// Tests, scripts and configurations use what they find.
fn is_beside(file: &File) -> bool {
    file.is_test() || file.is_script() || file.name().contains(".config.")
}
