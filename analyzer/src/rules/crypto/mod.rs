//! Secrets, keys, hashes.

#[cfg(feature = "whole")]
mod blocking_hash;
#[cfg(feature = "whole")]
mod certificate_not_checked;
#[cfg(feature = "whole")]
mod constant_password_check;
#[cfg(feature = "whole")]
mod env_not_ignored;
mod hard_coded_secret;
#[cfg(feature = "whole")]
mod key_from_input;
#[cfg(feature = "whole")]
mod old_tls;
#[cfg(feature = "whole")]
mod plain_password;
#[cfg(feature = "whole")]
mod predictable_token;
#[cfg(feature = "whole")]
mod timing_unsafe_compare;
#[cfg(feature = "whole")]
mod weak_cipher;
#[cfg(feature = "whole")]
mod weak_hash;
#[cfg(feature = "whole")]
mod weak_password_cost;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &blocking_hash::RULE,
    #[cfg(feature = "whole")]
    &certificate_not_checked::RULE,
    #[cfg(feature = "whole")]
    &constant_password_check::RULE,
    #[cfg(feature = "whole")]
    &env_not_ignored::RULE,
    &hard_coded_secret::RULE,
    #[cfg(feature = "whole")]
    &key_from_input::RULE,
    #[cfg(feature = "whole")]
    &old_tls::RULE,
    #[cfg(feature = "whole")]
    &plain_password::RULE,
    #[cfg(feature = "whole")]
    &predictable_token::RULE,
    #[cfg(feature = "whole")]
    &timing_unsafe_compare::RULE,
    #[cfg(feature = "whole")]
    &weak_cipher::RULE,
    #[cfg(feature = "whole")]
    &weak_hash::RULE,
    #[cfg(feature = "whole")]
    &weak_password_cost::RULE,
];
