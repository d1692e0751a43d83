//! Exceptions and what becomes of them.

#[cfg(feature = "whole")]
mod filter_without_answer;
#[cfg(feature = "whole")]
mod internal_detail_sent;
mod masked_http_error;
#[cfg(feature = "whole")]
mod process_exit;
mod swallowed_error;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &filter_without_answer::RULE,
    #[cfg(feature = "whole")]
    &internal_detail_sent::RULE,
    &masked_http_error::RULE,
    #[cfg(feature = "whole")]
    &process_exit::RULE,
    &swallowed_error::RULE,
];
