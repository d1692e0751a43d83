//! Caches.

mod ignored_store;
mod key_misses_input;
mod no_expiry;
mod redis_client_per_use;
mod stale_entry;
mod ttl_in_seconds;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &ignored_store::RULE,
    &key_misses_input::RULE,
    &no_expiry::RULE,
    &redis_client_per_use::RULE,
    &stale_entry::RULE,
    &ttl_in_seconds::RULE,
];
