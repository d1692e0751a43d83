//! Routes, status codes, contracts.

use crate::rule::Rule;

mod route_shadowed;
mod status_mismatch;

pub static RULES: &[&Rule] = &[&route_shadowed::RULE, &status_mismatch::RULE];
