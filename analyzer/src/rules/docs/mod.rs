//! What is written down for those who come next.

use crate::rule::Rule;

mod claude_md_missing;

pub static RULES: &[&Rule] = &[&claude_md_missing::RULE];
