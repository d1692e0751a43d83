//! What a user sends becomes code.

mod raw_sql;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&raw_sql::RULE];
