//! Jobs and their queues.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
