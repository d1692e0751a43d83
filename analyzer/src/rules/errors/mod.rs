//! Exceptions and what becomes of them.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
