//! A whole list of rows is loaded for its length, or for its first element.

use crate::finding::{Finding, Fix};
use crate::project::{Fate, Orm, Project, Query, fate, uses};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "database/rows-loaded-to-count",
    title: "All rows are loaded to count them or take the first",
    severity: Severity::Medium,
    standard: &["X091"],
    refs: &["CWE-400", "https://www.prisma.io/docs/orm/prisma-client/queries/aggregation-grouping-summarizing#count"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("rows_loaded_to_count.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let is_list = matches!((query.orm, query.call.name), (Orm::Prisma, "findMany") | (_, "find" | "findBy"));
    (is_list && !project.is_test(query.call.syntax) && !project.is_script(query.call.syntax)).then_some(())?;
    let fate = fate(&query.call);
    let reads: Vec<Syntax> = match fate {
        Fate::Read(at) => vec![at],
        Fate::Kept(name) => uses(name).into_iter().map(|it| it.parent().unwrap_or(it)).collect(),
        _ => return None,
    };
    let limit = query.options().and_then(|it| it.get("take"));
    let is_length =
        |it: &Syntax| it.kind() == Kind::Member && it.field(Field::Property).is_some_and(|it| it.text() == "length");
    let is_first =
        |it: &Syntax| it.kind() == Kind::Subscript && it.field(Field::Index).is_some_and(|it| it.text() == "0");
    let (last, is_count) = match reads.split_first()? {
        (first, rest) if is_length(first) && rest.iter().all(is_length) => (first, true),
        (first, rest) if is_first(first) && rest.iter().all(is_first) => (first, false),
        _ => return None,
    };
    limit.is_none().then_some(())?;
    let better = match (is_count, query.orm) {
        (true, Orm::Mongoose) => "countDocuments",
        (true, Orm::TypeOrm) if query.call.name == "findBy" => "countBy",
        (true, _) => "count",
        (false, Orm::Prisma) => "findFirst",
        (false, Orm::TypeOrm) if query.call.name == "findBy" => "findOneBy",
        (false, _) => "findOne",
    };
    let use_of = if is_count { "only their number is used" } else { "only the first is used" };
    let message = format!(
        "`{}` loads every matching row, and {use_of}: `{better}` has the database do it.",
        query.call.callee.text()
    );
    let finding = Finding::at(query.call.callee, message).step(*last, "this is all that is read of them");
    let fix = fix(query, *last, better).filter(|_| matches!(fate, Fate::Read(_)));
    Some(finding.fix(fix))
}

/// `(await x.findMany({ where })).length` becomes `(await x.count({ where }))`.
fn fix(query: &Query, read: Syntax, better: &str) -> Option<Fix> {
    let allowed = ["where"];
    let only_where = query.call.args.is_empty()
        || query.options().is_some_and(|it| !it.is_open() && it.entries().all(|(key, _)| allowed.contains(&key)));
    let whole = read.field(Field::Object).filter(|_| better == "count" && only_where)?;
    let method = query.call.callee.children().last()?;
    let method = crate::finding::Place::from(method);
    let behind = crate::finding::Place {
        file: read.file,
        span: crate::syntax::Span { start: whole.span().end, end: read.span().end },
    };
    let reason = "the number is the same; what else the rows were used for is gone";
    Some(Fix::review("Count in the database", reason).replace(method, better).replace(behind, ""))
}
