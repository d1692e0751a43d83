//! Secrets, keys, hashes.

mod env_not_ignored;
mod hard_coded_secret;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&env_not_ignored::RULE, &hard_coded_secret::RULE];
