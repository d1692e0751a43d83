//! Layers, modules, injection.

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[];
