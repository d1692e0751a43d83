//! Layers, modules, injection.

use crate::rule::Rule;

mod database_in_controller;
mod type_only_injection;

pub static RULES: &[&Rule] = &[&database_in_controller::RULE, &type_only_injection::RULE];
