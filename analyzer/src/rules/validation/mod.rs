//! What requests may contain.

mod lenient_pipe;
mod undecorated_property;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&lenient_pipe::RULE, &undecorated_property::RULE];
