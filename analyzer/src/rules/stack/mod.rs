//! What the project is built on and with.

#[cfg(feature = "whole")]
mod any_in_catch;
#[cfg(feature = "whole")]
mod any_in_signature;
#[cfg(feature = "whole")]
mod auth_library;
#[cfg(feature = "whole")]
mod deprecated_health_indicator;
#[cfg(feature = "whole")]
mod deprecated_node_api;
#[cfg(feature = "whole")]
mod env_read_directly;
#[cfg(feature = "whole")]
mod library_missing;
#[cfg(feature = "whole")]
mod library_unknown_to_nx;
#[cfg(feature = "whole")]
mod mutable_injection;
#[cfg(feature = "whole")]
mod no_return_type;
#[cfg(feature = "whole")]
mod not_bun;
#[cfg(feature = "whole")]
mod not_strict;
#[cfg(feature = "whole")]
mod nothing_cached;
#[cfg(feature = "whole")]
mod nx_target_missing;
#[cfg(feature = "whole")]
mod nx_untagged;
#[cfg(feature = "whole")]
mod outside_its_folder;
#[cfg(feature = "whole")]
mod pinned_stack;
#[cfg(feature = "whole")]
mod raw_request_user;
#[cfg(feature = "whole")]
mod second_validator;
#[cfg(feature = "whole")]
mod type_check_off;
#[cfg(feature = "whole")]
mod unbounded_text;
#[cfg(feature = "whole")]
mod undeclared_import;
#[cfg(feature = "whole")]
mod unexpected_file_name;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &any_in_catch::RULE,
    #[cfg(feature = "whole")]
    &any_in_signature::RULE,
    #[cfg(feature = "whole")]
    &auth_library::RULE,
    #[cfg(feature = "whole")]
    &deprecated_health_indicator::RULE,
    #[cfg(feature = "whole")]
    &deprecated_node_api::RULE,
    #[cfg(feature = "whole")]
    &env_read_directly::RULE,
    #[cfg(feature = "whole")]
    &library_missing::RULE,
    #[cfg(feature = "whole")]
    &library_unknown_to_nx::RULE,
    #[cfg(feature = "whole")]
    &mutable_injection::RULE,
    #[cfg(feature = "whole")]
    &no_return_type::RULE,
    #[cfg(feature = "whole")]
    &not_bun::RULE,
    #[cfg(feature = "whole")]
    &not_strict::RULE,
    #[cfg(feature = "whole")]
    &nothing_cached::RULE,
    #[cfg(feature = "whole")]
    &nx_target_missing::RULE,
    #[cfg(feature = "whole")]
    &nx_untagged::RULE,
    #[cfg(feature = "whole")]
    &outside_its_folder::RULE,
    #[cfg(feature = "whole")]
    &pinned_stack::RULE,
    #[cfg(feature = "whole")]
    &raw_request_user::RULE,
    #[cfg(feature = "whole")]
    &second_validator::RULE,
    #[cfg(feature = "whole")]
    &type_check_off::RULE,
    #[cfg(feature = "whole")]
    &unbounded_text::RULE,
    #[cfg(feature = "whole")]
    &undeclared_import::RULE,
    #[cfg(feature = "whole")]
    &unexpected_file_name::RULE,
];
