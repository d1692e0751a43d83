//! CORS, headers, rate limits.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
