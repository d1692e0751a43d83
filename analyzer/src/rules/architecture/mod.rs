//! Layers, modules, injection.

use crate::rule::Rule;

mod database_in_controller;
mod decorator_metadata_off;
mod import_across_projects;
mod nest_majors_differ;
mod two_lockfiles;

pub static RULES: &[&Rule] = &[
    &database_in_controller::RULE,
    &decorator_metadata_off::RULE,
    &import_across_projects::RULE,
    &nest_majors_differ::RULE,
    &two_lockfiles::RULE,
];
