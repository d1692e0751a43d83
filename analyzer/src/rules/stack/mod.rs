//! What the project is built on and with.

mod not_bun;
mod not_strict;
mod nx_untagged;
mod outside_its_folder;
mod undeclared_import;

use crate::rule::Rule;

pub static RULES: &[&Rule] =
    &[&not_bun::RULE, &not_strict::RULE, &nx_untagged::RULE, &outside_its_folder::RULE, &undeclared_import::RULE];
