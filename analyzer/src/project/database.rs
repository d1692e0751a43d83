//! The tables, indexes and row security that migrations leave behind, replayed step by step.

use std::cmp::Ordering;

use super::statement::{SqlColumn, Step, Verb, same_name};
use crate::finding::Place;

/// A table after all migrations.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// As written; empty if no schema was named.
    pub schema: &'t str,
    /// As written.
    pub name: &'t str,
    /// In order.
    pub columns: Vec<SqlColumn<'t>>,
    /// Unique or not, the keys among them.
    pub indexes: Vec<TableIndex<'t>>,
    /// Where row-level security was switched on.
    pub secured: Option<Place>,
    /// Whether it also binds the owner.
    pub is_forced: bool,
    /// The names of its policies.
    pub policies: Vec<&'t str>,
    /// It has, or may have, columns that no statement names.
    pub is_open: bool,
    /// The file that created it.
    created: u32,
}

/// An index of a table.
#[derive(Clone, Debug)]
pub struct TableIndex<'t> {
    /// As written; empty if the database names it.
    pub name: &'t str,
    /// Empty names for expressions.
    pub columns: Vec<&'t str>,
    /// Whether it keeps rows apart.
    pub is_unique: bool,
}

/// The order of names, cases not told apart.
pub(super) fn order(one: &str, other: &str) -> Ordering {
    let lower = |it: u8| it.to_ascii_lowercase();
    one.bytes().map(lower).cmp(other.bytes().map(lower))
}

/// What is there once all steps have run; sorted by name.
pub(super) fn replay<'t>(steps: &mut [Step<'t>], is_partial: &mut bool) -> Vec<Table<'t>> {
    let mut tables: Vec<Table<'t>> = Vec::new();
    // Dropped in the file that is being read, for the tables that come back under the same name.
    let mut dropped: Vec<usize> = Vec::new();
    let mut file = u32::MAX;
    for at in 0..steps.len() {
        let Some(step) = steps.get_mut(at) else { break };
        if step.place.file != file {
            file = step.place.file;
            dropped.clear();
        }
        let found = position(&tables, step.schema, step.table);
        step.existed = found.and_then(|it| tables.get(it)).is_none_or(|it| it.created != file);
        let comes_back = match step.verb {
            Verb::RenameTable => step.to,
            Verb::CreateTable => step.table,
            _ => "",
        };
        if step.verb == Verb::DropTable {
            dropped.push(at);
        }
        run(&mut tables, step, found, is_partial);
        for gone in dropped.iter().filter(|_| !comes_back.is_empty()) {
            if let Some(gone) = steps.get_mut(*gone) {
                gone.is_replaced |= same_name(gone.table, comes_back);
            }
        }
    }
    tables
}

/// One step; `found` is its table's place.
fn run<'t>(tables: &mut Vec<Table<'t>>, step: &Step<'t>, found: Option<usize>, is_partial: &mut bool) {
    match step.verb {
        Verb::CreateTable | Verb::CreateView => create(tables, step, found),
        Verb::DropTable => {
            if let Some(at) = found {
                tables.remove(at);
            }
        }
        Verb::RenameTable => {
            if let Some(at) = found {
                let mut table = tables.remove(at);
                table.name = step.to;
                insert(tables, table);
            }
        }
        Verb::DropIndex if found.is_none() => drop_index(tables, step.name),
        Verb::RenameIndex if found.is_none() => {
            for index in tables.iter_mut().flat_map(|it| &mut it.indexes).filter(|it| same_name(it.name, step.name)) {
                index.name = step.to;
            }
        }
        _ => {
            let changes = !matches!(step.verb, Verb::Other | Verb::Opaque | Verb::Grant);
            match found.and_then(|it| tables.get_mut(it)) {
                Some(table) => change(table, step),
                None => *is_partial |= changes && !step.table.starts_with('_'),
            }
        }
    }
}

fn position(tables: &[Table], schema: &str, name: &str) -> Option<usize> {
    let first = tables.partition_point(|it| order(it.name, name).is_lt());
    let same = tables.iter().skip(first).take_while(|it| same_name(it.name, name));
    let at = same.clone().position(|it| same_schema(it.schema, schema))?;
    Some(first + at)
}

/// PostgreSQL's own schema is the one that is meant where none is named.
fn same_schema(one: &str, other: &str) -> bool {
    let plain = |it: &str| it.is_empty() || it.eq_ignore_ascii_case("public");
    (plain(one) && plain(other)) || one.eq_ignore_ascii_case(other)
}

fn create<'t>(tables: &mut Vec<Table<'t>>, step: &Step<'t>, found: Option<usize>) {
    // `IF NOT EXISTS` leaves the first as it is.
    if found.is_some() {
        return;
    }
    insert(
        tables,
        Table {
            schema: step.schema,
            name: step.table,
            columns: step.columns.clone(),
            indexes: Vec::new(),
            secured: None,
            is_forced: false,
            policies: Vec::new(),
            is_open: step.is_open,
            created: step.place.file,
        },
    );
}

fn insert<'t>(tables: &mut Vec<Table<'t>>, table: Table<'t>) {
    let at = tables.partition_point(|it| order(it.name, table.name).is_lt());
    tables.insert(at, table);
}

fn drop_index(tables: &mut [Table], name: &str) {
    for table in tables {
        table.indexes.retain(|it| !same_name(it.name, name));
    }
}

fn change<'t>(table: &mut Table<'t>, step: &Step<'t>) {
    let own = |it: &SqlColumn| same_name(it.name, step.name);
    match step.verb {
        Verb::AddColumn => table.columns.extend(step.columns.iter().copied()),
        Verb::DropColumn => {
            table.columns.retain(|it| !own(it));
            table.indexes.retain(|it| !it.columns.iter().any(|it| same_name(it, step.name)));
        }
        Verb::RenameColumn => {
            for column in table.columns.iter_mut().filter(|it| own(it)) {
                column.name = step.to;
            }
            for column in table.indexes.iter_mut().flat_map(|it| &mut it.columns).filter(|it| same_name(it, step.name))
            {
                *column = step.to;
            }
        }
        Verb::ColumnType => {
            for column in table.columns.iter_mut().filter(|it| own(it)) {
                column.type_name = step.columns.first().map_or("", |it| it.type_name);
            }
        }
        Verb::SetNotNull | Verb::DropNotNull => {
            for column in table.columns.iter_mut().filter(|it| own(it)) {
                column.is_required = step.verb == Verb::SetNotNull;
            }
        }
        Verb::AddPrimaryKey | Verb::AddUnique | Verb::CreateIndex => table.indexes.push(TableIndex {
            name: step.name,
            columns: step.columns.iter().map(|it| it.name).collect(),
            is_unique: step.is_unique,
        }),
        Verb::DropIndex | Verb::DropConstraint => table.indexes.retain(|it| !same_name(it.name, step.name)),
        Verb::EnableRls => table.secured = Some(step.place),
        Verb::DisableRls => table.secured = None,
        Verb::ForceRls => table.is_forced = true,
        Verb::CreatePolicy => table.policies.push(step.name),
        Verb::DropPolicy => table.policies.retain(|it| !same_name(it, step.name)),
        _ => {}
    }
}
