//! Layers, modules, injection.

use crate::rule::Rule;

mod app_token_injected;
mod async_constructor;
mod circular_dependency;
mod configured_twice;
mod database_in_controller;
mod duplicate_metadata;
mod factory_arity;
mod missing_injectable;
mod misspelt_hook;
mod provided_twice;
mod request_data_in_singleton;
mod request_scope_ignored;
mod request_scope_spread;
mod service_created_by_hand;
mod undeclared_provider;
mod unresolvable_dependency;

pub static RULES: &[&Rule] = &[
    &app_token_injected::RULE,
    &async_constructor::RULE,
    &circular_dependency::RULE,
    &configured_twice::RULE,
    &database_in_controller::RULE,
    &duplicate_metadata::RULE,
    &factory_arity::RULE,
    &missing_injectable::RULE,
    &misspelt_hook::RULE,
    &provided_twice::RULE,
    &request_data_in_singleton::RULE,
    &request_scope_ignored::RULE,
    &request_scope_spread::RULE,
    &service_created_by_hand::RULE,
    &undeclared_provider::RULE,
    &unresolvable_dependency::RULE,
];
