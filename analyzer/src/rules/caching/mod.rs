//! Caches.

#[cfg(feature = "whole")]
mod falsy_hit;
#[cfg(feature = "whole")]
mod growing_map;
#[cfg(feature = "whole")]
mod ignored_store;
#[cfg(feature = "whole")]
mod key_misses_input;
#[cfg(feature = "whole")]
mod never_read;
mod no_expiry;
#[cfg(feature = "whole")]
mod no_such_decorator;
#[cfg(feature = "whole")]
mod redis_client_per_use;
#[cfg(feature = "whole")]
mod secret_kept;
#[cfg(feature = "whole")]
mod stale_entry;
mod ttl_in_seconds;
#[cfg(feature = "whole")]
mod untyped_cache;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &falsy_hit::RULE,
    #[cfg(feature = "whole")]
    &growing_map::RULE,
    #[cfg(feature = "whole")]
    &ignored_store::RULE,
    #[cfg(feature = "whole")]
    &key_misses_input::RULE,
    #[cfg(feature = "whole")]
    &never_read::RULE,
    &no_expiry::RULE,
    #[cfg(feature = "whole")]
    &no_such_decorator::RULE,
    #[cfg(feature = "whole")]
    &redis_client_per_use::RULE,
    #[cfg(feature = "whole")]
    &secret_kept::RULE,
    #[cfg(feature = "whole")]
    &stale_entry::RULE,
    &ttl_in_seconds::RULE,
    #[cfg(feature = "whole")]
    &untyped_cache::RULE,
];
