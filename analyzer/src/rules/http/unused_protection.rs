//! Packages that protect, installed and never used.

use crate::finding::Finding;
use crate::project::{Dependency, Manifest, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "http/unused-protection",
    title: "A package that protects is installed and never used",
    severity: Severity::Medium,
    standard: &["S015"],
    refs: &["https://docs.nestjs.com/security/helmet", "https://docs.nestjs.com/security/rate-limiting"],
    needs: &[Evidence::PackageJson, Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("unused_protection.md"),
    check: &[Check::Dependency(&PACKAGES, check)],
};

const PACKAGES: [&str; 11] = [
    "@fastify/csrf-protection",
    "@fastify/helmet",
    "@fastify/rate-limit",
    "@nestjs/throttler",
    "@node-rs/argon2",
    "argon2",
    "bcrypt",
    "bcryptjs",
    "csrf-csrf",
    "express-rate-limit",
    "helmet",
];

/// Words of which one package does the same as another, or a runtime does it itself, and what is then missing.
const KINDS: [(&[&str], &str); 4] = [
    (&["csrf"], "a page of someone else can still send requests with the cookies of your users"),
    (&["helmet"], "answers still go out without the headers that browsers protect users by"),
    (&["throttler", "rate-limit"], "anyone can still call as often as they like"),
    (
        &["argon2", "bcrypt", "scrypt", "pbkdf2", "Bun.password"],
        "passwords are still hashed by something else, or not at all",
    ),
];

fn check(project: &Project, manifest: &Manifest, package: Dependency) -> Option<Finding> {
    (package.group == "dependencies").then_some(())?;
    let (words, missing) = KINDS.iter().find(|(words, _)| words.iter().any(|it| package.name.contains(it)))?;
    // Any mention settles it: `require`, `import()`, the adapter's `register`, a wrapper of one's own.
    let mentioned = project.roots.iter().any(|it| words.iter().any(|word| it.source().contains(word)));
    let serves = manifest.dependency("@nestjs/core").is_some();
    (!mentioned && serves).then_some(())?;
    let message = format!("`{}` is installed and no file uses it, so {missing}.", package.name);
    Some(Finding::at(package.place, message).likely())
}
