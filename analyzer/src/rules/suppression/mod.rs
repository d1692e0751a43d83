//! Comments that keep findings away.

use crate::rule::Rule;

mod unknown_rule;
mod unused;
mod without_reason;

pub static RULES: &[&Rule] = &[&unknown_rule::RULE, &unused::RULE, &without_reason::RULE];
