//! What requests may contain.

mod lenient_pipe;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&lenient_pipe::RULE];
