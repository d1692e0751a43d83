//! What a backend is built on, against the table of versions that this standard pins.

use crate::finding::{Finding, Place};
use crate::project::{Manifest, Project, is_within};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Span};

pub static RULE: Rule = Rule {
    id: "stack/pinned-stack",
    title: "The stack differs from the pinned one",
    severity: Severity::Info,
    standard: &["S001", "S004", "S011", "S014", "S031"],
    refs: &[
        "https://bun.com/docs/guides/install/package-manager-pin",
        "https://www.postgresql.org/support/versioning/",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("pinned_stack.md"),
    check: &[Check::File(&["package.json"], check)],
};

/// Packages and their pinned versions.
const PINNED: [(&str, &str); 31] = [
    ("@nestjs/common", "11.0.0"),
    ("@nestjs/core", "11.0.0"),
    ("@nestjs/platform-express", "11.0.0"),
    ("@nestjs/platform-fastify", "11.0.0"),
    ("@nestjs/testing", "11.0.0"),
    ("typescript", "5.9.2"),
    ("prisma", "6.16.3"),
    ("@prisma/client", "6.16.3"),
    ("@nestjs/jwt", "11.0.0"),
    ("passport-jwt", "4.0.1"),
    ("helmet", "8.1.0"),
    ("bcrypt", "6.0.0"),
    ("csrf-csrf", "4.0.3"),
    ("@nestjs/throttler", "6.4.0"),
    ("@nestjs/cache-manager", "3.0.1"),
    ("cache-manager-redis-yet", "5.1.5"),
    ("@nestjs/bull", "11.0.3"),
    ("bullmq", "5.61.0"),
    ("ioredis", "5.8.1"),
    ("pino", "10.0.0"),
    ("pino-http", "11.0.0"),
    ("pino-pretty", "13.1.1"),
    ("prom-client", "15.1.3"),
    ("@opentelemetry/sdk-node", "0.206.0"),
    ("@nestjs/terminus", "11.0.0"),
    ("@nestjs/schedule", "6.0.1"),
    ("class-validator", "0.14.2"),
    ("class-transformer", "0.5.1"),
    ("jest", "30.0.2"),
    ("@nestjs/swagger", "11.2.0"),
    ("nx", "21.6.3"),
];

const BUN: &str = "1.2.19";
const POSTGRES: u32 = 18;

/// What stands in place of `@nestjs/jwt`.
const TOKENS: [&str; 3] = ["jsonwebtoken", "jose", "express-jwt"];

/// How many are named.
const NAMED: usize = 8;

/// One thing that differs, in words, and where.
type Drift = (String, Place);

fn check(project: &Project, file: u32) -> Option<Finding> {
    let manifest = project.manifests.iter().find(|it| it.file == file)?;
    manifest.dependency("@nestjs/core").or(manifest.dependency("@nestjs/common"))?;
    let mut drifts = packages(manifest);
    drifts.extend(bun(project, manifest));
    drifts.extend(database(project, manifest));
    drifts.extend(tokens(project, manifest));
    let (_, place) = drifts.first()?;
    let names: Vec<&str> = drifts.iter().take(NAMED).map(|(it, _)| it.as_str()).collect();
    let more = match drifts.len().saturating_sub(NAMED) {
        0 => String::new(),
        left => format!(", and {left} more"),
    };
    let message = format!("This backend differs from the pinned stack in {}{more}.", names.join(", "));
    let finding = Finding::at(*place, message);
    Some(drifts.iter().skip(1).fold(finding, |finding, (words, place)| finding.step(*place, words.clone())))
}

fn packages(manifest: &Manifest) -> Vec<Drift> {
    let installed = manifest.listed().filter(|it| it.group != "peerDependencies");
    let drifts = installed.filter_map(|it| {
        let (_, pinned) = PINNED.iter().find(|(name, _)| *name == it.name)?;
        is_other(it.range, pinned).then(|| (format!("`{}` {} (pinned: {pinned})", it.name, it.range), it.place))
    });
    drifts.collect()
}

/// Whether a range begins below the pinned version or in another major one; what is newer and compatible is not.
fn is_other(range: &str, pinned: &str) -> bool {
    let is_open = range.contains("||") || range.contains(' ') || range.starts_with(['>', '<']);
    let (Some(own), Some(wanted)) = (version(range).filter(|_| !is_open), version(pinned)) else { return false };
    let ([major, minor, patch], [wanted_major, wanted_minor, wanted_patch]) = (own, wanted);
    // Below 1.0 a minor version is what breaks.
    let same = major == wanted_major && (major > 0 || minor == wanted_minor);
    let allows = range.starts_with('^') || (range.starts_with('~') && minor == wanted_minor) || is_short(range);
    let is_older = (minor, patch) < (wanted_minor, wanted_patch);
    !same || (is_older && !allows)
}

/// `11`, `11.x`
fn is_short(range: &str) -> bool {
    range.split('.').count() < 3 || range.contains('x')
}

/// `11.1.3` of `^11.1.3`.
fn version(range: &str) -> Option<[u32; 3]> {
    let digits = range.trim_start_matches(['^', '~', 'v', '=']);
    let mut parts = digits.split('.').map(|it| it.split(['-', '+']).next().unwrap_or(it));
    let major = parts.next()?.parse().ok()?;
    let mut next = || parts.next().and_then(|it| it.parse().ok()).unwrap_or_default();
    Some([major, next(), next()])
}

/// What a project that runs on Bun says of its version.
fn bun(project: &Project, manifest: &Manifest) -> Option<Drift> {
    let root = project.json(manifest.file)?;
    let own = |path: &[&str]| root.at(path).and_then(|it| Some((it.text()?, it.place())));
    let manager = own(&["packageManager"]).and_then(|(text, place)| Some((text.strip_prefix("bun@")?, place)));
    let path = if manifest.folder.is_empty() {
        ".bun-version".to_owned()
    } else {
        format!("{}/.bun-version", manifest.folder)
    };
    let file = project.file_at(&path).or_else(|| project.file_at(".bun-version"));
    let pinned = file.and_then(|file| Some((project.files.get(file as usize)?.text.trim(), start(file))));
    let locked = project.lockfiles_of(manifest.file);
    let is_used = locked.iter().any(|(_, it)| *it == crate::project::lockfile::Manager::Bun);
    let Some((text, place)) = manager.or(pinned).or(own(&["engines", "bun"])) else {
        let words = format!("Bun, which nothing pins (pinned: {BUN})");
        return is_used.then(|| (words, start(manifest.file)));
    };
    let ([major, minor, _], [wanted, wanted_minor, _]) =
        (version(text.trim_start_matches('>').trim_start_matches('='))?, version(BUN)?);
    ((major, minor) != (wanted, wanted_minor)).then(|| (format!("Bun {text} (pinned: {BUN})"), place))
}

/// The schema's provider, and the image of the database.
fn database(project: &Project, manifest: &Manifest) -> Vec<Drift> {
    let path = |file: u32| project.files.get(file as usize).map_or("", |it| it.path.as_str());
    let is_own = |file: u32| is_within(path(file), &manifest.folder);
    let mut drifts = Vec::new();
    for schema in project.schemas.iter().filter(|it| is_own(it.file) && !path(it.file).contains("test")) {
        let provider = schema.datasource.provider;
        if !matches!(provider, "" | "postgresql" | "postgres" | "cockroachdb") {
            drifts.push((format!("the database `{provider}` (pinned: PostgreSQL {POSTGRES})"), start(schema.file)));
        }
    }
    for service in project.around.services.iter().filter(|it| is_own(it.file)) {
        let Some(image) = service.get("image") else { continue };
        let name = image.value.trim_start_matches("docker.io/").trim_start_matches("library/");
        let Some(version) = name.strip_prefix("postgres:").and_then(crate::project::major) else { continue };
        let words = format!("the image `{}` (pinned: PostgreSQL {POSTGRES})", image.value);
        if version < POSTGRES && !drifts.iter().any(|(it, _)| *it == words) {
            drifts.push((words, image.place));
        }
    }
    drifts
}

/// Another library for tokens beside `@nestjs/jwt`.
fn tokens(project: &Project, manifest: &Manifest) -> Option<Drift> {
    manifest.dependency("@nestjs/jwt")?;
    let import = TOKENS.iter().flat_map(|it| project.imports_from(it)).find(|it| {
        let is_value = it.names.iter().any(|it| !it.type_only)
            && it.syntax.children().all(|it| it.kind() != Kind::Keyword || it.text() != "type");
        let at = it.syntax;
        let is_own = project.manifest_of(at.file).is_some_and(|it| it.file == manifest.file);
        is_value && is_own && !project.is_test(at) && !project.is_script(at)
    })?;
    let name = project.file(import.syntax).map_or("", |it| it.name());
    Some((format!("`{}` beside `@nestjs/jwt` in `{name}`", import.module), import.syntax.into()))
}

fn start(file: u32) -> Place {
    Place { file, span: Span::empty(0) }
}
