//! A route that an earlier one with a parameter answers first.

use crate::finding::Finding;
use crate::project::{Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "api/route-shadowed",
    title: "An earlier route answers in place of this one",
    severity: Severity::High,
    standard: &["X002"],
    refs: &["https://docs.nestjs.com/controllers"],
    needs: &[],
    fix: FixKind::None,
    words: words!("route_shadowed.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    let mates = project.routes_of(&route.class).filter(|it| it.verb == route.verb);
    let earlier = mates.take_while(|it| it.method.syntax != route.method.syntax);
    let plain = |it: &Route| ["Version", "Host"].iter().all(|name| it.decorator(name).is_none());
    let may_take = |it: &&Route| it.paths.iter().any(|it| it.contains(':')) && plain(it) && plain(route);
    let first = earlier.filter(may_take).find(|it| {
        let is_taken = |later: &str| it.paths.iter().any(|first| shadows(first, later));
        !route.paths.is_empty() && route.paths.iter().all(|it| is_taken(it))
    })?;
    let parameter = first.paths.iter().find_map(|it| it.split('/').find(|it| it.starts_with(':')))?;
    let message = format!(
        "`{}` is above and matches first, so this handler is never called: a request for `{}` runs `{}`, which takes a \
         part of its path for `{parameter}`.",
        first.label(),
        route.label(),
        first.method.name.text(),
    );
    let step = format!("`{}` takes the request", first.method.name.text());
    Some(Finding::at(route.decorator.syntax, message).step(first.decorator.syntax, step))
}

/// Whether every request for `later` matches `first`, and `later` is the narrower one.
fn shadows(first: &str, later: &str) -> bool {
    if !first.contains(':') {
        return false;
    }
    let first: Vec<&str> = first.trim_matches('/').split('/').collect();
    let later: Vec<&str> = later.trim_matches('/').split('/').collect();
    let is_parameter =
        |it: &str| it.starts_with(':') && it.chars().skip(1).all(|it| it.is_ascii_alphanumeric() || it == '_');
    let covers = |(a, b): (&&str, &&str)| a == b || (is_parameter(a) && !b.is_empty() && !b.starts_with('*'));
    let narrower = first.iter().zip(&later).any(|(a, b)| is_parameter(a) && !b.starts_with(':'));
    first.len() == later.len() && first.iter().zip(&later).all(covers) && narrower
}
