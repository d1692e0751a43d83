//! Columns that queries search or sort by, where nothing narrows the search before.

use std::sync::Arc;

use super::{Column, Filter, History, Model, Orm, Project, Query, Table};
use crate::syntax::{Kind, Object, Syntax, plain};

/// A column and the queries that read its whole table for it.
pub struct Search<'t> {
    /// The model.
    pub model: Arc<Model<'t>>,
    /// The place of the field among the model's.
    pub field: usize,
    /// The places of the queries among those of the project.
    pub queries: Vec<usize>,
}

impl<'t> Search<'t> {
    /// The column.
    pub fn column(&self) -> Option<&Column<'t>> {
        self.model.fields.get(self.field)
    }
}

/// Models and queries by the model's name, sorted, cases not told apart.
#[derive(Default)]
pub(super) struct Bound<'t> {
    models: Vec<(&'t str, usize)>,
    queries: Vec<(&'t str, usize)>,
}

fn by_name<'t>(names: impl Iterator<Item = &'t str>) -> Vec<(&'t str, usize)> {
    let mut found: Vec<(&str, usize)> = names.zip(0..).collect();
    found.sort_by(|(one, _), (other, _)| super::database::order(one, other));
    found
}

/// The places of what bears a name.
fn named<'n>(list: &'n [(&str, usize)], name: &'n str) -> impl Iterator<Item = usize> + 'n {
    let first = list.partition_point(|(it, _)| super::database::order(it, name).is_lt());
    list.iter().skip(first).take_while(move |(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, at)| *at)
}

/// Queries that go through a table, rather than to one row by its key.
const SEARCHES: [&str; 8] =
    ["findMany", "findFirst", "findFirstOrThrow", "count", "aggregate", "groupBy", "updateMany", "deleteMany"];

