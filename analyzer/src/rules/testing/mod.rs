//! Tests.

use crate::rule::Rule;

mod app_left_open;
mod bootstrap_drift;
mod conditional_expect;
mod focused_test;
mod no_assertion;
mod shared_mock;
mod unawaited_expect;
mod unawaited_request;
mod unrequested_route;
mod untested_class;

pub static RULES: &[&Rule] = &[
    &app_left_open::RULE,
    &bootstrap_drift::RULE,
    &conditional_expect::RULE,
    &focused_test::RULE,
    &no_assertion::RULE,
    &shared_mock::RULE,
    &unawaited_expect::RULE,
    &unawaited_request::RULE,
    &unrequested_route::RULE,
    &untested_class::RULE,
];
