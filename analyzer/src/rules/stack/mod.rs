//! What the project is built on and with.

use crate::rule::Rule;

mod undeclared_import;

pub static RULES: &[&Rule] = &[&undeclared_import::RULE];