impl<'t> Project<'t> {
    /// The model a Prisma query is on: of the schema nearest to it, if several have one of that name.
    pub fn model_of(&self, query: &Query) -> Option<&Arc<Model<'t>>> {
        (query.orm == Orm::Prisma).then_some(())?;
        self.model_named(query.call.syntax.file, query.model)
    }

    /// The queries on models of this name.
    pub fn queries_of<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Query<'t>> {
        named(&self.bound.queries, name).filter_map(|at| self.queries.get(at))
    }

    /// The model of this name or delegate name, seen from a file.
    pub fn model_named(&self, file: u32, name: &str) -> Option<&Arc<Model<'t>>> {
        let here = super::schemas::folder(self.files, file);
        let mut best: Option<(usize, &Arc<Model<'t>>)> = None;
        let mut is_tied = false;
        for model in named(&self.bound.models, name).filter_map(|at| self.models.get(at)) {
            let folder = self.schemas.get(model.schema).map_or("", |it| it.folder);
            let shared = super::app::common(here, folder);
            let is_nearer = best.is_none_or(|(it, _)| shared > it);
            is_tied = !is_nearer && (is_tied || best.is_some_and(|(it, _)| shared == it));
            if is_nearer {
                best = Some((shared, model));
            }
        }
        best.filter(|_| !is_tied).map(|(_, it)| it)
    }

    /// The migrations that a model's table is made by: of its schema's folder, or the only ones there are.
    pub fn history_of(&self, model: &Model) -> Option<&History<'t>> {
        let folder = self.schemas.get(model.schema).map_or("", |it| it.folder);
        let own = |it: &&History| {
            let above = it.folder.rsplit_once('/').map_or("", |(it, _)| it);
            above == folder || folder.rsplit_once('/').is_some_and(|(parent, _)| parent == above)
        };
        let only = || self.histories.first().filter(|_| self.histories.len() == 1 && self.schemas.len() < 2);
        self.histories.iter().find(own).or_else(only)
    }

    /// The table that migrations made of a model.
    pub fn table_of(&self, model: &Model) -> Option<(&History<'t>, &Table<'t>)> {
        let history = self.history_of(model)?;
        Some((history, history.table(model.setting("schema").unwrap_or_default(), model.table())?))
    }

    /// The queries inside a node, in reading order.
    pub fn queries_in(&self, node: Syntax<'t>) -> impl Iterator<Item = &Query<'t>> {
        let first = self.queries.partition_point(|it| {
            let call = it.call.syntax;
            (call.file, call.span().start) < (node.file, node.span().start)
        });
        self.queries.iter().skip(first).take_while(move |it| node.contains(it.call.syntax))
    }

    /// Of each schema, whether migrations made most of its tables.
    fn read_migrated(&mut self) {
        let mut counts = vec![(0, 0); self.schemas.len()];
        for model in &self.models {
            if let Some((found, all)) = counts.get_mut(model.schema) {
                *all += 1;
                *found += usize::from(self.table_of(model).is_some());
            }
        }
        for (schema, (found, all)) in self.schemas.iter_mut().zip(counts) {
            schema.is_migrated = found > 0 && found * 2 >= all;
        }
    }

    /// What the schema of a model says of its database.
    pub fn datasource_of(&self, model: &Model) -> super::Datasource<'t> {
        self.schemas.get(model.schema).map_or(super::Datasource::default(), |it| it.datasource)
    }

    /// Whether a type of a field is an enum.
    pub fn is_enum(&self, type_name: &str) -> bool {
        self.enums.binary_search(&type_name).is_ok()
    }

    pub(super) fn read_database(&mut self) {
        self.queries = self.read_queries();
        self.bound.models = by_name(self.models.iter().map(|it| it.name.text()));
        self.bound.queries = by_name(self.queries.iter().map(|it| it.model));
        self.searches = self.read_searches();
        self.read_migrated();
    }

    fn read_searches(&self) -> Vec<Search<'t>> {
        let mut found: Vec<((usize, u32, usize), usize)> = Vec::new();
        for (at, query) in self.queries.iter().enumerate() {
            let place = query.call.syntax;
            if !SEARCHES.contains(&query.call.name) || self.is_test(place) || self.is_script(place) {
                continue;
            }
            if let Some(model) = self.model_of(query)
                && let Some(field) = self.searched(query, model)
            {
                found.push(((model.syntax.file as usize, model.syntax.span().start, field), at));
            }
        }
        found.sort_unstable();
        let mut searches: Vec<Search<'t>> = Vec::new();
        let mut last = None;
        for (key, at) in found {
            let Some(query) = self.queries.get(at) else { continue };
            match searches.last_mut().filter(|_| last == Some(key)) {
                Some(search) => search.queries.push(at),
                None => {
                    let Some(model) = self.model_of(query).cloned() else { continue };
                    searches.push(Search { model, field: key.2, queries: vec![at] });
                }
            }
            last = Some(key);
        }
        searches
    }

    /// The field that a query has to find its rows by.
    fn searched(&self, query: &Query<'t>, model: &Model<'t>) -> Option<usize> {
        let filter = self.filter(query);
        if filter.is_open || filter.has_or {
            return None;
        }
        let at = |name: &str| model.fields.iter().position(|it| it.name.text() == name);
        if filter.all.is_empty() {
            if filter.has_not {
                return None;
            }
            let is_page = query.call.name.starts_with("findFirst") || self.option(query, "take").value().is_some();
            return at(self.order(query).first()?).filter(|it| self.narrows(model, *it).is_some() && is_page);
        }
        let narrowed =
            |name: &str| at(name).is_none_or(|it| model.fields.get(it).is_some_and(|it| self.is_relation(it)));
        if filter.all.iter().any(|(name, value)| (model.is_led_by(name) && is_usable(*value)) || narrowed(name)) {
            return None;
        }
        let first = filter.all.iter().filter(|(_, value)| is_usable(*value));
        first.filter_map(|(name, _)| at(name)).find(|it| self.narrows(model, *it).is_some())
    }

    /// A column that an index could be over, and that tells rows apart.
    fn narrows(&self, model: &Model<'t>, at: usize) -> Option<()> {
        let column = model.fields.get(at)?;
        let poor = ["Boolean", "Json", "Bytes"];
        // A handful of values, whatever the type says.
        let few = ["status", "type", "kind", "state", "role", "gender", "locale", "language", "currency", "level"];
        let name = column.name.text().to_ascii_lowercase();
        (!few.iter().any(|it| name.ends_with(it))).then_some(())?;
        let rich = !column.is_list && !poor.contains(&column.type_name) && !column.type_name.starts_with("Unsupported");
        (rich && !self.is_enum(column.type_name) && !self.is_relation(column)).then_some(())
    }

    /// Whether a field stands for rows of another model and has no column.
    pub fn is_relation(&self, column: &Column) -> bool {
        let scalars = ["String", "Int", "BigInt", "Float", "Decimal", "DateTime", "Boolean", "Json", "Bytes"];
        !scalars.contains(&column.type_name)
            && !self.is_enum(column.type_name)
            && !column.type_name.starts_with("Unsupported")
    }
}

/// Whether an index helps to find what is asked: not everything but a value, not a part from the middle of a text.
fn is_usable(value: Syntax) -> bool {
    let Some(object) = Object::of(plain(value)) else { return plain(value).kind() != Kind::Null };
    let helps = ["equals", "in", "lt", "lte", "gt", "gte", "startsWith"];
    object.is_open() || object.entries().any(|(name, _)| helps.contains(&name)) && !object.has("mode")
}

impl<'t> Filter<'t> {
    /// Whether the only thing it asks is a value of this field.
    pub fn is_only(&self, field: &str) -> bool {
        matches!(self.all.as_slice(), [(only, _)] if *only == field) && !self.is_open && !self.has_or && !self.has_not
    }
}
