//! Images and what is put into them.

mod runs_as_root;
mod secret_in_image;
mod unpinned_install;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&runs_as_root::RULE, &secret_in_image::RULE, &unpinned_install::RULE];
