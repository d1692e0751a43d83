//! Prisma schemas: models, fields, attributes, relations.

use std::sync::Arc;

use super::File;
use super::schemas::{Schema, schema_of};
use crate::syntax::{Kind, Span, Syntax, literal};

/// A `model` block.
#[derive(Debug)]
pub struct Model<'t> {
    /// The block.
    pub syntax: Syntax<'t>,
    /// Its name.
    pub name: Syntax<'t>,
    /// In reading order.
    pub fields: Vec<Column<'t>>,
    /// `@@…`, in reading order.
    pub attributes: Vec<Attribute<'t>>,
    /// The number of its schema among those of the project.
    pub schema: usize,
}

/// A field of a model.
#[derive(Debug)]
pub struct Column<'t> {
    /// The line.
    pub syntax: Syntax<'t>,
    /// Its name.
    pub name: Syntax<'t>,
    /// `User` of `User[]`.
    pub type_name: &'t str,
    /// `[]`.
    pub is_list: bool,
    /// `?`.
    pub is_optional: bool,
    /// `@…`, in reading order.
    pub attributes: Vec<Attribute<'t>>,
}

/// `@name(args)` or `@@name(args)`.
#[derive(Debug)]
pub struct Attribute<'t> {
    /// The whole attribute.
    pub syntax: Syntax<'t>,
    /// `db.VarChar` of `@db.VarChar(255)`.
    pub name: &'t str,
    /// Named and unnamed arguments.
    pub args: Vec<(Option<&'t str>, Syntax<'t>)>,
}

/// A relation field that holds a foreign key: `@relation(fields: [authorId], references: [id])`.
pub struct Relation<'t> {
    /// Where the key is.
    pub model: Arc<Model<'t>>,
    /// `author`.
    pub field: Syntax<'t>,
    /// `User`.
    pub target: &'t str,
    /// `authorId`.
    pub columns: Vec<&'t str>,
}

impl<'t> Attribute<'t> {
    /// The argument of this name; the first unnamed one for an empty name.
    pub fn argument(&self, name: &str) -> Option<Syntax<'t>> {
        self.args.iter().find(|(it, _)| it.unwrap_or_default() == name).map(|(_, it)| *it)
    }

    /// The field names of `@@index([a, b(sort: Desc)])` or `fields: [a, b]`.
    pub fn columns(&self) -> Vec<&'t str> {
        let list = self.argument("fields").or_else(|| self.argument(""));
        let items = list.filter(|it| it.kind() == Kind::Array).into_iter().flat_map(Syntax::children);
        items.map(|it| it.text().split(['(', '.']).next().unwrap_or_default().trim()).collect()
    }
}

impl<'t> Model<'t> {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Column<'t>> {
        self.fields.iter().find(|it| it.name.text() == name)
    }

    /// The column lists of every index, unique or not, the primary key among them.
    pub fn indexes(&self) -> Vec<Vec<&'t str>> {
        let single = self.fields.iter().filter(|it| it.attribute("id").or(it.attribute("unique")).is_some());
        let blocks = self.attributes.iter().filter(|it| matches!(it.name, "index" | "unique" | "id"));
        single.map(|it| vec![it.name.text()]).chain(blocks.map(Attribute::columns)).collect()
    }

    /// What the database calls it: `@@map`, or its name.
    pub fn table(&self) -> &'t str {
        self.setting("map").unwrap_or(self.name.text())
    }

    /// The text of `@@schema("…")`, `@@map("…")`.
    pub fn setting(&self, name: &str) -> Option<&'t str> {
        let attribute = self.attributes.iter().find(|it| it.name == name)?;
        literal(attribute.argument("").or_else(|| attribute.argument("name"))?)
    }

    /// `@@ignore`, or any other block attribute.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|it| it.name == name)
    }

    /// What `findUnique` takes: the fields that are unique alone, and the names of the keys over several.
    pub fn unique_keys(&self) -> Vec<String> {
        let single = self.fields.iter().filter(|it| it.attribute("id").or(it.attribute("unique")).is_some());
        let blocks = self.attributes.iter().filter(|it| matches!(it.name, "unique" | "id"));
        let named = |it: &Attribute| it.argument("name").and_then(literal).map(str::to_owned);
        single
            .map(|it| it.name.text().to_owned())
            .chain(blocks.map(|it| named(it).unwrap_or(it.columns().join("_"))))
            .collect()
    }

    /// Whether its table gains rows as the product is used: it points at other rows, or notes when a row came.
    pub fn grows(&self) -> bool {
        let points = |it: &Column| it.attribute("relation").is_some_and(|it| it.argument("fields").is_some());
        let is_now = |it: &Attribute| it.argument("").is_some_and(|it| it.text().starts_with("now("));
        self.fields.iter().any(|it| points(it) || it.attribute("default").is_some_and(is_now))
    }

    /// Whether an index, unique or not, begins with a field.
    pub fn is_led_by(&self, field: &str) -> bool {
        self.indexes().iter().any(|it| it.first() == Some(&field))
    }

    /// Whether a field holds the key of another model.
    pub fn is_foreign_key(&self, field: &str) -> bool {
        let relations = self.fields.iter().filter_map(|it| it.attribute("relation"));
        relations.filter(|it| it.argument("fields").is_some()).any(|it| it.columns().contains(&field))
    }

    /// Whether its rows are deleted along with the row of another model that they point at.
    pub fn goes_with(&self, parent: &Model) -> bool {
        let relations = self.fields.iter().filter(|it| it.type_name == parent.name.text());
        let mut actions = relations.filter_map(|it| it.attribute("relation")?.argument("onDelete"));
        actions.any(|it| it.text() == "Cascade")
    }

    /// Where a further `@@…` line is written: before the closing brace, which stands on a line of its own.
    pub fn end(&self) -> Option<Span> {
        let block = self.syntax.child(Kind::Block)?;
        Some(Span::empty(block.span().end.checked_sub(1)?))
    }
}

