//! Caches.

mod no_expiry;
mod ttl_in_seconds;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&no_expiry::RULE, &ttl_in_seconds::RULE];
