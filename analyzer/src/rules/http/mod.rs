//! CORS, headers, rate limits.

mod open_cors;
mod throttler_v4_api;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&open_cors::RULE, &throttler_v4_api::RULE];
