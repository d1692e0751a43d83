//! Applications that are compiled without TypeScript's strict mode.

use crate::finding::{Finding, Place};
use crate::project::{Compiled, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "stack/not-strict",
    title: "TypeScript checks less than it could",
    severity: Severity::Medium,
    standard: &["S005"],
    refs: &["https://www.typescriptlang.org/tsconfig/#strict"],
    needs: &[Evidence::TsConfig, Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("not_strict.md"),
    check: &[Check::TsConfig(check)],
};

/// What strict mode turns on and most code relies on. Classes of Nest rarely have `strictPropertyInitialization`.
const PARTS: [(&str, &str); 3] = [
    ("strictNullChecks", "a value that may be `null` is used as if it were there"),
    ("noImplicitAny", "parameters without a type accept anything"),
    ("strictBindCallApply", "calls through `bind` and `apply` are not checked"),
];

fn check(project: &Project, file: u32) -> Option<Finding> {
    let strict = project.compiled(file, "strict");
    let is_on = |it: Compiled| it.entry().is_some_and(|it| it.value.flag() == Some(true));
    // TypeScript 6 turned strict mode on by default.
    let manifest = project.manifest_of(file).and_then(|it| it.major("typescript"));
    let compiler = manifest.or(project.major("typescript"));
    let by_default = matches!(strict, Compiled::Absent) && compiler.is_some_and(|it| it >= 6);
    let mut off = None;
    for part in PARTS {
        match project.compiled(file, part.0) {
            Compiled::Unseen => return None,
            Compiled::Absent if matches!(strict, Compiled::Unseen) => return None,
            Compiled::Absent if is_on(strict) || by_default => {}
            it if is_on(it) => {}
            it => {
                off = Some((part, it.entry()));
                break;
            }
        }
    }
    let ((name, consequence), own) = off?;
    let place = place(project, file, name);
    // A base that several applications extend is one finding.
    let mut earlier = project.compilers().iter().take_while(|it| **it != file);
    (!earlier.any(|it| self::place(project, *it, name) == place)).then_some(())?;
    let path = &project.files.get(file as usize)?.path;
    let why = match (own.is_some(), is_on(strict) || by_default) {
        (true, true) => "although `strict` is on",
        (true, false) => "which is set here",
        (false, _) => "since `strict` is off",
    };
    let message = format!("`{path}` compiles with `{name}` off, {why}: {consequence}.");
    let finding = Finding::at(place, message);
    let finding = if compiler.is_none() && matches!(strict, Compiled::Absent) { finding.likely() } else { finding };
    Some(if name == "strictNullChecks" { finding } else { finding.severity(Severity::Low) })
}

/// The line that turns it off, or the options that lack it.
fn place(project: &Project, file: u32, option: &str) -> Place {
    let set = project.compiled(file, option).entry().or(project.compiled(file, "strict").entry());
    let place = set.map(|it| it.place).or(project.options_place(file).map(|it| it.key()));
    place.unwrap_or(Place { file, span: Span::empty(0) })
}
