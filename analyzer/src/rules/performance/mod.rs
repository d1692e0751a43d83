//! What costs time under load.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
