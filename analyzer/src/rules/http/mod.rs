//! CORS, headers, rate limits.

mod open_cors;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&open_cors::RULE];
