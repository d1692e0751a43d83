//! Jobs and their queues.

#[cfg(feature = "whole")]
mod heavy_payload;
mod library_mismatch;
#[cfg(feature = "whole")]
mod missing_payload;
#[cfg(feature = "whole")]
mod never_pruned;
mod no_retry;
#[cfg(feature = "whole")]
mod slow_answer;
#[cfg(feature = "whole")]
mod unhandled_job;
#[cfg(feature = "whole")]
mod unregistered_queue;
#[cfg(feature = "whole")]
mod untyped_job;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &heavy_payload::RULE,
    &library_mismatch::RULE,
    #[cfg(feature = "whole")]
    &missing_payload::RULE,
    #[cfg(feature = "whole")]
    &never_pruned::RULE,
    &no_retry::RULE,
    #[cfg(feature = "whole")]
    &slow_answer::RULE,
    #[cfg(feature = "whole")]
    &unhandled_job::RULE,
    #[cfg(feature = "whole")]
    &unregistered_queue::RULE,
    #[cfg(feature = "whole")]
    &untyped_job::RULE,
];
