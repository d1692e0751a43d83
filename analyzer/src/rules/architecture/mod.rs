//! Layers, modules, injection.

mod database_in_controller;
mod decorator_metadata_off;
mod hybrid_without_config;
mod import_across_projects;
mod layer_violation;
mod nest_majors_differ;
mod shutdown_hooks_off;
mod two_lockfiles;
mod type_only_injection;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &database_in_controller::RULE,
    &decorator_metadata_off::RULE,
    &hybrid_without_config::RULE,
    &import_across_projects::RULE,
    &layer_violation::RULE,
    &nest_majors_differ::RULE,
    &shutdown_hooks_off::RULE,
    &two_lockfiles::RULE,
    &type_only_injection::RULE,
];
