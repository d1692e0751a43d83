//! What is written down for those who come next.

mod claude_md_missing;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&claude_md_missing::RULE];
