//! CORS, headers, rate limits.

mod open_cors;
mod throttler_v4_api;
mod unused_protection;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&open_cors::RULE, &throttler_v4_api::RULE, &unused_protection::RULE];
