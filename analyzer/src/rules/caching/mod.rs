//! Caches.

use crate::rule::Rule;

mod ttl_in_seconds;

pub static RULES: &[&Rule] = &[&ttl_in_seconds::RULE];
