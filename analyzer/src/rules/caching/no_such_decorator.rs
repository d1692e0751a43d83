//! Decorators that the cache module of Nest does not have.

use crate::finding::Finding;
use crate::project::{Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "caching/no-such-decorator",
    title: "The cache module has no such decorator",
    severity: Severity::Low,
    standard: &["S125"],
    refs: &["https://docs.nestjs.com/techniques/caching#auto-caching-responses"],
    needs: &[],
    fix: FixKind::None,
    words: words!("no_such_decorator.md"),
    check: &[Check::ImportOf(&["@nestjs/cache-manager"], check)],
};

fn check(_: &Project, import: &Import) -> Option<Finding> {
    let unknown = ["Cacheable", "CacheEvict", "CachePut", "CacheClear", "Cached", "InvalidateCache", "UseCache"];
    let mut names = import.syntax.find(Kind::ImportSpecifier);
    let name = names.find(|it| unknown.contains(&it.text().split(' ').next().unwrap_or_default()))?;
    let shown = name.text().split(' ').next().unwrap_or_default();
    let message = format!(
        "`@nestjs/cache-manager` exports `CacheKey`, `CacheTTL` and `CacheInterceptor`, and no `{shown}`: it is undefined, \
         and the application ends with a TypeError as soon as the file is loaded.",
    );
    Some(Finding::at(name, message))
}
