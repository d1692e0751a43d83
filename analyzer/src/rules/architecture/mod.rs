//! Layers, modules, injection.

mod database_in_controller;
mod decorator_metadata_off;
mod import_across_projects;
mod layer_violation;
mod nest_majors_differ;
mod two_lockfiles;
mod type_only_injection;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &database_in_controller::RULE,
    &decorator_metadata_off::RULE,
    &import_across_projects::RULE,
    &layer_violation::RULE,
    &nest_majors_differ::RULE,
    &two_lockfiles::RULE,
    &type_only_injection::RULE,
];
