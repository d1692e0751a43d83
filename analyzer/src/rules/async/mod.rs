//! Promises.

mod async_in_foreach;
mod async_promise_executor;
#[cfg(feature = "whole")]
mod floating_bootstrap;
mod prisma_not_awaited;
#[cfg(feature = "whole")]
mod unhandled_listener;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &async_in_foreach::RULE,
    &async_promise_executor::RULE,
    #[cfg(feature = "whole")]
    &floating_bootstrap::RULE,
    &prisma_not_awaited::RULE,
    #[cfg(feature = "whole")]
    &unhandled_listener::RULE,
];
