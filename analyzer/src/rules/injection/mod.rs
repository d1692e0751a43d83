//! What a user sends becomes code.

#[cfg(feature = "whole")]
mod archive_entry;
#[cfg(feature = "whole")]
mod code_from_input;
#[cfg(feature = "whole")]
mod file_path;
#[cfg(feature = "whole")]
mod filter_from_body;
#[cfg(feature = "whole")]
mod header_from_input;
#[cfg(feature = "whole")]
mod hidden_text;
#[cfg(feature = "whole")]
mod host_header_trust;
#[cfg(feature = "whole")]
mod ldap_filter;
#[cfg(feature = "whole")]
mod mail_from_input;
#[cfg(feature = "whole")]
mod mass_assignment;
#[cfg(feature = "whole")]
mod module_from_input;
#[cfg(feature = "whole")]
mod nosql_operator;
#[cfg(feature = "whole")]
mod open_redirect;
#[cfg(feature = "whole")]
mod order_from_input;
#[cfg(feature = "whole")]
mod prototype_pollution;
mod raw_sql;
#[cfg(feature = "whole")]
mod regex_from_input;
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
#[cfg(feature = "whole")]
mod xpath;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &archive_entry::RULE,
    #[cfg(feature = "whole")]
    &code_from_input::RULE,
    #[cfg(feature = "whole")]
    &file_path::RULE,
    #[cfg(feature = "whole")]
    &filter_from_body::RULE,
    #[cfg(feature = "whole")]
    &header_from_input::RULE,
    #[cfg(feature = "whole")]
    &hidden_text::RULE,
    #[cfg(feature = "whole")]
    &host_header_trust::RULE,
    #[cfg(feature = "whole")]
    &ldap_filter::RULE,
    #[cfg(feature = "whole")]
    &mail_from_input::RULE,
    #[cfg(feature = "whole")]
    &mass_assignment::RULE,
    #[cfg(feature = "whole")]
    &module_from_input::RULE,
    #[cfg(feature = "whole")]
    &nosql_operator::RULE,
    #[cfg(feature = "whole")]
    &open_redirect::RULE,
    #[cfg(feature = "whole")]
    &order_from_input::RULE,
    #[cfg(feature = "whole")]
    &prototype_pollution::RULE,
    &raw_sql::RULE,
    #[cfg(feature = "whole")]
    &regex_from_input::RULE,
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
    #[cfg(feature = "whole")]
    &xpath::RULE,
];
