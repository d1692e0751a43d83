//! Caches.

use crate::rule::Rule;

mod ignored_store;
mod no_expiry;
mod stale_entry;
mod ttl_in_seconds;

pub static RULES: &[&Rule] = &[&ignored_store::RULE, &no_expiry::RULE, &stale_entry::RULE, &ttl_in_seconds::RULE];
