//! Metrics that are counted and never handed to anyone.

use crate::finding::Finding;
use crate::project::{Metric, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "observability/metrics-not-exposed",
    title: "Metrics are counted and never read",
    severity: Severity::Low,
    standard: &["S023"],
    refs: &["https://github.com/siimon/prom-client#usage"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("metrics_not_exposed.md"),
    check: &[Check::Metric(check)],
};

/// Packages that hand them out.
const EXPOSING: [&str; 8] = [
    "@willsoto/nestjs-prometheus",
    "nestjs-prometheus",
    "@digikare/nestjs-prom",
    "express-prom-bundle",
    "express-prometheus-middleware",
    "fastify-metrics",
    "@opentelemetry/exporter-prometheus",
    "@siimon/prom-client",
];

fn check(project: &Project, metric: &Metric) -> Option<Finding> {
    let first = project.metrics().first()?;
    (first.call.syntax == metric.call.syntax).then_some(())?;
    let handed = ["metrics", "clusterMetrics", "getMetricsAsJSON", "getSingleMetricAsString", "pushAdd", "push"];
    // `push` is a method of lists too.
    let is_push = |it: &str| it != "push" || project.calls_of("Pushgateway").next().is_some();
    let is_handed = handed.iter().any(|it| is_push(it) && project.calls_of(it).any(|it| it.receiver.is_some()));
    let exposed = project.imports.iter().any(|it| EXPOSING.contains(&it.module));
    (!is_handed && !exposed).then_some(())?;
    let count = project.metrics().len();
    let names = if count == 1 { "This metric is".to_owned() } else { format!("{count} metrics, this one first, are") };
    let message = format!(
        "{names} counted, and nothing answers with `register.metrics()`: Prometheus never sees a number of them."
    );
    Some(Finding::at(metric.call.syntax, message).likely())
}
