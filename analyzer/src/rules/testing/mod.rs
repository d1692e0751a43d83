//! Tests.

#[cfg(feature = "whole")]
mod app_left_open;
#[cfg(feature = "whole")]
mod bootstrap_drift;
#[cfg(feature = "whole")]
mod conditional_expect;
#[cfg(feature = "whole")]
mod coverage_not_enforced;
#[cfg(feature = "whole")]
mod fixed_wait;
mod focused_test;
#[cfg(feature = "whole")]
mod low_coverage;
#[cfg(feature = "whole")]
mod mock_not_resolved;
mod no_assertion;
#[cfg(feature = "whole")]
mod real_dependency;
#[cfg(feature = "whole")]
mod removed_jest_api;
#[cfg(feature = "whole")]
mod shared_database;
#[cfg(feature = "whole")]
mod shared_mock;
#[cfg(feature = "whole")]
mod token_in_body;
mod unawaited_expect;
#[cfg(feature = "whole")]
mod unawaited_request;
#[cfg(feature = "whole")]
mod unchecked_status;
#[cfg(feature = "whole")]
mod unclear_title;
#[cfg(feature = "whole")]
mod unrequested_route;
#[cfg(feature = "whole")]
mod unspecific_throw;
#[cfg(feature = "whole")]
mod untested_class;
#[cfg(feature = "whole")]
mod untested_failure;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &app_left_open::RULE,
    #[cfg(feature = "whole")]
    &bootstrap_drift::RULE,
    #[cfg(feature = "whole")]
    &conditional_expect::RULE,
    #[cfg(feature = "whole")]
    &coverage_not_enforced::RULE,
    #[cfg(feature = "whole")]
    &fixed_wait::RULE,
    &focused_test::RULE,
    #[cfg(feature = "whole")]
    &low_coverage::RULE,
    #[cfg(feature = "whole")]
    &mock_not_resolved::RULE,
    &no_assertion::RULE,
    #[cfg(feature = "whole")]
    &real_dependency::RULE,
    #[cfg(feature = "whole")]
    &removed_jest_api::RULE,
    #[cfg(feature = "whole")]
    &shared_database::RULE,
    #[cfg(feature = "whole")]
    &shared_mock::RULE,
    #[cfg(feature = "whole")]
    &token_in_body::RULE,
    &unawaited_expect::RULE,
    #[cfg(feature = "whole")]
    &unawaited_request::RULE,
    #[cfg(feature = "whole")]
    &unchecked_status::RULE,
    #[cfg(feature = "whole")]
    &unclear_title::RULE,
    #[cfg(feature = "whole")]
    &unrequested_route::RULE,
    #[cfg(feature = "whole")]
    &unspecific_throw::RULE,
    #[cfg(feature = "whole")]
    &untested_class::RULE,
    #[cfg(feature = "whole")]
    &untested_failure::RULE,
];
