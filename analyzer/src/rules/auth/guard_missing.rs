//! Handlers that anybody may call, where others ask who is calling.

use crate::finding::Finding;
use crate::project::{Access, AccessState, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "auth/guard-missing",
    title: "Nothing checks who is calling",
    severity: Severity::High,
    standard: &["S073"],
    refs: &[
        "CWE-306",
        "https://docs.nestjs.com/guards",
        "https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/",
    ],
    needs: &[Evidence::Guards],
    fix: FixKind::None,
    words: words!("guard_missing.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let file = access.entry.class.syntax.file;
    let is_exposed = |it: &Access| is_exposed(it) && !project.is_webhook(it);
    is_exposed(access).then_some(())?;
    let whole = project.sees_guards_of(file);
    if !project.authenticates_in(file) {
        return whole.then(|| nobody_asks(project, access)).flatten();
    }
    let mates = project.accesses_of(&access.entry.class);
    let exposed: Vec<&Access> = mates.iter().filter(|it| is_exposed(it)).collect();
    let all = exposed.len() > 1 && !mates.iter().any(|it| is_decided(it));
    let (name, route) = (access.entry.method.name, access.label());
    let finding = if all || access.entry.is_inherited() {
        let first = exposed.first()?;
        (first.entry.method.syntax == access.entry.method.syntax).then_some(())?;
        let count = exposed.len();
        let class = access.entry.class.name;
        let message = format!(
            "Anybody may call {count} handlers of `{}`, such as `{route}`: no guard is bound to them, neither here nor \
             for the whole application.",
            class.text()
        );
        exposed.iter().fold(Finding::at(class, message), |it, one| it.step(one.entry.method.name, "open to everybody"))
    } else {
        let message = format!(
            "Anybody may call `{route}`: no guard is bound to `{}`, neither here nor on its class nor for the whole \
             application.",
            name.text()
        );
        let guarded = mates.iter().find(|it| matches!(it.state, AccessState::Guarded(_)));
        let finding = Finding::at(name, message);
        match guarded {
            Some(it) => finding.step(it.entry.method.name, "this handler beside it is guarded"),
            None => finding,
        }
    };
    let writes = exposed.iter().any(|it| writes(it)) && (all || writes(access));
    if !writes {
        return Some(finding.severity(Severity::Medium).to_check());
    }
    Some(if whole && access.entry.kind == EntryKind::Http { finding } else { finding.likely() })
}

/// An application without any authentication: said once, where it starts.
fn nobody_asks(project: &Project, access: &Access) -> Option<Finding> {
    let file = access.entry.class.syntax.file;
    let own = |it: &&Access| is_exposed(it) && writes(it) && project.same_app(it.entry.class.syntax.file, file);
    let first = project.accesses.iter().find(own)?;
    (first.entry.method.syntax == access.entry.method.syntax).then_some(())?;
    let count = project.accesses.iter().filter(own).count();
    let start = project.bootstraps.iter().find(|it| project.same_app(it.create.syntax.file, file))?;
    let handlers = if count == 1 { "a handler".to_owned() } else { format!("{count} handlers") };
    let message = format!(
        "Nothing in this application checks who is calling: no guard, no middleware. Anybody who reaches it may change \
         what is stored, through {handlers}."
    );
    let step = format!("`{}` is open to everybody", first.label());
    Some(Finding::at(start.create.syntax, message).step(first.entry.method.name, step).likely())
}

fn is_decided(access: &Access) -> bool {
    matches!(access.state, AccessState::Guarded(_) | AccessState::Opened(_) | AccessState::Unseen)
}

/// Whether strangers can change something, or read what is somebody's.
fn is_exposed(access: &Access) -> bool {
    let judged = matches!(access.entry.kind, EntryKind::Http | EntryKind::GraphQl);
    judged && access.state == AccessState::Bare && (writes(access) || is_private(access))
}

fn writes(access: &Access) -> bool {
    let verb = access.entry.decorator.as_ref().map_or("", |it| it.name);
    matches!(verb, "Post" | "Put" | "Patch" | "Delete" | "Mutation")
}

fn is_private(access: &Access) -> bool {
    let private = ["user", "users", "account", "accounts", "customer", "customers", "order", "orders", "payment"];
    let more = ["payments", "invoice", "invoices", "admin", "audit", "secrets", "credentials", "billing", "salaries"];
    let words = access.paths.iter().flat_map(|it| name_words(it));
    let verb = access.entry.decorator.as_ref().map_or("", |it| it.name);
    verb == "Get" && words.into_iter().any(|it| private.contains(&it.as_str()) || more.contains(&it.as_str()))
}
