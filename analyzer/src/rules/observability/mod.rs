//! Logs and metrics.

use crate::rule::Rule;

mod console_log;
mod metric_name;
mod metric_per_call;
mod sensitive_log;
mod unbounded_label;
mod unknown_label;

pub static RULES: &[&Rule] = &[
    &console_log::RULE,
    &metric_name::RULE,
    &metric_per_call::RULE,
    &sensitive_log::RULE,
    &unbounded_label::RULE,
    &unknown_label::RULE,
];
