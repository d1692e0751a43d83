//! What a user sends becomes code.

#[cfg(feature = "whole")]
mod file_path;
#[cfg(feature = "whole")]
mod mass_assignment;
mod raw_sql;
#[cfg(feature = "whole")]
mod shell_command;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &file_path::RULE,
    #[cfg(feature = "whole")]
    &mass_assignment::RULE,
    &raw_sql::RULE,
    #[cfg(feature = "whole")]
    &shell_command::RULE,
];
