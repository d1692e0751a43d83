//! Tokens, cookies, sessions, CSRF.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
