//! Two handlers of one controller with the same method and path.

use crate::finding::Finding;
use crate::project::{Access, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "api/duplicate-route",
    title: "Two handlers have the same route",
    severity: Severity::High,
    standard: &["X003", "S069"],
    refs: &["https://docs.nestjs.com/controllers#routing"],
    needs: &[],
    fix: FixKind::None,
    words: words!("duplicate_route.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    is_judged(access).then_some(())?;
    let class = &access.entry.class;
    let mates = project.accesses_of(class).iter().take_while(|it| it.entry.method.syntax != access.entry.method.syntax);
    let parted = |it: &Access| project.parted_by(class, &it.effect.decorators);
    let first = mates.filter(|it| is_judged(it) && verb(it) == verb(access)).find(|it| {
        let answers = |path: &String| it.paths.iter().any(|other| is_same(other, path));
        access.paths.iter().all(answers) && parted(it) == parted(access)
    })?;
    let passes_on = first.entry.method.parameters.iter().any(|it| it.decorators.iter().any(|it| it.name == "Next"));
    (!passes_on).then_some(())?;
    let (own, other) = (access.entry.method.name.text(), first.entry.method.name.text());
    let message = format!("`{other}` above answers `{}` already, so `{own}` is never called.", access.label());
    let place = access.entry.decorator.as_ref()?.syntax;
    Some(Finding::at(place, message).step(first.entry.method.name, format!("`{other}` takes the request")))
}

fn is_judged(access: &Access) -> bool {
    let own = access.entry.kind == EntryKind::Http && !access.entry.is_inherited();
    own && !access.paths.is_empty() && access.effect.unseen.is_none()
}

fn verb<'t>(access: &Access<'t>) -> &'t str {
    match access.entry.decorator.as_ref().map_or("", |it| it.name) {
        "Sse" => "Get",
        name => name,
    }
}

/// Whether two paths are one to the router.
fn is_same(one: &str, other: &str) -> bool {
    one == other || one.contains(':') && other.contains(':') && shape(one).eq(shape(other))
}

/// The path without the names of its parameters, which make no difference to the router.
fn shape(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').map(|it| {
        let is_name = it.chars().skip(1).all(|it| it.is_alphanumeric() || it == '_');
        if it.starts_with(':') && is_name { ":" } else { it }
    })
}
