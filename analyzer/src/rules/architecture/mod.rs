//! Layers, modules, injection.

#[cfg(feature = "whole")]
mod app_token_injected;
#[cfg(feature = "whole")]
mod async_constructor;
#[cfg(feature = "whole")]
mod busy_handler;
#[cfg(feature = "whole")]
mod circular_dependency;
#[cfg(feature = "whole")]
mod configured_twice;
mod database_in_controller;
#[cfg(feature = "whole")]
mod decorator_metadata_off;
#[cfg(feature = "whole")]
mod duplicate_metadata;
#[cfg(feature = "whole")]
mod factory_arity;
#[cfg(feature = "whole")]
mod hybrid_without_config;
#[cfg(feature = "whole")]
mod import_across_projects;
#[cfg(feature = "whole")]
mod layer_violation;
#[cfg(feature = "whole")]
mod missing_injectable;
#[cfg(feature = "whole")]
mod misspelt_hook;
#[cfg(feature = "whole")]
mod nest_majors_differ;
#[cfg(feature = "whole")]
mod property_injection;
#[cfg(feature = "whole")]
mod provided_twice;
#[cfg(feature = "whole")]
mod request_data_in_singleton;
#[cfg(feature = "whole")]
mod request_scope_ignored;
#[cfg(feature = "whole")]
mod request_scope_spread;
#[cfg(feature = "whole")]
mod service_created_by_hand;
#[cfg(feature = "whole")]
mod shutdown_hooks_off;
#[cfg(feature = "whole")]
mod two_lockfiles;
mod type_only_injection;
#[cfg(feature = "whole")]
mod undeclared_provider;
#[cfg(feature = "whole")]
mod unresolvable_dependency;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &app_token_injected::RULE,
    #[cfg(feature = "whole")]
    &async_constructor::RULE,
    #[cfg(feature = "whole")]
    &busy_handler::RULE,
    #[cfg(feature = "whole")]
    &circular_dependency::RULE,
    #[cfg(feature = "whole")]
    &configured_twice::RULE,
    &database_in_controller::RULE,
    #[cfg(feature = "whole")]
    &decorator_metadata_off::RULE,
    #[cfg(feature = "whole")]
    &duplicate_metadata::RULE,
    #[cfg(feature = "whole")]
    &factory_arity::RULE,
    #[cfg(feature = "whole")]
    &hybrid_without_config::RULE,
    #[cfg(feature = "whole")]
    &import_across_projects::RULE,
    #[cfg(feature = "whole")]
    &layer_violation::RULE,
    #[cfg(feature = "whole")]
    &missing_injectable::RULE,
    #[cfg(feature = "whole")]
    &misspelt_hook::RULE,
    #[cfg(feature = "whole")]
    &nest_majors_differ::RULE,
    #[cfg(feature = "whole")]
    &property_injection::RULE,
    #[cfg(feature = "whole")]
    &provided_twice::RULE,
    #[cfg(feature = "whole")]
    &request_data_in_singleton::RULE,
    #[cfg(feature = "whole")]
    &request_scope_ignored::RULE,
    #[cfg(feature = "whole")]
    &request_scope_spread::RULE,
    #[cfg(feature = "whole")]
    &service_created_by_hand::RULE,
    #[cfg(feature = "whole")]
    &shutdown_hooks_off::RULE,
    #[cfg(feature = "whole")]
    &two_lockfiles::RULE,
    &type_only_injection::RULE,
    #[cfg(feature = "whole")]
    &undeclared_provider::RULE,
    #[cfg(feature = "whole")]
    &unresolvable_dependency::RULE,
];
