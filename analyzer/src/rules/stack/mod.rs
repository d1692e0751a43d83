//! What the project is built on and with.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
