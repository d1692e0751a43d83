//! Exceptions and what becomes of them.

#[cfg(feature = "whole")]
mod bare_error;
#[cfg(feature = "whole")]
mod catch_all_last;
#[cfg(feature = "whole")]
mod failure_as_success;
#[cfg(feature = "whole")]
mod filter_without_answer;
#[cfg(feature = "whole")]
mod internal_detail_sent;
mod masked_http_error;
#[cfg(feature = "whole")]
mod missing_row_assumed;
#[cfg(feature = "whole")]
mod nan_id;
#[cfg(feature = "whole")]
mod process_exit;
#[cfg(feature = "whole")]
mod stack_not_logged;
mod swallowed_error;
#[cfg(feature = "whole")]
mod unguarded_json_parse;
#[cfg(feature = "whole")]
mod unhandled_pipe;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &bare_error::RULE,
    #[cfg(feature = "whole")]
    &catch_all_last::RULE,
    #[cfg(feature = "whole")]
    &failure_as_success::RULE,
    #[cfg(feature = "whole")]
    &filter_without_answer::RULE,
    #[cfg(feature = "whole")]
    &internal_detail_sent::RULE,
    &masked_http_error::RULE,
    #[cfg(feature = "whole")]
    &missing_row_assumed::RULE,
    #[cfg(feature = "whole")]
    &nan_id::RULE,
    #[cfg(feature = "whole")]
    &process_exit::RULE,
    #[cfg(feature = "whole")]
    &stack_not_logged::RULE,
    &swallowed_error::RULE,
    #[cfg(feature = "whole")]
    &unguarded_json_parse::RULE,
    #[cfg(feature = "whole")]
    &unhandled_pipe::RULE,
];
