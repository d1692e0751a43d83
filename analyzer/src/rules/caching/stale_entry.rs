//! Cache entries that outlive the rows they were made from.

use crate::finding::Finding;
use crate::project::{CacheUse, Cached, File, Operation, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "caching/stale-entry",
    title: "Cached rows change and the cached copy stays",
    severity: Severity::Medium,
    standard: &["S123"],
    refs: &["https://docs.nestjs.com/techniques/caching"],
    needs: &[],
    fix: FixKind::None,
    words: words!("stale_entry.md"),
    check: &[Check::Cached(check)],
};

/// Whoever caches for less than a minute, in milliseconds, has settled for old values.
const SHORT: i64 = 60_000;

fn check(project: &Project, cached: &Cached) -> Option<Finding> {
    let (head, value) = (cached.head?, cached.value?);
    (cached.what == CacheUse::Keep && !project.is_dropped(head) && !is_short(project, cached)).then_some(())?;
    let read = project.query_in(value).filter(|it| it.operation != Operation::Write)?;
    let change = project.change_of(read)?;
    let message = format!(
        "`{key}` holds `{model}` rows; `{change}` in {file} changes them, and nothing removes the entry: readers get \
         the old rows until it expires.",
        key = cached.key?.text().lines().next().unwrap_or_default(),
        model = read.model,
        change = change.call.callee.text(),
        file = project.file(change.call.syntax).map_or("", File::name),
    );
    Some(Finding::at(cached.call.syntax, message).step(change.call.syntax, "changed here").to_check())
}

fn is_short(project: &Project, cached: &Cached) -> bool {
    let call = &cached.call;
    let (at, unit) = if call.name.eq_ignore_ascii_case("setex") { (1, 1000) } else { (2, 1) };
    let last = call.args.get(3).and_then(|it| project.number(*it)).map(|it| it * 1000);
    let number = call.args.get(at).and_then(|it| project.number(*it)).map(|it| it * unit);
    last.or(number).is_some_and(|it| it > 0 && it < SHORT)
}
