//! Exceptions and what becomes of them.

use crate::rule::Rule;

mod masked_http_error;
mod process_exit;
mod swallowed_error;

pub static RULES: &[&Rule] = &[&masked_http_error::RULE, &process_exit::RULE, &swallowed_error::RULE];
