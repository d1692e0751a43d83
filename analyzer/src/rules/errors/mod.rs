//! Exceptions and what becomes of them.

use crate::rule::Rule;

mod masked_http_error;
mod swallowed_error;

pub static RULES: &[&Rule] = &[&masked_http_error::RULE, &swallowed_error::RULE];
