//! Promises.

mod async_in_foreach;
mod async_promise_executor;
#[cfg(feature = "whole")]
mod floating_bootstrap;
#[cfg(feature = "whole")]
mod floating_promise;
#[cfg(feature = "whole")]
mod no_time_limit;
#[cfg(feature = "whole")]
mod observable_not_run;
mod prisma_not_awaited;
#[cfg(feature = "whole")]
mod promise_in_condition;
#[cfg(feature = "whole")]
mod return_in_try;
#[cfg(feature = "whole")]
mod schedule_never_starts;
#[cfg(feature = "whole")]
mod schedule_overlap;
#[cfg(feature = "whole")]
mod unhandled_listener;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &async_in_foreach::RULE,
    &async_promise_executor::RULE,
    #[cfg(feature = "whole")]
    &floating_bootstrap::RULE,
    #[cfg(feature = "whole")]
    &floating_promise::RULE,
    #[cfg(feature = "whole")]
    &no_time_limit::RULE,
    #[cfg(feature = "whole")]
    &observable_not_run::RULE,
    &prisma_not_awaited::RULE,
    #[cfg(feature = "whole")]
    &promise_in_condition::RULE,
    #[cfg(feature = "whole")]
    &return_in_try::RULE,
    #[cfg(feature = "whole")]
    &schedule_never_starts::RULE,
    #[cfg(feature = "whole")]
    &schedule_overlap::RULE,
    #[cfg(feature = "whole")]
    &unhandled_listener::RULE,
];
