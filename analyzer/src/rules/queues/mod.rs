//! Jobs and their queues.

mod library_mismatch;
mod no_retry;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&library_mismatch::RULE, &no_retry::RULE];
