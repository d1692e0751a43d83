//! Promises.

use crate::rule::Rule;

mod async_in_foreach;
mod async_promise_executor;

pub static RULES: &[&Rule] = &[&async_in_foreach::RULE, &async_promise_executor::RULE];
