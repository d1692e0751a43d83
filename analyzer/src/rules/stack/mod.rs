//! What the project is built on and with.

#[cfg(feature = "whole")]
mod library_missing;
#[cfg(feature = "whole")]
mod library_unknown_to_nx;
#[cfg(feature = "whole")]
mod not_bun;
#[cfg(feature = "whole")]
mod not_strict;
#[cfg(feature = "whole")]
mod nx_target_missing;
#[cfg(feature = "whole")]
mod nx_untagged;
#[cfg(feature = "whole")]
mod outside_its_folder;
#[cfg(feature = "whole")]
mod raw_request_user;
#[cfg(feature = "whole")]
mod unbounded_text;
#[cfg(feature = "whole")]
mod undeclared_import;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &library_missing::RULE,
    #[cfg(feature = "whole")]
    &library_unknown_to_nx::RULE,
    #[cfg(feature = "whole")]
    &not_bun::RULE,
    #[cfg(feature = "whole")]
    &not_strict::RULE,
    #[cfg(feature = "whole")]
    &nx_target_missing::RULE,
    #[cfg(feature = "whole")]
    &nx_untagged::RULE,
    #[cfg(feature = "whole")]
    &outside_its_folder::RULE,
    #[cfg(feature = "whole")]
    &raw_request_user::RULE,
    #[cfg(feature = "whole")]
    &unbounded_text::RULE,
    #[cfg(feature = "whole")]
    &undeclared_import::RULE,
];
