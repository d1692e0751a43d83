//! A package that code imports and `package.json` does not name.

use crate::finding::Finding;
use crate::project::{Project, Undeclared};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "stack/undeclared-import",
    title: "An imported package is not among the dependencies",
    severity: Severity::Low,
    standard: &["X107"],
    refs: &[
        "https://docs.npmjs.com/cli/v11/configuring-npm/package-json#dependencies",
        "https://pnpm.io/npmrc#node-modules-settings",
    ],
    needs: &[Evidence::PackageJson, Evidence::TsConfig],
    fix: FixKind::None,
    words: words!("undeclared_import.md"),
    check: &[Check::Undeclared(check)],
};

fn check(project: &Project, undeclared: &Undeclared) -> Option<Finding> {
    let import = project.imports.get(undeclared.import)?;
    // Without a tsconfig about the file, the name may be an alias.
    project.has_config(import.syntax.file).then_some(())?;
    let package = undeclared.package;
    let more = match undeclared.files {
        0 | 1 => String::new(),
        count => format!(" ({count} imports in all)"),
    };
    let message = if undeclared.is_for_development {
        format!(
            "The application loads `{package}` when it starts{more}, and `package.json` lists it under \
             `devDependencies` alone. An installation for production leaves it out, and the start fails there."
        )
    } else {
        format!(
            "`{package}` is imported{more} and no `package.json` lists it. It is found only while another package \
             happens to bring it along, in a version that nobody chose."
        )
    };
    let finding = Finding::at(import.syntax, message);
    // A bundler packs what is there when it builds; and a lock file above the review would show a `package.json` there.
    let is_open = undeclared.is_for_development || !project.has_lock_above(import.syntax.file);
    Some(if is_open { finding.likely() } else { finding })
}
