//! Exceptions and what becomes of them.

#[cfg(feature = "whole")]
mod catch_all_last;
#[cfg(feature = "whole")]
mod filter_without_answer;
mod masked_http_error;
#[cfg(feature = "whole")]
mod process_exit;
mod swallowed_error;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &catch_all_last::RULE,
    #[cfg(feature = "whole")]
    &filter_without_answer::RULE,
    &masked_http_error::RULE,
    #[cfg(feature = "whole")]
    &process_exit::RULE,
    &swallowed_error::RULE,
];
