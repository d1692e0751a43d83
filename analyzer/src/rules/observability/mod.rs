//! Logs and metrics.

use crate::rule::Rule;

mod sensitive_log;

pub static RULES: &[&Rule] = &[&sensitive_log::RULE];
