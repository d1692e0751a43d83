//! Jobs and their queues.

use crate::rule::Rule;

mod library_mismatch;
mod no_retry;

pub static RULES: &[&Rule] = &[&library_mismatch::RULE, &no_retry::RULE];
