//! Images that install what is newest in place of what was tested.

use crate::finding::{Finding, Fix, Place};
use crate::project::lockfile::Manager;
use crate::project::{Instruction, Project, Stage};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "deployment/unpinned-install",
    title: "The image may install other versions than tested",
    severity: Severity::Low,
    standard: &["S003"],
    refs: &["https://docs.npmjs.com/cli/v11/commands/npm-ci", "https://bun.com/docs/pm/cli/install#production-mode"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("unpinned_install.md"),
    check: &[Check::Instruction(&["RUN"], check)],
};

/// Program, its manager, what fixes the versions, and what one writes for it.
const INSTALLS: [(&str, Manager, &[&str], &str); 4] = [
    ("npm", Manager::Npm, &[], "npm ci"),
    ("bun", Manager::Bun, &["--frozen-lockfile", "--production"], "bun install --frozen-lockfile"),
    ("yarn", Manager::Yarn, &["--frozen-lockfile", "--immutable"], "yarn install --immutable"),
    ("pnpm", Manager::Pnpm, &["--frozen-lockfile", "--offline"], "pnpm install --frozen-lockfile"),
];

fn check(project: &Project, stage: &Stage, run: &Instruction) -> Option<Finding> {
    let command = run.command().filter(|it| !project.is_local(it.place.file))?;
    // What a build has just written there has no lockfile that fits.
    let before = stage.all("WORKDIR").rfind(|it| it.place < run.place);
    (!before.is_some_and(|it| it.text.contains("dist"))).then_some(())?;
    let locks = project.lockfiles_of(command.place.file);
    let (program, own) = command.parts().find_map(|words| {
        let (program, manager, frozen, own) = INSTALLS.iter().find(|it| words.first() == Some(&it.0))?;
        let rest = words.get(1..)?;
        let installs = match rest.first() {
            Some(&("install" | "i")) => rest.iter().skip(1).all(|it| it.starts_with('-')),
            None => *program == "yarn",
            _ => false,
        };
        let global = rest.iter().any(|it| matches!(*it, "-g" | "--global"));
        let fixed = rest.iter().any(|it| frozen.iter().any(|word| it.starts_with(word)));
        let known = locks.iter().any(|(_, it)| it == manager);
        (installs && !global && !fixed && known).then_some((*program, *own))
    })?;
    let message = format!(
        "`{program} install` takes other versions, without a word, where the lockfile and `package.json` disagree. \
         `{own}` fails the build then."
    );
    let finding = Finding::at(command.place, message);
    let at = command.text.find("npm install").filter(|_| program == "npm");
    Some(finding.fix(at.map(|at| {
        let start = command.place.span.start + at as u32;
        let place = Place { file: command.place.file, span: Span { start, end: start + 11 } };
        Fix::review("Install what is locked", "`npm ci` needs a lockfile beside `package.json` that fits it")
            .replace(place, own)
    })))
}
