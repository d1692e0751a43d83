//! Secrets, keys, hashes.

mod hard_coded_secret;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&hard_coded_secret::RULE];
