//! Logs and metrics.

use crate::rule::Rule;

mod console_log;
mod metric_per_call;
mod sensitive_log;

pub static RULES: &[&Rule] = &[&console_log::RULE, &metric_per_call::RULE, &sensitive_log::RULE];
