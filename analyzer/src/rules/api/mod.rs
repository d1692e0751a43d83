//! Routes, status codes, contracts.

mod duplicate_decorator;
mod duplicate_route;
mod interceptor_drops_answer;
mod middleware_without_next;
mod param_not_in_path;
mod res_without_passthrough;
mod route_shadowed;
mod schema_name_collision;
mod status_mismatch;
mod undocumented_mapped_type;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &duplicate_decorator::RULE,
    &duplicate_route::RULE,
    &interceptor_drops_answer::RULE,
    &middleware_without_next::RULE,
    &param_not_in_path::RULE,
    &res_without_passthrough::RULE,
    &route_shadowed::RULE,
    &schema_name_collision::RULE,
    &status_mismatch::RULE,
    &undocumented_mapped_type::RULE,
];
