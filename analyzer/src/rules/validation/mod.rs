//! What requests may contain.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
