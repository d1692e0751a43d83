//! Tests.

mod coverage_not_enforced;
mod focused_test;
mod low_coverage;
mod no_assertion;
mod shared_database;
mod unawaited_expect;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &coverage_not_enforced::RULE,
    &focused_test::RULE,
    &low_coverage::RULE,
    &no_assertion::RULE,
    &shared_database::RULE,
    &unawaited_expect::RULE,
];
