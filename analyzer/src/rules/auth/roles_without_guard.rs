//! Roles and permissions that are written beside a handler, and that no guard reads.

use crate::finding::Finding;
use crate::project::{Access, GuardKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "auth/roles-without-guard",
    title: "Roles are named, and no guard reads them",
    severity: Severity::High,
    standard: &["S193"],
    refs: &["CWE-862", "https://docs.nestjs.com/security/authorization"],
    needs: &[Evidence::Guards],
    fix: FixKind::None,
    words: words!("roles_without_guard.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let (written, key) = demand(access)?;
    (access.effect.unseen.is_none() && !project.reads_elsewhere(key)).then_some(())?;
    let file = access.entry.class.syntax.file;
    let own = access.effect.named("UseGuards").flat_map(|it| it.args.iter().copied());
    let global = project.global_guards_of(file).map(|it| it.syntax);
    let mut before = own.chain(global);
    let answers = |it: Syntax| match project.guard(project.constant(it)) {
        Some(guard) => guard.reads(key) || guard.kind == GuardKind::Unseen,
        None => !matches!(project.guard_kind(it), GuardKind::Authentication | GuardKind::Throttling),
    };
    (!before.any(answers)).then_some(())?;
    // A decorator of the class is named once.
    let mates = project.accesses_of(&access.entry.class);
    let first = mates.iter().find(|it| demand(it).is_some_and(|(it, _)| it == written))?;
    (first.entry.method.syntax == access.entry.method.syntax).then_some(())?;
    let reader = project.guards.iter().find(|it| it.reads(key));
    let message = match reader {
        Some(guard) => format!(
            "`{}` has no effect: `{}` reads it, but that guard is not bound to `{}`.",
            written.text(),
            guard.class.name.text(),
            access.label()
        ),
        None => format!(
            "`{}` has no effect: no guard reads `{key}`, so whoever is signed in may call `{}`.",
            written.text(),
            access.label()
        ),
    };
    let finding = Finding::at(written, message);
    let finding = match reader {
        Some(guard) => finding.step(guard.class.name, "the guard that would read it"),
        None => finding,
    };
    Some(if project.sees_guards_of(file) { finding } else { finding.likely() })
}

/// The decorator that names roles or permissions, and the key of its metadata.
fn demand<'t>(access: &Access<'t>) -> Option<(Syntax<'t>, &'t str)> {
    let words = ["role", "roles", "permission", "permissions", "privilege", "privileges", "authorities"];
    let names = |key: &str| name_words(key).iter().any(|it| words.contains(&it.as_str()));
    let (key, at) = *access.metadata.iter().find(|(key, _)| names(key))?;
    let written = access.effect.decorators.iter().take(at + 1).rfind(|it| it.syntax.kind() == Kind::Decorator)?;
    Some((written.syntax, key))
}
