//! Layers, modules, injection.

use crate::rule::Rule;

mod app_token_injected;
mod circular_dependency;
mod database_in_controller;
mod duplicate_metadata;
mod factory_arity;
mod missing_injectable;
mod provided_twice;
mod service_created_by_hand;
mod unresolvable_dependency;

pub static RULES: &[&Rule] = &[
    &app_token_injected::RULE,
    &circular_dependency::RULE,
    &database_in_controller::RULE,
    &duplicate_metadata::RULE,
    &factory_arity::RULE,
    &missing_injectable::RULE,
    &provided_twice::RULE,
    &service_created_by_hand::RULE,
    &unresolvable_dependency::RULE,
];
