//! Caches.

#[cfg(feature = "whole")]
mod ignored_store;
#[cfg(feature = "whole")]
mod key_misses_input;
mod no_expiry;
#[cfg(feature = "whole")]
mod redis_client_per_use;
#[cfg(feature = "whole")]
mod stale_entry;
mod ttl_in_seconds;
#[cfg(feature = "whole")]
mod untyped_cache;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &ignored_store::RULE,
    #[cfg(feature = "whole")]
    &key_misses_input::RULE,
    &no_expiry::RULE,
    #[cfg(feature = "whole")]
    &redis_client_per_use::RULE,
    #[cfg(feature = "whole")]
    &stale_entry::RULE,
    &ttl_in_seconds::RULE,
    #[cfg(feature = "whole")]
    &untyped_cache::RULE,
];
