//! Queries, schemas, indexes, migrations.

use crate::finding::{Fix, Place};
use crate::project::Model;
use crate::rule::Rule;
use crate::syntax::{Kind, Span};

#[cfg(feature = "whole")]
mod bigint_in_answer;
#[cfg(feature = "whole")]
mod checked_then_created;
mod client_per_use;
#[cfg(feature = "whole")]
mod condition_dropped;
#[cfg(feature = "whole")]
mod dev_command_on_deploy;
#[cfg(feature = "whole")]
mod find_first_by_unique;
#[cfg(feature = "whole")]
mod find_unique_without_unique;
mod foreign_key_without_index;
#[cfg(feature = "whole")]
mod include_too_much;
#[cfg(feature = "whole")]
mod lost_update;
mod mass_write_without_where;
#[cfg(feature = "whole")]
mod migration_drift;
#[cfg(feature = "whole")]
mod missing_row_unanswered;
#[cfg(feature = "whole")]
mod missing_row_unchecked;
mod money_as_float;
#[cfg(feature = "whole")]
mod natural_key_not_unique;
#[cfg(feature = "whole")]
mod nullable_return;
mod outer_client_in_transaction;
#[cfg(feature = "whole")]
mod pool_per_call;
#[cfg(feature = "whole")]
mod prisma_versions_differ;
#[cfg(feature = "whole")]
mod query_before_tenant_context;
#[cfg(feature = "whole")]
mod query_log_always;
#[cfg(feature = "whole")]
mod redundant_index;
#[cfg(feature = "whole")]
mod relation_not_loaded;
#[cfg(feature = "whole")]
mod removed_prisma_api;
#[cfg(feature = "whole")]
mod row_security_without_force;
#[cfg(feature = "whole")]
mod rows_loaded_to_count;
#[cfg(feature = "whole")]
mod slow_work_in_transaction;
#[cfg(feature = "whole")]
mod soft_delete_ignored;
mod tenant_context_not_local;
#[cfg(feature = "whole")]
mod tenant_model_incomplete;
#[cfg(feature = "whole")]
mod tenant_table_without_policy;
mod unbounded_list;
#[cfg(feature = "whole")]
mod uncapped_page;
#[cfg(feature = "whole")]
mod unsafe_migration;
#[cfg(feature = "whole")]
mod untyped_data;
mod url_literal;
#[cfg(feature = "whole")]
mod uuid_parameter_unchecked;
mod where_without_index;
#[cfg(feature = "whole")]
mod writes_without_transaction;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &bigint_in_answer::RULE,
    #[cfg(feature = "whole")]
    &checked_then_created::RULE,
    &client_per_use::RULE,
    #[cfg(feature = "whole")]
    &condition_dropped::RULE,
    #[cfg(feature = "whole")]
    &dev_command_on_deploy::RULE,
    #[cfg(feature = "whole")]
    &find_first_by_unique::RULE,
    #[cfg(feature = "whole")]
    &find_unique_without_unique::RULE,
    &foreign_key_without_index::RULE,
    #[cfg(feature = "whole")]
    &include_too_much::RULE,
    #[cfg(feature = "whole")]
    &lost_update::RULE,
    &mass_write_without_where::RULE,
    #[cfg(feature = "whole")]
    &migration_drift::RULE,
    #[cfg(feature = "whole")]
    &missing_row_unanswered::RULE,
    #[cfg(feature = "whole")]
    &missing_row_unchecked::RULE,
    &money_as_float::RULE,
    #[cfg(feature = "whole")]
    &natural_key_not_unique::RULE,
    #[cfg(feature = "whole")]
    &nullable_return::RULE,
    &outer_client_in_transaction::RULE,
    #[cfg(feature = "whole")]
    &pool_per_call::RULE,
    #[cfg(feature = "whole")]
    &prisma_versions_differ::RULE,
    #[cfg(feature = "whole")]
    &query_before_tenant_context::RULE,
    #[cfg(feature = "whole")]
    &query_log_always::RULE,
    #[cfg(feature = "whole")]
    &redundant_index::RULE,
    #[cfg(feature = "whole")]
    &relation_not_loaded::RULE,
    #[cfg(feature = "whole")]
    &removed_prisma_api::RULE,
    #[cfg(feature = "whole")]
    &row_security_without_force::RULE,
    #[cfg(feature = "whole")]
    &rows_loaded_to_count::RULE,
    #[cfg(feature = "whole")]
    &slow_work_in_transaction::RULE,
    #[cfg(feature = "whole")]
    &soft_delete_ignored::RULE,
    &tenant_context_not_local::RULE,
    #[cfg(feature = "whole")]
    &tenant_model_incomplete::RULE,
    #[cfg(feature = "whole")]
    &tenant_table_without_policy::RULE,
    &unbounded_list::RULE,
    #[cfg(feature = "whole")]
    &uncapped_page::RULE,
    #[cfg(feature = "whole")]
    &unsafe_migration::RULE,
    #[cfg(feature = "whole")]
    &untyped_data::RULE,
    &url_literal::RULE,
    #[cfg(feature = "whole")]
    &uuid_parameter_unchecked::RULE,
    &where_without_index::RULE,
    #[cfg(feature = "whole")]
    &writes_without_transaction::RULE,
];

/// Writes an index on a line before the model's closing brace, indented like its fields.
fn add_index(model: &Model, columns: &str) -> Option<Fix> {
    let (place, text) = add_block(model, &format!("@@index([{columns}])"))?;
    let reason = "an index changes no result; on a large table create it without a lock";
    Some(Fix::safe(format!("Add an index on `{columns}`"), reason).replace(place, text))
}
/// A `@@…` line before the model's closing brace.
pub(super) fn add_block(model: &Model, line: &str) -> Option<(Place, String)> {
    let block = model.syntax.child(Kind::Block)?;
    let end = block.span().end.checked_sub(1)?;
    let head = block.source().get(..end as usize)?;
    let start = head.rfind('\n')? + 1;
    head.get(start..)?.trim().is_empty().then_some(())?;
    let gap = if model.attributes.is_empty() { "\n" } else { "" };
    let place = Place { file: block.file, span: Span::empty(start as u32) };
    Some((place, format!("{gap}  {line}\n")))
}
