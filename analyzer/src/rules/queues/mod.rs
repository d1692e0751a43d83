//! Jobs and their queues.

mod library_mismatch;
mod missing_payload;
mod no_retry;
mod unhandled_job;
mod unregistered_queue;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &library_mismatch::RULE,
    &missing_payload::RULE,
    &no_retry::RULE,
    &unhandled_job::RULE,
    &unregistered_queue::RULE,
];
