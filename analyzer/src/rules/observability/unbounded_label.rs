//! Labels with as many values as there are users, requests or addresses.

use crate::finding::Finding;
use crate::project::{Measured, Metric, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{chain, name_words};

pub static RULE: Rule = Rule {
    id: "observability/unbounded-label",
    title: "A metric's label has no limit to its values",
    severity: Severity::Medium,
    standard: &["S165"],
    refs: &["https://prometheus.io/docs/practices/naming/#labels"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unbounded_label.md"),
    check: &[Check::Metric(declared), Check::Measured(given)],
};

/// The last words of names whose values nobody can list.
const ENDLESS: [&str; 14] = [
    "user id",
    "id",
    "uid",
    "uuid",
    "email",
    "ip",
    "session",
    "session id",
    "request id",
    "trace id",
    "correlation id",
    "phone",
    "token",
    "ip address",
];

fn declared(_: &Project, metric: &Metric) -> Option<Finding> {
    let labels = metric.labels.as_ref()?;
    let (label, place) = labels.iter().find(|(label, _)| ENDLESS.contains(&name_words(label).join(" ").as_str()))?;
    let message = format!(
        "Each value of `{label}` makes a time series of its own, and `{}` keeps them all in memory until the process ends.",
        metric.name.unwrap_or("the metric"),
    );
    Some(Finding::at(*place, message).likely())
}

/// `{ path: req.originalUrl }`: ids and query strings make each address a value of its own.
fn given(project: &Project, measured: &Measured) -> Option<Finding> {
    let values = measured.call.args.iter().flat_map(|it| it.find(crate::syntax::Kind::Member));
    let address = values.into_iter().find(|it| {
        let names = chain(*it);
        matches!(names.last(), Some(&"url" | &"originalUrl")) && names.iter().any(|it| matches!(*it, "req" | "request"))
    })?;
    let metric = project.metric(measured)?;
    let message = format!(
        "`{}` differs with every id and query string, and each one is a time series of `{}` that stays in memory.",
        address.text(),
        metric.name.unwrap_or("the metric"),
    );
    Some(Finding::at(address, message).step(metric.call.syntax, "the metric"))
}
