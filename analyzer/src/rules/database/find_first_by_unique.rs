//! `findFirst` by a unique field, which answers with some row when the value is missing.

use crate::finding::{Finding, Fix};
use crate::project::{Project, Query};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, plain};

pub static RULE: Rule = Rule {
    id: "database/find-first-by-unique",
    title: "findFirst looks for one row by its key",
    severity: Severity::Low,
    standard: &["S104"],
    refs: &["CWE-1287", "https://www.prisma.io/docs/orm/reference/prisma-client-reference#findunique"],
    needs: &[Evidence::Schema],
    fix: FixKind::Review,
    words: words!("find_first_by_unique.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let better = match query.call.name {
        "findFirst" => "findUnique",
        "findFirstOrThrow" => "findUniqueOrThrow",
        _ => return None,
    };
    let model = project.model_of(query)?;
    let filter = project.filter(query);
    let (name, value) = filter.all.first().filter(|(name, _)| filter.is_only(name))?;
    let is_key = model.field(name).is_some_and(|it| it.attribute("id").or(it.attribute("unique")).is_some());
    let is_plain = plain(*value).is(&[Kind::Identifier, Kind::Shorthand, Kind::Member]);
    let sorts = ["orderBy", "cursor", "skip", "take", "distinct"];
    let options = query.options()?;
    if !is_key
        || !is_plain
        || options.is_open()
        || sorts.iter().any(|it| options.has(it))
        || project.is_test(query.call.syntax)
        // Where the value may be missing, that is said with more weight elsewhere.
        || !project.absent_conditions(query).is_empty()
    {
        return None;
    }
    let message = format!(
        "`{name}` is unique in `{model}`, so `{better}` says the same, with one difference: if `{value}` is ever \
         undefined, `{old}` drops the condition and answers with any `{model}`, where `{better}` refuses.",
        model = model.name.text(),
        value = value.text(),
        old = query.call.name,
    );
    let method = query.call.callee.children().last()?;
    let reason = "a missing value is an error from then on";
    Some(
        // Whether the value can be missing is not known.
        Finding::at(query.call.callee, message)
            .likely()
            .fix(Fix::review(format!("Use `{better}`"), reason).replace(method, better)),
    )
}
