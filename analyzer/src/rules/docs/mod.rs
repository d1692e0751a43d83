//! What is written down for those who come next.

#[cfg(feature = "whole")]
mod claude_md_missing;
#[cfg(feature = "whole")]
mod documentation_not_served;
#[cfg(feature = "whole")]
mod path_naming;
#[cfg(feature = "whole")]
mod undocumented_controller;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &claude_md_missing::RULE,
    #[cfg(feature = "whole")]
    &documentation_not_served::RULE,
    #[cfg(feature = "whole")]
    &path_naming::RULE,
    #[cfg(feature = "whole")]
    &undocumented_controller::RULE,
];
