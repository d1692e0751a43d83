//! Statements of SQL that change a database: what each does, to which table, with which columns.

use super::sql::{Shape, Token};
use crate::finding::Place;
use crate::syntax::Span;

/// What a step does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what SQL calls it")]
pub enum Verb {
    CreateTable,
    /// Also a materialized one.
    CreateView,
    DropTable,
    RenameTable,
    AddColumn,
    DropColumn,
    RenameColumn,
    ColumnType,
    SetNotNull,
    DropNotNull,
    SetDefault,
    AddPrimaryKey,
    AddUnique,
    AddForeignKey,
    AddCheck,
    DropConstraint,
    CreateIndex,
    DropIndex,
    RenameIndex,
    EnableRls,
    ForceRls,
    DisableRls,
    CreatePolicy,
    DropPolicy,
    Update,
    Delete,
    Truncate,
    /// `CREATE ROLE`, `GRANT`: the tables have more than one user.
    Grant,
    /// It may change tables in a way that is not read.
    Opaque,
    /// It changes no table.
    #[default]
    Other,
}

/// One change; a statement with several, such as `ALTER TABLE a ADD b …, DROP c`, is several steps.
#[derive(Clone, Debug)]
pub struct Step<'t> {
    /// From its first word to its last.
    pub place: Place,
    /// What it does.
    pub verb: Verb,
    /// The schema that is named before the table; empty if none is.
    pub schema: &'t str,
    /// The table, as written.
    pub table: &'t str,
    /// The column, index, constraint or policy, as written.
    pub name: &'t str,
    /// The new name, of what is renamed.
    pub to: &'t str,
    /// What is created or added; the columns of an index, empty names for expressions.
    pub columns: Vec<SqlColumn<'t>>,
    /// `UNIQUE`.
    pub is_unique: bool,
    /// `CONCURRENTLY`.
    pub is_concurrent: bool,
    /// `WHERE`, on an index, an update or a delete.
    pub has_where: bool,
    /// `NOT VALID`.
    pub is_not_valid: bool,
    /// What the statement creates has columns that it does not name: `AS SELECT`, `LIKE`, `PARTITION OF`.
    pub is_open: bool,
    /// The table was there before this migration; known once all steps are replayed.
    pub existed: bool,
    /// What is dropped comes back in the same migration, as SQLite changes tables.
    pub is_replaced: bool,
}

/// A column of a table or an index.
#[derive(Clone, Copy, Debug)]
pub struct SqlColumn<'t> {
    /// As written.
    pub name: &'t str,
    /// The first word of its type.
    pub type_name: &'t str,
    /// `NOT NULL` or `PRIMARY KEY`.
    pub is_required: bool,
    /// `DEFAULT`, `GENERATED`, or a type that counts.
    pub has_default: bool,
}

/// What is left of a statement.
#[derive(Clone, Copy)]
pub(super) struct Words<'a, 't> {
    pub tokens: &'a [Token<'t>],
}

impl<'a, 't> Words<'a, 't> {
    /// Goes past these keywords if all of them follow.
    pub fn eat(&mut self, words: &str) -> bool {
        let mut left = self.tokens;
        for word in words.split(' ') {
            match left.split_first() {
                Some((first, rest)) if first.is(word) => left = rest,
                _ => return false,
            }
        }
        self.tokens = left;
        true
    }

    /// Goes past the first of these that follows.
    pub fn eat_any(&mut self, choices: &[&str]) -> bool {
        choices.iter().any(|it| self.eat(it))
    }

    /// The next name; empty if none follows.
    pub fn name(&mut self) -> &'t str {
        match self.tokens.split_first() {
            Some((first, rest)) if matches!(first.shape, Shape::Word | Shape::Quoted) => {
                self.tokens = rest;
                first.text
            }
            _ => "",
        }
    }

    /// `schema.table`
    pub fn path(&mut self) -> (&'t str, &'t str) {
        let mut schema = "";
        let mut name = self.name();
        while let Some((dot, rest)) = self.tokens.split_first()
            && dot.is_sign(".")
        {
            self.tokens = rest;
            (schema, name) = (name, self.name());
        }
        (schema, name)
    }

    /// What stands between the next parentheses, wherever they begin; goes past them.
    pub fn group(&mut self) -> &'a [Token<'t>] {
        let Some(open) = self.tokens.iter().position(|it| it.is_sign("(")) else { return &[] };
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            depth += usize::from(token.is_sign("("));
            depth -= usize::from(token.is_sign(")"));
            if depth == 0 {
                let inside = self.tokens.get(open + 1..at).unwrap_or_default();
                self.tokens = self.tokens.get(at + 1..).unwrap_or_default();
                return inside;
            }
        }
        &[]
    }

    /// Whether a keyword follows somewhere.
    pub fn has(&self, word: &str) -> bool {
        self.tokens.iter().any(|it| it.is(word))
    }

    /// Whether one keyword follows another somewhere.
    pub fn has_pair(&self, first: &str, second: &str) -> bool {
        let rest = self.tokens.iter().skip(1);
        self.tokens.iter().zip(rest).any(|(a, b)| a.is(first) && b.is(second))
    }
}

/// The parts between commas, parentheses left whole.
pub(super) fn parts<'a, 't>(tokens: &'a [Token<'t>]) -> Vec<&'a [Token<'t>]> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, token) in tokens.iter().enumerate() {
        depth += match token.text {
            "(" | "[" if token.shape == Shape::Sign => 1,
            ")" | "]" if token.shape == Shape::Sign => -1,
            _ => 0,
        };
        if depth == 0 && token.is_sign(",") {
            found.extend(tokens.get(start..at));
            start = at + 1;
        }
    }
    found.extend(tokens.get(start..));
    found.retain(|it| !it.is_empty());
    found
}

impl<'t> Step<'t> {
    pub(super) fn new(file: u32, tokens: &[Token<'t>], verb: Verb) -> Step<'t> {
        let start = tokens.first().map_or(0, |it| it.span.start);
        let end = tokens.last().map_or(start, |it| it.span.end);
        Step {
            place: Place { file, span: Span { start, end } },
            verb,
            schema: "",
            table: "",
            name: "",
            to: "",
            columns: Vec::new(),
            is_unique: false,
            is_concurrent: false,
            has_where: false,
            is_not_valid: false,
            is_open: false,
            existed: false,
            is_replaced: false,
        }
    }
}

/// Whether two names of tables, columns or indexes are one: case is not told apart, as some databases do not.
pub fn same_name(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
