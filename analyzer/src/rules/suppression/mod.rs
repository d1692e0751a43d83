//! Comments that keep findings away.

mod unknown_rule;
mod unused;
mod without_reason;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&unknown_rule::RULE, &unused::RULE, &without_reason::RULE];
