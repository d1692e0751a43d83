//! Jobs and their queues.

mod library_mismatch;
#[cfg(feature = "whole")]
mod missing_payload;
mod no_retry;
#[cfg(feature = "whole")]
mod unhandled_job;
#[cfg(feature = "whole")]
mod unregistered_queue;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &library_mismatch::RULE,
    #[cfg(feature = "whole")]
    &missing_payload::RULE,
    &no_retry::RULE,
    #[cfg(feature = "whole")]
    &unhandled_job::RULE,
    #[cfg(feature = "whole")]
    &unregistered_queue::RULE,
];
