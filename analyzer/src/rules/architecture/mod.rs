//! Layers, modules, injection.

use crate::rule::Rule;

mod database_in_controller;

pub static RULES: &[&Rule] = &[&database_in_controller::RULE];
