//! What costs time under load.

mod query_in_loop;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&query_in_loop::RULE];
