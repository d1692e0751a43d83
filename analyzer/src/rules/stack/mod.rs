//! What the project is built on and with.

use crate::rule::Rule;

mod not_bun;
mod not_strict;
mod nx_untagged;
mod outside_its_folder;

pub static RULES: &[&Rule] = &[&not_bun::RULE, &not_strict::RULE, &nx_untagged::RULE, &outside_its_folder::RULE];
