//! What is written down for those who come next.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
