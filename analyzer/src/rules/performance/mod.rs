//! What costs time and memory under load.

#[cfg(feature = "whole")]
mod accumulating_spread;
#[cfg(feature = "whole")]
mod blocking_call;
#[cfg(feature = "whole")]
mod collection_only_grows;
#[cfg(feature = "whole")]
mod heavy_work;
#[cfg(feature = "whole")]
mod listener_per_call;
mod query_in_loop;
#[cfg(feature = "whole")]
mod serial_reads;
#[cfg(feature = "whole")]
mod slow_regex;
#[cfg(feature = "whole")]
mod timer_left_running;
#[cfg(feature = "whole")]
mod unbounded_parallel;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &accumulating_spread::RULE,
    #[cfg(feature = "whole")]
    &blocking_call::RULE,
    #[cfg(feature = "whole")]
    &collection_only_grows::RULE,
    #[cfg(feature = "whole")]
    &heavy_work::RULE,
    #[cfg(feature = "whole")]
    &listener_per_call::RULE,
    &query_in_loop::RULE,
    #[cfg(feature = "whole")]
    &serial_reads::RULE,
    #[cfg(feature = "whole")]
    &slow_regex::RULE,
    #[cfg(feature = "whole")]
    &timer_left_running::RULE,
    #[cfg(feature = "whole")]
    &unbounded_parallel::RULE,
];
