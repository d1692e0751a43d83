//! What a user sends becomes code.

#[cfg(feature = "whole")]
mod file_path;
#[cfg(feature = "whole")]
mod filter_from_body;
#[cfg(feature = "whole")]
mod mass_assignment;
#[cfg(feature = "whole")]
mod nosql_operator;
#[cfg(feature = "whole")]
mod order_from_input;
mod raw_sql;
#[cfg(feature = "whole")]
mod shell_command;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &file_path::RULE,
    #[cfg(feature = "whole")]
    &filter_from_body::RULE,
    #[cfg(feature = "whole")]
    &mass_assignment::RULE,
    #[cfg(feature = "whole")]
    &nosql_operator::RULE,
    #[cfg(feature = "whole")]
    &order_from_input::RULE,
    &raw_sql::RULE,
    #[cfg(feature = "whole")]
    &shell_command::RULE,
];
