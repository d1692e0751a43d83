//! Packages of Nest's core whose major versions differ.

use crate::finding::Finding;
use crate::project::{Dependency, Manifest, Project, major};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "architecture/nest-majors-differ",
    title: "Packages of Nest are of different major versions",
    severity: Severity::Medium,
    standard: &["S001"],
    refs: &[
        "https://docs.nestjs.com/migration-guide",
        "https://github.com/nestjs/nest/blob/master/packages/platform-express/package.json",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("nest_majors_differ.md"),
    check: &[Check::Dependency(&CORE, check)],
};

/// What is released together, under one version. The others have their own numbers.
const CORE: [&str; 8] = [
    "@nestjs/core",
    "@nestjs/microservices",
    "@nestjs/platform-express",
    "@nestjs/platform-fastify",
    "@nestjs/platform-socket.io",
    "@nestjs/platform-ws",
    "@nestjs/testing",
    "@nestjs/websockets",
];

fn check(project: &Project, manifest: &Manifest, package: Dependency) -> Option<Finding> {
    // A library says with its peers what it works with, not what is installed.
    (package.group != "peerDependencies").then_some(())?;
    let common = manifest.dependency("@nestjs/common").filter(|it| it.group != "peerDependencies")?;
    let installed = |it: Dependency| {
        // A range that names its major version says it; of an open one the lockfile tells.
        let is_open = it.range.contains("||") || it.range.starts_with('>');
        if is_open { project.locked(manifest.file, it.name).and_then(major) } else { major(it.range) }
    };
    let (own, base) = (installed(package)?, installed(common)?);
    (own != base).then_some(())?;
    let message = format!(
        "`{}` is of version {own} and `@nestjs/common` of version {base}. They are released together and import each \
         other's insides; each asks for the other in its own major version.",
        package.name
    );
    Some(Finding::at(package.place, message).step(common.place, "the version it has to match"))
}
