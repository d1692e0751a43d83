//! What the project is built on and with.

use crate::rule::Rule;

mod not_bun;
mod not_strict;

pub static RULES: &[&Rule] = &[&not_bun::RULE, &not_strict::RULE];
