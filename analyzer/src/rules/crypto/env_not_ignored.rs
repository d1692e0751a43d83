//! `.env` files with credentials that git does not ignore.

use crate::finding::Finding;
use crate::project::{Project, Variable, secret};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "crypto/env-not-ignored",
    title: "Git does not ignore a file with credentials",
    severity: Severity::Medium,
    standard: &["S194"],
    refs: &[
        "CWE-538",
        "https://git-scm.com/docs/gitignore",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("env_not_ignored.md"),
    check: &[Check::File(&[".env"], check)],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    let path = &project.files.get(file as usize)?.path;
    // Files for development and tests are shared on purpose.
    let shared = ["dev", "test", "ci", "local-ci", "docker"].iter().any(|it| path.ends_with(&format!(".{it}")));
    let first = project.variables.iter().find(|it| it.place.file == file && is_credential(it))?;
    (!shared && project.ignored_by(".gitignore", path) == Some(false)).then_some(())?;
    let message = format!(
        "No line of `.gitignore` covers `{path}`, and it sets `{}`: the credentials are in the repository, or will be with \
         the next `git add`, and its history keeps them.",
        first.name
    );
    let mut all = project.variables.iter().filter(|it| it.place.file == file && is_credential(it));
    let finding = Finding::at(first.place, message).likely();
    Some(if all.all(|it| is_local(it.value)) { finding.severity(Severity::Low) } else { finding })
}

/// An address on the machine of whoever develops.
fn is_local(value: &str) -> bool {
    let host = value.split_once("://").and_then(|(_, it)| it.split('/').next()?.rsplit_once('@'));
    host.is_some_and(|(_, it)| matches!(it.split(':').next(), Some("localhost" | "127.0.0.1" | "host.docker.internal")))
}

/// A password, a key, or an address that carries one.
fn is_credential(variable: &Variable) -> bool {
    let value = variable.value;
    let address = value.split_once("://").and_then(|(_, it)| it.split('/').next()?.rsplit_once('@'));
    let carries = address.is_some_and(|(user, _)| user.split_once(':').is_some_and(|(_, it)| !it.is_empty()));
    let is_open = value.contains(['$', '<', '{']) || secret::is_placeholder(value);
    !is_open
        && (carries || secret::recognize(value).is_some() || (secret::names_secret(variable.name) && value.len() > 3))
}
