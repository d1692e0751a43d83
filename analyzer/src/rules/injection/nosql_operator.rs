//! Operators of MongoDB that came with the request.

use super::filter_from_body::{compared, key};
use crate::finding::Finding;
use crate::flow::{Flow, Harm, Part};
use crate::project::{Orm, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/nosql-operator",
    title: "An object from the request brings MongoDB operators",
    severity: Severity::Critical,
    standard: &["X046"],
    refs: &[
        "CWE-943",
        "https://www.mongodb.com/docs/manual/reference/operator/query/where/",
        "https://mongoosejs.com/docs/api/mongoose.html#Mongoose.prototype.sanitizeFilter()",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("nosql_operator.md"),
    check: &[Check::Flow(Harm::NoSql, operator), Check::Flow(Harm::Where, code), Check::Flow(Harm::Column, field)],
};

fn operator(project: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let key = key(flow.sink).filter(|it| !it.contains("$where"));
    // The value under `$where` is code.
    let is_code = key.is_none() && call.object(0).is_some_and(|it| it.has("$where"));
    (!is_code && !is_sanitized(project)).then_some(())?;
    let consequence = match key {
        Some(key) if flow.source.is_nested(project) => format!(
            "`?{key}[$ne]=` is read as an object there, and matches every document with another `{key}` or none."
        ),
        Some(key) => format!("`{key}: {{ $ne: null }}` works as well as a value, and matches every document."),
        None => "whoever sends it chooses the fields and operators that documents are found by.".to_owned(),
    };
    let fix = key.filter(|it| !it.starts_with('$')).and_then(|_| compared(flow.sink, "$eq"));
    let finding = flow.finding(&consequence).fix(fix);
    // What opens something, or changes many documents.
    let is_wide = key.is_none_or(|it| project.sensitive_word(it).is_some()) || call.name.ends_with("Many");
    let finding = if is_wide && call.name != "find" { finding } else { finding.severity(Severity::High) };
    Some(if flow.source.part == Part::Message { finding.likely() } else { finding })
}

/// `` $where: `this.name === '${name}'` ``
fn code(_: &Project, flow: &Flow) -> Option<Finding> {
    Some(flow.finding("MongoDB runs what `$where` holds as JavaScript, on every document it looks at."))
}

/// `find({ [field]: text })`
fn field(project: &Project, flow: &Flow) -> Option<Finding> {
    let query = project.query_at(flow.call.as_ref()?.syntax)?;
    (query.orm == Orm::Mongoose && !is_sanitized(project)).then_some(())?;
    let consequence = "it chooses the field that documents are found by, and `$where` makes code of the value.";
    Some(flow.finding(consequence).severity(Severity::High))
}

/// Whether something takes operators out of every request or filter.
fn is_sanitized(project: &Project) -> bool {
    let strips = ["mongoSanitize", "ExpressMongoSanitize", "expressMongoSanitize"];
    // Of Mongoose as a whole, of a connection, of a query.
    let is_set = || {
        project.sets("sanitizeFilter")
            || project.calls_of("set").any(|it| it.args.first().is_some_and(|it| it.text().contains("sanitizeFilter")))
    };
    strips.into_iter().any(|it| project.calls_of(it).next().is_some()) || is_set()
}
