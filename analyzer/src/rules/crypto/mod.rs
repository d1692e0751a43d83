//! Secrets, keys, hashes.

use crate::rule::Rule;

mod env_not_ignored;
mod hard_coded_secret;

pub static RULES: &[&Rule] = &[&env_not_ignored::RULE, &hard_coded_secret::RULE];
