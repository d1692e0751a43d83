//! Queries, schemas, indexes.

mod dev_command_on_deploy;
mod foreign_key_without_index;
mod prisma_versions_differ;
mod unbounded_list;
mod url_literal;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &dev_command_on_deploy::RULE,
    &foreign_key_without_index::RULE,
    &prisma_versions_differ::RULE,
    &unbounded_list::RULE,
    &url_literal::RULE,
];
