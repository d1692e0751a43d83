//! Milliseconds observed by metrics that count in seconds, and durations in metrics that keep one value.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Metric, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "observability/milliseconds-as-seconds",
    title: "A duration is measured in a misleading way",
    severity: Severity::Low,
    standard: &["S167"],
    refs: &["https://prometheus.io/docs/practices/naming/#base-units"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("milliseconds_as_seconds.md"),
    check: &[Check::Call(&["observe", "set"], observed), Check::Metric(kind)],
};

fn observed(project: &Project, call: &Call) -> Option<Finding> {
    let given = *call.args.last()?;
    let value = plain(project.value(given));
    is_milliseconds(project, value).then_some(())?;
    let metric = project.metric_behind(call.receiver?)?;
    let name = metric.name.filter(|it| name_words(it).iter().any(|it| it == "seconds"))?;
    let also = if metric.kind == "Histogram" { ", and most of them fall into the last bucket" } else { "" };
    let message = format!("`{name}` gets milliseconds here: each duration reads a thousand times too long{also}.");
    let is_simple = given.is(&[Kind::Identifier, Kind::Parenthesized]);
    let text = if is_simple { format!("{} / 1000", given.text()) } else { format!("({}) / 1000", given.text()) };
    let fix = Fix::review("Divide by 1000", "alerts that were set by the old values have to follow");
    Some(Finding::at(given, message).step(metric.call.syntax, "declared here").fix(fix.replace(given, text)))
}

/// `Date.now() - start`, as it is.
fn is_milliseconds<'t>(project: &Project<'t>, value: Syntax<'t>) -> bool {
    let is_difference = value.kind() == Kind::Binary && value.field(Field::Operator).is_some_and(|it| it.text() == "-");
    is_difference
        && [Field::Left, Field::Right].into_iter().filter_map(|it| value.field(it)).all(|it| is_now(project, it))
}

/// The time now or at a moment before, in milliseconds.
fn is_now<'t>(project: &Project<'t>, time: Syntax<'t>) -> bool {
    matches!(
        plain(project.value(time)).text(),
        "Date.now()" | "performance.now()" | "new Date().getTime()" | "+new Date()"
    )
}

fn kind(_: &Project, metric: &Metric) -> Option<Finding> {
    let name = metric.name?;
    let words = name_words(name);
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let is_of_many = has(&["http", "request", "requests", "response", "query"]);
    (metric.kind == "Gauge" && is_of_many && has(&["duration", "latency", "seconds"])).then_some(())?;
    // The last of something that runs now and then is a gauge's.
    (!has(&["last", "max", "min", "avg", "average", "oldest", "longest", "timeout"])).then_some(())?;
    let message = format!(
        "`{name}` is a gauge and keeps the last duration only: between two scrapes all others are lost, and there is no \
         percentile of it."
    );
    Some(Finding::at(metric.call.callee, message).likely())
}
