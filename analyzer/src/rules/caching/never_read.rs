//! Entries that are kept and that nobody reads.

use crate::finding::Finding;
use crate::project::{CacheUse, Cached, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "caching/never-read",
    title: "A cache entry is kept and never read",
    severity: Severity::Low,
    standard: &["S120"],
    refs: &["CWE-563", "https://docs.nestjs.com/techniques/caching"],
    needs: &[],
    fix: FixKind::None,
    words: words!("never_read.md"),
    check: &[Check::Cached(check)],
};

fn check(project: &Project, cached: &Cached) -> Option<Finding> {
    let head = cached.head.filter(|_| cached.what == CacheUse::Keep && cached.call.name != "wrap")?;
    let reads = |it: &&Cached| it.what == CacheUse::Read || it.call.name == "wrap";
    let mut readers = project.cached().iter().filter(reads);
    // A key that the source does not tell may be this one, and so may what an interceptor looks for.
    let names = ["mget", "keys", "scan", "ttl", "exists", "incr", "expire", "hget"];
    let others = || names.iter().any(|it| project.calls_of(it).next().is_some());
    let intercepts = || project.roots.iter().any(|it| it.source().contains("CacheInterceptor"));
    (!readers.any(|it| it.head.is_none_or(|it| it == head)) && !others() && !intercepts()).then_some(())?;
    let query = cached.value.and_then(|it| project.query_in(it));
    let what =
        if query.is_some() { "the query behind it runs every time all the same" } else { "it only takes memory" };
    let message = format!("Nothing reads entries whose key begins with `{head}`: {what}.");
    Some(Finding::at(cached.call.syntax, message).likely())
}
