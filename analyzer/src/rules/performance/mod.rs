//! What costs time under load.

use crate::rule::Rule;

mod query_in_loop;

pub static RULES: &[&Rule] = &[&query_in_loop::RULE];
