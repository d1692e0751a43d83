//! Logs and metrics.

mod console_log;
#[cfg(feature = "whole")]
mod dropped_log_value;
#[cfg(feature = "whole")]
mod interpolated_log;
#[cfg(feature = "whole")]
mod late_tracing;
#[cfg(feature = "whole")]
mod log_injection;
#[cfg(feature = "whole")]
mod metric_name;
mod metric_per_call;
#[cfg(feature = "whole")]
mod metric_without_help;
#[cfg(feature = "whole")]
mod metrics_not_exposed;
#[cfg(feature = "whole")]
mod milliseconds_as_seconds;
#[cfg(feature = "whole")]
mod no_health_check;
#[cfg(feature = "whole")]
mod no_request_id;
#[cfg(feature = "whole")]
mod pretty_log;
mod sensitive_log;
#[cfg(feature = "whole")]
mod unbounded_label;
#[cfg(feature = "whole")]
mod unknown_label;
#[cfg(feature = "whole")]
mod wrong_logger_name;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &console_log::RULE,
    #[cfg(feature = "whole")]
    &dropped_log_value::RULE,
    #[cfg(feature = "whole")]
    &interpolated_log::RULE,
    #[cfg(feature = "whole")]
    &late_tracing::RULE,
    #[cfg(feature = "whole")]
    &log_injection::RULE,
    #[cfg(feature = "whole")]
    &metric_name::RULE,
    &metric_per_call::RULE,
    #[cfg(feature = "whole")]
    &metric_without_help::RULE,
    #[cfg(feature = "whole")]
    &metrics_not_exposed::RULE,
    #[cfg(feature = "whole")]
    &milliseconds_as_seconds::RULE,
    #[cfg(feature = "whole")]
    &no_health_check::RULE,
    #[cfg(feature = "whole")]
    &no_request_id::RULE,
    #[cfg(feature = "whole")]
    &pretty_log::RULE,
    &sensitive_log::RULE,
    #[cfg(feature = "whole")]
    &unbounded_label::RULE,
    #[cfg(feature = "whole")]
    &unknown_label::RULE,
    #[cfg(feature = "whole")]
    &wrong_logger_name::RULE,
];
