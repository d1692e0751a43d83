//! Logs and metrics.

mod console_log;
mod late_tracing;
mod metric_name;
mod metric_per_call;
mod no_health_check;
mod pretty_log;
mod sensitive_log;
mod unbounded_label;
mod unknown_label;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &console_log::RULE,
    &late_tracing::RULE,
    &metric_name::RULE,
    &metric_per_call::RULE,
    &no_health_check::RULE,
    &pretty_log::RULE,
    &sensitive_log::RULE,
    &unbounded_label::RULE,
    &unknown_label::RULE,
];
