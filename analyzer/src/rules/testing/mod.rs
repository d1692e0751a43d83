//! Tests.

mod app_left_open;
mod bootstrap_drift;
mod conditional_expect;
mod coverage_not_enforced;
mod focused_test;
mod low_coverage;
mod no_assertion;
mod shared_database;
mod shared_mock;
mod unawaited_expect;
mod unawaited_request;
mod unrequested_route;
mod untested_class;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &app_left_open::RULE,
    &bootstrap_drift::RULE,
    &conditional_expect::RULE,
    &coverage_not_enforced::RULE,
    &focused_test::RULE,
    &low_coverage::RULE,
    &no_assertion::RULE,
    &shared_database::RULE,
    &shared_mock::RULE,
    &unawaited_expect::RULE,
    &unawaited_request::RULE,
    &unrequested_route::RULE,
    &untested_class::RULE,
];
