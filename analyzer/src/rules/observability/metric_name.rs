//! Metric names that Prometheus and its users read differently.

use crate::finding::Finding;
use crate::project::{Metric, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "observability/metric-name",
    title: "A metric's name does not say what it counts",
    severity: Severity::Low,
    standard: &["S163"],
    refs: &["https://prometheus.io/docs/practices/naming/"],
    needs: &[],
    fix: FixKind::None,
    words: words!("metric_name.md"),
    check: &[Check::Metric(check)],
};

fn check(_: &Project, metric: &Metric) -> Option<Finding> {
    let name = metric.name?;
    let place = metric.options.get("name")?;
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | ':');
    if !name.chars().all(is_allowed) || name.starts_with(|it: char| it.is_ascii_digit()) {
        let message = format!("prom-client throws on `{name}`: a name is made of letters, digits, `_` and `:`.");
        return Some(Finding::at(place, message).severity(Severity::Medium));
    }
    let wrong = if name.chars().any(|it| it.is_ascii_uppercase()) {
        "is not in lower case with underscores, as all others on a dashboard are"
    } else if metric.kind == "Gauge" {
        return None;
    } else if ["_ms", "_millis", "_milliseconds", "_minutes"].iter().any(|it| name.contains(it)) {
        "does not count in seconds, the unit that Prometheus and its dashboards assume for durations"
    } else if metric.kind == "Counter" && !name.ends_with("_total") {
        "counts up and does not end in `_total`: it reads like a gauge, and `rate()` over it looks like a mistake"
    } else {
        return None;
    };
    Some(Finding::at(place, format!("`{name}` {wrong}.")))
}
