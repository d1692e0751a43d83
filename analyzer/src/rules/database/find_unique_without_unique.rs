//! A call that needs a key, with a `where` that holds none.

use crate::finding::Finding;
use crate::project::{Orm, Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "database/find-unique-without-unique",
    title: "findUnique filters by a field that is not unique",
    severity: Severity::Medium,
    standard: &["S104"],
    refs: &["https://www.prisma.io/docs/orm/reference/prisma-client-reference#findunique"],
    needs: &[Evidence::Schema],
    fix: FixKind::None,
    words: words!("find_unique_without_unique.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let by_key = ["findUnique", "findUniqueOrThrow", "update", "delete", "upsert"];
    (query.orm == Orm::Prisma && by_key.contains(&query.call.name)).then_some(())?;
    let model = project.model_of(query)?;
    let filter = project.filter(query);
    let keys = model.unique_keys();
    let known = |name: &str| model.field(name).is_some();
    let has_key = filter.all.iter().any(|(name, _)| keys.iter().any(|it| it == name));
    if filter.is_open || has_key || filter.all.is_empty() || !filter.all.iter().all(|(name, _)| known(name)) {
        return None;
    }
    let names: Vec<&str> = filter.all.iter().map(|(name, _)| *name).collect();
    let message = format!(
        "`{}` needs a unique field, and `{}` has no `@id`, no `@unique` and no key over several fields among `{}`: \
         Prisma rejects the call each time it runs.",
        query.call.callee.text(),
        model.name.text(),
        names.join("`, `"),
    );
    Some(Finding::at(query.call.callee, message).step(model.name, "its keys are here"))
}
