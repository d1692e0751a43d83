//! Layers, modules, injection.

use crate::rule::Rule;

mod database_in_controller;
mod layer_violation;
mod type_only_injection;

pub static RULES: &[&Rule] = &[&database_in_controller::RULE, &layer_violation::RULE, &type_only_injection::RULE];
