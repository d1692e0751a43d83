//! Caches.

use crate::rule::Rule;

mod no_expiry;
mod ttl_in_seconds;

pub static RULES: &[&Rule] = &[&no_expiry::RULE, &ttl_in_seconds::RULE];
