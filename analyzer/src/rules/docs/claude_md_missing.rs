//! Applications and libraries without a `CLAUDE.md`.

use crate::finding::Finding;
use crate::project::{Backend, Project, joined_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "docs/claude-md-missing",
    title: "An application or library has no CLAUDE.md",
    severity: Severity::Info,
    standard: &["S189"],
    refs: &["https://code.claude.com/docs/en/memory"],
    needs: &[Evidence::PackageJson, Evidence::Module],
    fix: FixKind::None,
    words: words!("claude_md_missing.md"),
    check: &[Check::Backend(check)],
};

fn check(project: &Project, unit: &Backend) -> Option<Finding> {
    let has = |name: &str| project.file_at(&joined_name(unit.folder, name)).is_some();
    (!has("CLAUDE.md") && !has(".claude/CLAUDE.md") && !has("AGENTS.md")).then_some(())?;
    let path = joined_name(unit.folder, "CLAUDE.md");
    let message = format!(
        "There is no `{path}`: whoever changes `{}` and what belongs to it next, a person or a model, has to guess its \
         rules.",
        unit.module.text()
    );
    Some(Finding::at(unit.module, message).likely())
}
