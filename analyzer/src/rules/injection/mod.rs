//! What a user sends becomes code.

use crate::rule::Rule;

mod raw_sql;

pub static RULES: &[&Rule] = &[&raw_sql::RULE];
