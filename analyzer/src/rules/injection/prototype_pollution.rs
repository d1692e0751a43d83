//! Keys of the sender's choice that reach the prototype of every object.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/prototype-pollution",
    title: "What a user sends changes every object",
    severity: Severity::Medium,
    standard: &["X060"],
    refs: &[
        "CWE-1321",
        "https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("prototype_pollution.md"),
    check: &[Check::Flow(Harm::Pollution, merge), Check::Flow(Harm::Member, key)],
};

/// A package, its functions, and the version in which they stopped.
type Affected = (&'static [&'static str], &'static [&'static str], [u32; 3]);

const NEVER: [u32; 3] = [u32::MAX; 3];

/// As tried with each version; what is not listed was never affected.
const AFFECTED: &[Affected] = &[
    (&["lodash", "lodash-es"], &["merge", "mergeWith"], [4, 17, 11]),
    (&["lodash", "lodash-es"], &["defaultsDeep"], [4, 17, 12]),
    (&["lodash", "lodash-es"], &["set", "setWith", "update", "updateWith"], [4, 17, 17]),
    (&["lodash.merge", "lodash.mergewith"], &[], [4, 6, 2]),
    (&["lodash.defaultsdeep"], &[], [4, 6, 1]),
    (&["lodash.set", "lodash.setwith", "defaults-deep"], &[], NEVER),
    (&["merge-deep"], &[], [3, 0, 3]),
    (&["deep-extend"], &[], [0, 5, 1]),
];

/// `merge(target, body)`
fn merge(project: &Project, flow: &Flow) -> Option<Finding> {
    // Fastify refuses bodies with a `__proto__`.
    let is_fastify = |module: &str| matches!(module, "fastify" | "@nestjs/platform-fastify");
    (!project.imports.iter().any(|it| is_fastify(it.module))).then_some(())?;
    judged(project, flow, "a `__proto__` in it is merged into the prototype that all objects share.")
}

/// `object[key][name] = value`, `set(object, path, value)`
fn key(project: &Project, flow: &Flow) -> Option<Finding> {
    let consequence = match flow.call {
        Some(_) => "a path that begins with `__proto__` sets a property of all objects.",
        None => "as the first of two keys, `__proto__` sets a property of all objects.",
    };
    judged(project, flow, consequence)
}

fn judged(project: &Project, flow: &Flow, consequence: &str) -> Option<Finding> {
    let import = flow.call.as_ref().and_then(|it| {
        let first = crate::syntax::root(it.callee);
        project.import_of(it.syntax.file, first.text()).map(|(import, _)| (import.module, it))
    });
    if let Some((module, call)) = import {
        is_affected(project, module, call.syntax.file, call.name).then_some(())?;
    }
    Some(flow.finding(consequence))
}

/// Whether a function of a package still did so in the version that is installed.
fn is_affected(project: &Project, module: &str, file: u32, name: &str) -> bool {
    let package = module.split('/').next().unwrap_or(module);
    let row = AFFECTED
        .iter()
        .find(|(names, functions, _)| names.contains(&package) && (functions.is_empty() || functions.contains(&name)));
    let Some((.., fixed)) = row else { return false };
    let version = project.locked(file, package).map(str::to_owned).or_else(|| {
        let listed = project.manifest_of(file)?.dependency(package)?.range.to_owned();
        Some(listed).filter(|it| it.starts_with(|it: char| it.is_ascii_digit()))
    });
    *fixed == NEVER || version.is_some_and(|it| numbers(&it) < *fixed)
}

fn numbers(version: &str) -> [u32; 3] {
    let mut all = version.split(['.', '-', '+']).map(|it| it.parse().unwrap_or(0));
    [0; 3].map(|none| all.next().unwrap_or(none))
}
