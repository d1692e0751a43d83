//! `@Param('x')` where the path has no `:x`.

use crate::finding::{Finding, Fix};
use crate::project::{Access, EntryKind, Project, parameters};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Syntax, literal};

pub static RULE: Rule = Rule {
    id: "api/param-not-in-path",
    title: "A parameter is read that the path does not have",
    severity: Severity::High,
    standard: &["X001"],
    refs: &["https://docs.nestjs.com/controllers#route-parameters"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("param_not_in_path.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let judged = access.entry.kind == EntryKind::Http && !access.entry.is_inherited();
    (judged && !access.paths.is_empty()).then_some(())?;
    let mut known: Vec<&str> = Vec::new();
    for path in &access.paths {
        known.extend(parameters(path)?);
    }
    let prefixes = project.calls_of("setGlobalPrefix").filter_map(|it| it.args.first());
    known.extend(prefixes.filter_map(|it| parameters(literal(project.constant(*it))?)).flatten());
    let read: Vec<(Syntax, &str)> = read(project, access).collect();
    let (argument, name) = *read.iter().find(|(_, name)| !known.contains(name))?;
    let route = access.label();
    let plain = name.trim_start_matches(':');
    let message = if plain != name && known.contains(&plain) {
        format!("`{name}` is read with its colon, which is no part of the name: the handler gets `undefined`.")
    } else if known.is_empty() {
        format!("`{route}` has no parameters, so `{name}` is always `undefined`.")
    } else {
        format!("`{route}` has `{}`, not `{name}`: the handler gets `undefined`.", known.join("`, `"))
    };
    let mut free = known.iter().filter(|it| !read.iter().any(|(_, name)| name == *it));
    let only = free.next().filter(|_| free.next().is_none());
    let right = if known.contains(&plain) { Some(&plain) } else { only };
    let fix = right.map(|it| {
        let reason = "check that this is the parameter that was meant";
        Fix::review(format!("Read `{it}`"), reason).replace(argument, format!("'{it}'"))
    });
    let step = access.entry.decorator.as_ref().map(|it| it.syntax)?;
    Some(Finding::at(argument, message).fix(fix).step(step, "the path is here"))
}

/// The names that `@Param` asks for, apart from the numbers of a bare `*`.
fn read<'t>(project: &Project<'t>, access: &Access<'t>) -> impl Iterator<Item = (Syntax<'t>, &'t str)> {
    let parameters = access.entry.method.parameters.iter().flat_map(|it| it.decorators.iter());
    let named = parameters.filter(|it| it.name == "Param").filter_map(|it| it.args.first().copied());
    let literals: Vec<_> = named.filter_map(|it| Some((it, literal(project.constant(it))?))).collect();
    literals.into_iter().filter(|(_, it)| it.parse::<u32>().is_err())
}
