//! Routes, status codes, contracts.

mod route_shadowed;
mod schema_name_collision;
mod status_mismatch;
mod undocumented_mapped_type;

use crate::rule::Rule;

pub static RULES: &[&Rule] =
    &[&route_shadowed::RULE, &schema_name_collision::RULE, &status_mismatch::RULE, &undocumented_mapped_type::RULE];
