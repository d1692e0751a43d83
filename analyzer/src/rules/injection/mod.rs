//! What a user sends becomes code.

#[cfg(feature = "whole")]
mod file_path;
#[cfg(feature = "whole")]
mod header_from_input;
#[cfg(feature = "whole")]
mod host_header_trust;
#[cfg(feature = "whole")]
mod ldap_filter;
#[cfg(feature = "whole")]
mod mail_from_input;
#[cfg(feature = "whole")]
mod prototype_pollution;
mod raw_sql;
#[cfg(feature = "whole")]
mod regex_from_input;
#[cfg(feature = "whole")]
mod shell_command;
#[cfg(feature = "whole")]
mod xpath;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &file_path::RULE,
    #[cfg(feature = "whole")]
    &header_from_input::RULE,
    #[cfg(feature = "whole")]
    &host_header_trust::RULE,
    #[cfg(feature = "whole")]
    &ldap_filter::RULE,
    #[cfg(feature = "whole")]
    &mail_from_input::RULE,
    #[cfg(feature = "whole")]
    &prototype_pollution::RULE,
    &raw_sql::RULE,
    #[cfg(feature = "whole")]
    &regex_from_input::RULE,
    #[cfg(feature = "whole")]
    &shell_command::RULE,
    #[cfg(feature = "whole")]
    &xpath::RULE,
];
