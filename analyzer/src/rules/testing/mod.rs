//! Tests.

use crate::rule::Rule;

mod focused_test;
mod low_coverage;
mod no_assertion;
mod unawaited_expect;

pub static RULES: &[&Rule] = &[&focused_test::RULE, &low_coverage::RULE, &no_assertion::RULE, &unawaited_expect::RULE];
