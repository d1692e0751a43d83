//! Routes, status codes, contracts.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
