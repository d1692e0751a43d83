//! Rows that are cached with their secrets.

use crate::finding::Finding;
use crate::project::{CacheUse, Cached, Operation, Orm, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "caching/secret-kept",
    title: "A secret is copied into the cache",
    severity: Severity::Low,
    standard: &["S122"],
    refs: &["CWE-524", "https://www.prisma.io/docs/orm/prisma-client/queries/excluding-fields"],
    needs: &[Evidence::Schema],
    fix: FixKind::None,
    words: words!("secret_kept.md"),
    check: &[Check::Cached(check)],
};

fn check(project: &Project, cached: &Cached) -> Option<Finding> {
    let value = cached.value.filter(|_| cached.what == CacheUse::Keep)?;
    let query = project.query_in(value).filter(|it| it.orm == Orm::Prisma)?;
    let reads = matches!(query.operation, Operation::ReadOne | Operation::ReadMany);
    let model = project.model_of(query).filter(|_| reads && query.call.name != "groupBy")?;
    let mut columns = model.fields.iter().filter(|it| it.type_name == "String" && !it.is_list).map(|it| it.name.text());
    let secret = columns.find(|it| !it.ends_with("Id") && project.sensitive_word(it).is_some())?;
    let narrowed = query.options().is_none_or(|it| it.has("select") || it.has("omit") || it.is_open());
    let calls = ["PrismaClient", "super", "forRoot"].iter().flat_map(|it| project.calls_of(it));
    let omitted =
        calls.filter_map(|it| it.object(0)).any(|it| it.has("omit") || it.at(&["prismaOptions", "omit"]).is_some());
    (!narrowed && !omitted).then_some(())?;
    let message = format!(
        "The whole `{}` row is cached, `{secret}` with it: a copy of the secret is in the cache until it expires, and \
         every reader of the cache gets it.",
        model.name.text(),
    );
    Some(
        Finding::at(cached.call.syntax, message)
            .likely()
            .step(query.call.callee, "it is loaded here, with every column"),
    )
}