impl<'t> Column<'t> {
    /// What the database calls it: `@map`, or its name.
    pub fn column(&self) -> &'t str {
        let map = self.attribute("map").and_then(|it| it.argument("").or_else(|| it.argument("name")));
        map.and_then(literal).unwrap_or(self.name.text())
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'t>> {
        self.attributes.iter().find(|it| it.name == name)
    }
}

pub(super) fn models<'t>(roots: &[Syntax<'t>], files: &'t [File], schemas: &[Schema]) -> Vec<Arc<Model<'t>>> {
    let mut found = Vec::new();
    for root in roots {
        let schema = schema_of(files, schemas, root.file);
        found.extend(root.find(Kind::Model).filter_map(|it| model(it, schema)).map(Arc::new));
    }
    found
}

pub(super) fn relations<'t>(models: &[Arc<Model<'t>>]) -> Vec<Relation<'t>> {
    let relation = |model: &Arc<Model<'t>>, field: &Column<'t>| {
        let attribute = field.attribute("relation")?;
        attribute.argument("fields")?;
        let columns = attribute.columns();
        Some(Relation { model: model.clone(), field: field.syntax, target: field.type_name, columns })
    };
    models.iter().flat_map(|it| it.fields.iter().filter_map(move |field| relation(it, field))).collect()
}

fn model(syntax: Syntax, schema: usize) -> Option<Model> {
    let block = syntax.child(Kind::Block)?;
    Some(Model {
        syntax,
        name: syntax.child(Kind::Identifier)?,
        fields: block.children().filter_map(column).collect(),
        attributes: block.children().filter_map(attribute).collect(),
        schema,
    })
}

fn column(syntax: Syntax) -> Option<Column> {
    (syntax.kind() == Kind::ColumnDeclaration).then_some(())?;
    let type_of = syntax.child(Kind::ColumnType)?;
    Some(Column {
        syntax,
        name: syntax.child(Kind::Identifier)?,
        type_name: type_of.children().next()?.text(),
        is_list: type_of.child(Kind::Array).is_some(),
        is_optional: type_of.child(Kind::Maybe).is_some(),
        attributes: syntax.children().filter_map(attribute).collect(),
    })
}

fn attribute(syntax: Syntax) -> Option<Attribute> {
    syntax.is(&[Kind::Attribute, Kind::BlockAttribute]).then_some(())?;
    let inner = syntax.children().next()?;
    let call = inner.kind() == Kind::Call;
    let name = if call { inner.children().next()? } else { inner };
    let args = inner.child(Kind::Arguments).filter(|_| call).into_iter().flat_map(Syntax::children);
    Some(Attribute { syntax, name: name.text(), args: args.map(argument).collect() })
}

fn argument(syntax: Syntax<'_>) -> (Option<&str>, Syntax<'_>) {
    match syntax.kind() {
        Kind::TypeExpression => {
            (syntax.children().next().map(Syntax::text), syntax.children().last().unwrap_or(syntax))
        }
        _ => (None, syntax),
    }
}
