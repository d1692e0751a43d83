//! What a user sends becomes code.

#[cfg(feature = "whole")]
mod code_from_input;
#[cfg(feature = "whole")]
mod file_path;
#[cfg(feature = "whole")]
mod module_from_input;
#[cfg(feature = "whole")]
mod open_redirect;
mod raw_sql;
#[cfg(feature = "whole")]
mod request_forgery;
#[cfg(feature = "whole")]
mod script_in_html;
#[cfg(feature = "whole")]
mod shell_command;
#[cfg(feature = "whole")]
mod template_from_input;
#[cfg(feature = "whole")]
mod unsafe_deserialisation;
#[cfg(feature = "whole")]
mod xml_entities;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &code_from_input::RULE,
    #[cfg(feature = "whole")]
    &file_path::RULE,
    #[cfg(feature = "whole")]
    &module_from_input::RULE,
    #[cfg(feature = "whole")]
    &open_redirect::RULE,
    &raw_sql::RULE,
    #[cfg(feature = "whole")]
    &request_forgery::RULE,
    #[cfg(feature = "whole")]
    &script_in_html::RULE,
    #[cfg(feature = "whole")]
    &shell_command::RULE,
    #[cfg(feature = "whole")]
    &template_from_input::RULE,
    #[cfg(feature = "whole")]
    &unsafe_deserialisation::RULE,
    #[cfg(feature = "whole")]
    &xml_entities::RULE,
];
