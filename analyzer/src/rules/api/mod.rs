//! Routes, status codes, contracts.

#[cfg(feature = "whole")]
mod delete_with_body;
#[cfg(feature = "whole")]
mod documented_param_unknown;
#[cfg(feature = "whole")]
mod duplicate_decorator;
mod duplicate_route;
#[cfg(feature = "whole")]
mod interceptor_drops_answer;
#[cfg(feature = "whole")]
mod legacy_route_pattern;
#[cfg(feature = "whole")]
mod middleware_without_next;
#[cfg(feature = "whole")]
mod misdescribed_class;
#[cfg(feature = "whole")]
mod missing_is_ok;
#[cfg(feature = "whole")]
mod nested_query_unread;
mod param_not_in_path;
#[cfg(feature = "whole")]
mod patch_put_mismatch;
#[cfg(feature = "whole")]
mod repeated_envelope;
mod res_without_passthrough;
mod route_shadowed;
#[cfg(feature = "whole")]
mod schema_name_collision;
mod status_mismatch;
#[cfg(feature = "whole")]
mod undocumented_mapped_type;
#[cfg(feature = "whole")]
mod unknown_schema;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &delete_with_body::RULE,
    #[cfg(feature = "whole")]
    &documented_param_unknown::RULE,
    #[cfg(feature = "whole")]
    &duplicate_decorator::RULE,
    &duplicate_route::RULE,
    #[cfg(feature = "whole")]
    &interceptor_drops_answer::RULE,
    #[cfg(feature = "whole")]
    &legacy_route_pattern::RULE,
    #[cfg(feature = "whole")]
    &middleware_without_next::RULE,
    #[cfg(feature = "whole")]
    &misdescribed_class::RULE,
    #[cfg(feature = "whole")]
    &missing_is_ok::RULE,
    #[cfg(feature = "whole")]
    &nested_query_unread::RULE,
    &param_not_in_path::RULE,
    #[cfg(feature = "whole")]
    &patch_put_mismatch::RULE,
    #[cfg(feature = "whole")]
    &repeated_envelope::RULE,
    &res_without_passthrough::RULE,
    &route_shadowed::RULE,
    #[cfg(feature = "whole")]
    &schema_name_collision::RULE,
    &status_mismatch::RULE,
    #[cfg(feature = "whole")]
    &undocumented_mapped_type::RULE,
    #[cfg(feature = "whole")]
    &unknown_schema::RULE,
];
