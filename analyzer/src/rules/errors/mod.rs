//! Exceptions and what becomes of them.

mod masked_http_error;
mod swallowed_error;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&masked_http_error::RULE, &swallowed_error::RULE];
