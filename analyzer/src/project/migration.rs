//! Migrations: their files in the order they run, and the database they leave behind.

use super::database::{Table, replay};
use super::statement::{Step, Verb};
use super::statements::steps;
use super::{Call, File};
use crate::source::LONGEST;
use crate::syntax::{Field, Kind, Syntax, literal};

/// The migrations of one folder.
pub struct History<'t> {
    /// `prisma/migrations`.
    pub folder: &'t str,
    /// Written by Prisma: `<time>_<name>/migration.sql`.
    pub is_prisma: bool,
    /// What they do, in order.
    pub steps: Vec<Step<'t>>,
    /// What is there once all have run; sorted by name.
    pub tables: Vec<Table<'t>>,
    /// Something in them was not read, and may have changed any table.
    pub is_opaque: bool,
    /// They change tables that none of them creates: older ones are not seen.
    pub is_partial: bool,
    /// The files from this one on are the newest, which may not have run yet.
    pub newest: u32,
}

impl<'t> History<'t> {
    /// The table of this name: in this schema if one is given and known, or in any.
    pub fn table(&self, schema: &str, name: &str) -> Option<&Table<'t>> {
        let first = self.tables.partition_point(|it| super::database::order(it.name, name).is_lt());
        let mut named = self.tables.iter().skip(first).take_while(|it| super::statement::same_name(it.name, name));
        let all = named.clone();
        named.find(|it| it.schema.eq_ignore_ascii_case(schema)).or_else(|| all.into_iter().next())
    }

    /// Whether a step of this kind is among them.
    pub fn has(&self, verb: Verb) -> bool {
        self.steps.iter().any(|it| it.verb == verb)
    }
}

/// How many migrations are taken for new.
const NEWEST: usize = 3;

/// Sorted by folder.
pub(super) fn all<'t>(files: &'t [File], calls: &[Call<'t>]) -> Vec<History<'t>> {
    let mut histories: Vec<History<'t>> = Vec::new();
    for (id, file) in (0..).zip(files).filter(|(_, it)| it.path.ends_with(".sql") && !is_undo(it.name())) {
        let Some(history) = folder(&file.path).and_then(|it| history(&mut histories, it)) else { continue };
        history.is_prisma |= file.name() == "migration.sql";
        if file.text.len() <= LONGEST {
            history.steps.extend(steps(id, upwards(&file.text), 0));
        } else {
            history.is_opaque = true;
        }
    }
    let is_runner = |it: &&Call| it.receiver.is_some_and(|it| it.text() == "queryRunner");
    for call in calls.iter().filter(is_runner).filter(|it| runs_upwards(it.syntax)) {
        let path = files.get(call.syntax.file as usize).map_or("", |it| it.path.as_str());
        let (folder, _) = path.rsplit_once('/').unwrap_or_default();
        let Some(history) = history(&mut histories, folder) else { continue };
        let sql = call.args.first().filter(|_| call.name == "query");
        match sql.and_then(|it| Some((it, literal(*it).filter(|it| !it.contains('\\'))?))) {
            Some((at, sql)) => history.steps.extend(steps(at.file, sql, at.span().start as usize + 1)),
            None => history.is_opaque = true,
        }
    }
    for history in &mut histories {
        history.is_opaque |= history.steps.iter().any(|it| it.verb == Verb::Opaque);
        history.tables = replay(&mut history.steps, &mut history.is_partial);
        let mut files: Vec<u32> = history.steps.iter().map(|it| it.place.file).collect();
        files.dedup();
        history.newest = files.iter().rev().nth(NEWEST - 1).copied().unwrap_or_default();
    }
    histories
}

/// The history of a folder; files come sorted by path, so it is mostly the last.
fn history<'h, 't>(histories: &'h mut Vec<History<'t>>, folder: &'t str) -> Option<&'h mut History<'t>> {
    let at = match histories.binary_search_by(|it| it.folder.cmp(folder)) {
        Ok(at) => at,
        Err(at) => {
            let new = History {
                folder,
                is_prisma: false,
                steps: Vec::new(),
                tables: Vec::new(),
                is_opaque: false,
                is_partial: false,
                newest: 0,
            };
            histories.insert(at, new);
            at
        }
    };
    histories.get_mut(at)
}

/// `prisma/migrations` of `prisma/migrations/20240102_init/migration.sql`.
fn folder(path: &str) -> Option<&str> {
    let at = path.rfind("migrations/").filter(|it| *it == 0 || path.as_bytes().get(it - 1) == Some(&b'/'))?;
    path.get(..at + "migrations".len())
}

fn is_undo(name: &str) -> bool {
    let words = name.trim_end_matches(".sql").rsplit(['.', '_', '-']);
    words.take(1).any(|it| ["down", "undo", "rollback", "revert"].iter().any(|undo| it.eq_ignore_ascii_case(undo)))
}

/// The part of a file that runs forwards, where both directions stand in one.
fn upwards(text: &str) -> &str {
    let marks = ["-- migrate:down", "-- +goose Down", "-- +migrate Down", "-- rollback"];
    let end = marks.iter().filter_map(|it| text.find(it)).min();
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// Whether code stands in the `up` of a TypeORM migration.
fn runs_upwards(node: Syntax) -> bool {
    let method = node.ancestor(&[Kind::Method]).and_then(|it| it.field(Field::Name));
    method.is_some_and(|it| it.text() == "up")
}
