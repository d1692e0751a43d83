//! Layers, modules, injection.

mod database_in_controller;
mod hybrid_without_config;
mod shutdown_hooks_off;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&database_in_controller::RULE, &hybrid_without_config::RULE, &shutdown_hooks_off::RULE];
