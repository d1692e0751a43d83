//! Logs and metrics.

mod console_log;
mod metric_per_call;
mod sensitive_log;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&console_log::RULE, &metric_per_call::RULE, &sensitive_log::RULE];
