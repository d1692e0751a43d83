//! Patterns in paths that the router of Express 5 does not read.

use crate::finding::{Finding, Fix};
use crate::project::{Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "api/legacy-route-pattern",
    title: "A route pattern is written for Express 4",
    severity: Severity::Medium,
    standard: &["S002"],
    refs: &["https://docs.nestjs.com/migration-guide#express-v5"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("legacy_route_pattern.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    let argument = *route.decorator.args.first()?;
    let whole = [argument].into_iter().filter(|it| it.kind() != Kind::Array);
    let paths = whole.chain(argument.children().filter(|_| argument.kind() == Kind::Array));
    let (at, path) = paths.into_iter().filter_map(|it| Some((it, literal(it)?))).find(|(_, it)| fault(it).is_some())?;
    let major = project.major("@nestjs/core");
    let is_fastify = project.imports.iter().any(|it| it.module.starts_with("@nestjs/platform-fastify"))
        || project.major("@nestjs/platform-fastify").is_some();
    (major.is_none_or(|it| it >= 11) && !is_fastify && !project.is_test(route.method.syntax)).then_some(())?;
    let finding = match fault(path)? {
        Fault::Converted => {
            let message =
                format!("`{path}` is a pattern of Express 4: Nest warns at start and reads it as `{}`.", named(path));
            let fix = Fix::safe("Name the wildcard", "Nest turns the pattern into this one when it starts");
            Finding::at(at, message).severity(Severity::Low).fix(fix.replace(at, quoted(at, &named(path))))
        }
        Fault::Refused(mark) => {
            let message = format!(
                "`{mark}` in `{path}` has no meaning in Express 5: the application stops at start with an error about this path."
            );
            Finding::at(at, message).fix(optional(at, path))
        }
    };
    Some(if major.is_some() { finding } else { finding.likely() })
}

enum Fault {
    /// Nest rewrites it, with a warning.
    Converted,
    /// `path-to-regexp` 8 throws.
    Refused(char),
}

fn fault(path: &str) -> Option<Fault> {
    let bare = path.trim_matches('/');
    if matches!(bare, "*" | "(.*)" | "") {
        return None;
    }
    let is_last = bare.ends_with("/*") || bare.ends_with("/(.*)");
    let rest = bare.strip_suffix("/*").or(bare.strip_suffix("/(.*)")).unwrap_or(bare);
    let middle = rest.split('/').filter(|it| *it != "*" && !it.contains('\\'));
    let mut marks = middle.flat_map(|it| it.chars().filter(|it| matches!(it, '?' | '+' | '(' | '[' | '!')));
    let converted = is_last || rest.split('/').any(|it| it == "*");
    let escaped = rest.contains("(\\");
    match marks.next().or(escaped.then_some('(')) {
        Some(mark) => Some(Fault::Refused(mark)),
        None => converted.then_some(Fault::Converted),
    }
}

/// As Nest's own converter writes it.
fn named(path: &str) -> String {
    if let Some(head) = path.strip_suffix("(.*)") {
        return format!("{head}{{*path}}");
    }
    if let Some(head) = path.strip_suffix('*') {
        return format!("{head}{{*path}}");
    }
    path.to_owned()
}

fn quoted(at: Syntax, path: &str) -> String {
    let quote = at.text().chars().next().unwrap_or('\'');
    format!("{quote}{path}{quote}")
}

/// `users{/:id}` for `users/:id?`
fn optional(at: Syntax, path: &str) -> Option<Fix> {
    let head = path.strip_suffix('?')?;
    let (before, name) = head.rsplit_once("/:")?;
    (!before.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_') && fault(before).is_none())
        .then_some(())?;
    let fix = Fix::safe("Put what is optional into braces", "the same URLs match as before");
    Some(fix.replace(at, quoted(at, &format!("{before}{{/:{name}}}"))))
}
