//! Layers, modules, injection.

use crate::rule::Rule;

mod app_token_injected;
mod database_in_controller;
mod duplicate_metadata;
mod factory_arity;
mod missing_injectable;
mod unresolvable_dependency;

pub static RULES: &[&Rule] = &[
    &app_token_injected::RULE,
    &database_in_controller::RULE,
    &duplicate_metadata::RULE,
    &factory_arity::RULE,
    &missing_injectable::RULE,
    &unresolvable_dependency::RULE,
];
