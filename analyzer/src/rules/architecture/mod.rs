//! Layers, modules, injection.

mod app_token_injected;
mod async_constructor;
mod circular_dependency;
mod configured_twice;
mod database_in_controller;
mod decorator_metadata_off;
mod duplicate_metadata;
mod factory_arity;
mod hybrid_without_config;
mod import_across_projects;
mod layer_violation;
mod missing_injectable;
mod misspelt_hook;
mod nest_majors_differ;
mod provided_twice;
mod request_data_in_singleton;
mod request_scope_ignored;
mod request_scope_spread;
mod service_created_by_hand;
mod shutdown_hooks_off;
mod two_lockfiles;
mod type_only_injection;
mod undeclared_provider;
mod unresolvable_dependency;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &app_token_injected::RULE,
    &async_constructor::RULE,
    &circular_dependency::RULE,
    &configured_twice::RULE,
    &database_in_controller::RULE,
    &decorator_metadata_off::RULE,
    &duplicate_metadata::RULE,
    &factory_arity::RULE,
    &hybrid_without_config::RULE,
    &import_across_projects::RULE,
    &layer_violation::RULE,
    &missing_injectable::RULE,
    &misspelt_hook::RULE,
    &nest_majors_differ::RULE,
    &provided_twice::RULE,
    &request_data_in_singleton::RULE,
    &request_scope_ignored::RULE,
    &request_scope_spread::RULE,
    &service_created_by_hand::RULE,
    &shutdown_hooks_off::RULE,
    &two_lockfiles::RULE,
    &type_only_injection::RULE,
    &undeclared_provider::RULE,
    &unresolvable_dependency::RULE,
];
