//! Layers, modules, injection.

use crate::rule::Rule;

mod database_in_controller;
mod unresolvable_dependency;

pub static RULES: &[&Rule] = &[&database_in_controller::RULE, &unresolvable_dependency::RULE];
