//! Queries, schemas, indexes.

use crate::rule::Rule;

mod foreign_key_without_index;
mod prisma_versions_differ;
mod unbounded_list;
mod url_literal;

pub static RULES: &[&Rule] =
    &[&foreign_key_without_index::RULE, &prisma_versions_differ::RULE, &unbounded_list::RULE, &url_literal::RULE];
