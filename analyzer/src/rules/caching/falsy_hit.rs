//! A cached `0` or `false` that counts as nothing.

use crate::finding::{Finding, Fix};
use crate::project::{CacheUse, Cached, Fate, Operation, Project, fate, uses};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "caching/falsy-hit",
    title: "A cached zero or empty value counts as a miss",
    severity: Severity::Low,
    standard: &["S120"],
    refs: &["CWE-697", "https://docs.nestjs.com/techniques/caching"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("falsy_hit.md"),
    check: &[Check::Cached(check)],
};

fn check(project: &Project, cached: &Cached) -> Option<Finding> {
    (cached.what == CacheUse::Read).then_some(())?;
    let Fate::Kept(name) = fate(&cached.call) else { return None };
    let place = uses(name).into_iter().find(|it| is_condition(*it))?;
    let typed = cached.call.type_arguments.and_then(|it| it.children().next()).map_or("", Syntax::text);
    let value = if matches!(typed, "number" | "boolean") { typed } else { kept(project, cached)? };
    let message = format!(
        "A cached {value} may be {}, and `{}` takes that for a miss: exactly this value is computed again each time.",
        if value == "boolean" { "`false`" } else { "`0`" },
        place.text(),
    );
    let fix = Fix::review(
        "Check whether it is there",
        "a cache returns `null` or `undefined` for an entry that is \
                                                        missing",
    );
    let text = format!("{} != null", place.text());
    Some(Finding::at(place, message).fix(fix.replace(place, text)))
}

/// `if (cached) …`, alone
fn is_condition(name: Syntax) -> bool {
    let Some(condition) = name.parent().filter(|it| it.kind() == Kind::Parenthesized) else { return false };
    condition.role() == Field::Condition && plain(condition) == name
}

/// What the same method keeps under the same key: a count, a condition.
fn kept(project: &Project, read: &Cached) -> Option<&'static str> {
    let method = read.call.syntax.ancestor(&[Kind::Method])?;
    let same = |it: &&Cached| {
        it.what == CacheUse::Keep
            && method.contains(it.call.syntax)
            && it.key.map(Syntax::text) == read.key.map(Syntax::text)
    };
    let value = project.cached().iter().find(same)?.value?;
    let query = project.query_in(value).filter(|it| plain(project.value(value)) == it.call.syntax);
    query.filter(|it| it.operation == Operation::Aggregate && it.call.name.starts_with("count")).map(|_| "number")
}
