//! What requests may contain.

#[cfg(feature = "whole")]
mod boolean_from_text;
#[cfg(feature = "whole")]
mod each_missing;
#[cfg(feature = "whole")]
mod email_as_text;
#[cfg(feature = "whole")]
mod enum_unchecked;
#[cfg(feature = "whole")]
mod half_checked_list;
mod lenient_pipe;
#[cfg(feature = "whole")]
mod nested_unchecked;
#[cfg(feature = "whole")]
mod number_is_text;
#[cfg(feature = "whole")]
mod optional_mismatch;
#[cfg(feature = "whole")]
mod partial_with_defaults;
mod pipe_missing;
#[cfg(feature = "whole")]
mod pipe_without_value;
#[cfg(feature = "whole")]
mod privileged_property;
#[cfg(feature = "whole")]
mod query_not_converted;
#[cfg(feature = "whole")]
mod short_password;
#[cfg(feature = "whole")]
mod unchecked_config;
mod undecorated_property;
#[cfg(feature = "whole")]
mod unguarded_transform;
mod untyped_body;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &boolean_from_text::RULE,
    #[cfg(feature = "whole")]
    &each_missing::RULE,
    #[cfg(feature = "whole")]
    &email_as_text::RULE,
    #[cfg(feature = "whole")]
    &enum_unchecked::RULE,
    #[cfg(feature = "whole")]
    &half_checked_list::RULE,
    &lenient_pipe::RULE,
    #[cfg(feature = "whole")]
    &nested_unchecked::RULE,
    #[cfg(feature = "whole")]
    &number_is_text::RULE,
    #[cfg(feature = "whole")]
    &optional_mismatch::RULE,
    #[cfg(feature = "whole")]
    &partial_with_defaults::RULE,
    &pipe_missing::RULE,
    #[cfg(feature = "whole")]
    &pipe_without_value::RULE,
    #[cfg(feature = "whole")]
    &privileged_property::RULE,
    #[cfg(feature = "whole")]
    &query_not_converted::RULE,
    #[cfg(feature = "whole")]
    &short_password::RULE,
    #[cfg(feature = "whole")]
    &unchecked_config::RULE,
    &undecorated_property::RULE,
    #[cfg(feature = "whole")]
    &unguarded_transform::RULE,
    &untyped_body::RULE,
];
