//! Handlers that change something, or belong to administrators, and are opened to everybody.

use crate::finding::Finding;
use crate::project::{Access, AccessState, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, name_words};

pub static RULE: Rule = Rule {
    id: "auth/public-write",
    title: "A decorator opens a sensitive handler to everybody",
    severity: Severity::High,
    standard: &["X081"],
    refs: &["CWE-306", "CWE-862", "https://docs.nestjs.com/security/authentication#enable-authentication-globally"],
    needs: &[],
    fix: FixKind::None,
    words: words!("public_write.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let opened = opening(project, access)?;
    let first = project.accesses_of(&access.entry.class).iter().find(|it| opening(project, it) == Some(opened))?;
    // A decorator of the class is named once.
    (first.entry.method.syntax == access.entry.method.syntax).then_some(())?;
    let consequence = if is_for_admins(access) { "is meant for administrators" } else { "changes what is stored" };
    let message = format!(
        "`{}` lets everybody call `{}`, which {consequence}: whoever finds the URL needs no account.",
        opened.text(),
        access.label(),
    );
    let finding = Finding::at(opened, message).step(access.entry.method.name, "strangers can call it");
    Some(if own_guard(access) { finding.likely() } else { finding })
}

/// The decorator that opens a handler which should not be.
fn opening<'t>(project: &Project<'t>, access: &Access<'t>) -> Option<crate::syntax::Syntax<'t>> {
    let AccessState::Opened(opened) = access.state else { return None };
    let verb = access.entry.decorator.as_ref().map_or("", |it| it.name);
    let changes = matches!(verb, "Put" | "Patch" | "Delete");
    let judged = access.entry.kind == EntryKind::Http && (changes || is_for_admins(access));
    let guarded_otherwise = access.effect.unseen.is_some() || own_guard(access);
    (opened.kind() == Kind::Decorator && judged && !guarded_otherwise && !project.is_for_strangers(access))
        .then_some(opened)
}

/// A guard on the handler itself, such as one for an API key, decides instead.
fn own_guard(access: &Access) -> bool {
    access.effect.named("UseGuards").next().is_some()
}

fn is_for_admins(access: &Access) -> bool {
    let names = [access.entry.class.name.text(), access.paths.first().map_or("", |it| it)];
    let mut words = names.into_iter().flat_map(name_words);
    words.any(|it| matches!(it.as_str(), "admin" | "admins" | "administration" | "backoffice"))
}
