//! Promises.

use crate::rule::Rule;

mod prisma_not_awaited;

pub static RULES: &[&Rule] = &[&prisma_not_awaited::RULE];
