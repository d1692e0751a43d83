//! What the options of a query say: which fields `where` and `orderBy` name.

use super::{Project, Query, Setting};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

/// What a `where` asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter<'t> {
    /// Field and value of everything that must hold at once, `AND`s read through.
    pub all: Vec<(&'t str, Syntax<'t>)>,
    /// Something unseen may narrow it further: a parameter, a spread, a later assignment.
    pub is_open: bool,
    /// It has alternatives: `OR`.
    pub has_or: bool,
    /// It leaves rows out: `NOT`.
    pub has_not: bool,
}

impl<'t> Filter<'t> {
    /// The value that is asked of a field.
    pub fn get(&self, field: &str) -> Option<Syntax<'t>> {
        self.all.iter().find(|(it, _)| *it == field).map(|(_, it)| *it)
    }

    /// Whether every row matches, as far as can be seen.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && !self.is_open && !self.has_or && !self.has_not
    }
}

impl<'t> Project<'t> {
    /// What the `where` of a Prisma query asks for.
    pub fn filter(&self, query: &Query<'t>) -> Filter<'t> {
        let mut filter = Filter::default();
        match self.option(query, "where") {
            Setting::Set(value) => self.read_filter(value, &mut filter, 4),
            Setting::Absent => {}
            Setting::Unseen => filter.is_open = true,
        }
        filter
    }

    /// What the options of a query say of a key.
    pub fn option(&self, query: &Query<'t>, key: &str) -> Setting<'t> {
        match query.call.args.first() {
            None => Setting::Absent,
            Some(options) => match self.object(*options) {
                Some(object) => self.setting(object, key),
                None => Setting::Unseen,
            },
        }
    }

    /// The fields that `orderBy` names, if it is all seen.
    pub fn order(&self, query: &Query<'t>) -> Vec<&'t str> {
        let Some(value) = self.option(query, "orderBy").value().map(plain) else { return Vec::new() };
        let list = value.kind() == Kind::Array;
        let items: Vec<Syntax> = if list { value.children().collect() } else { vec![value] };
        items.into_iter().filter_map(|it| self.object(it)?.entries().next()).map(|(it, _)| it).collect()
    }

    /// The object literal that an expression is, or the constant it names, if nothing is added to it later.
    fn object(&self, expression: Syntax<'t>) -> Option<Object<'t>> {
        let own = plain(expression);
        Object::of(own).or_else(|| {
            let object = Object::of(self.constant(own))?;
            let is_named = own.is(&[Kind::Identifier, Kind::Shorthand]);
            (!is_named || !is_extended(own)).then_some(object)
        })
    }

    fn read_filter(&self, value: Syntax<'t>, filter: &mut Filter<'t>, steps: usize) {
        let value = plain(value);
        if value.kind() == Kind::Array {
            for item in value.children() {
                self.read_filter(item, filter, steps);
            }
            return;
        }
        let Some((object, left)) = self.object(value).zip(steps.checked_sub(1)) else {
            filter.is_open |= !matches!(value.kind(), Kind::Undefined);
            return;
        };
        for part in object.0.children() {
            if part.kind() == Kind::Spread {
                match part.children().next() {
                    Some(it) => self.read_filter(it, filter, left),
                    None => filter.is_open = true,
                }
            }
            filter.is_open |= part.field(Field::Key).is_some_and(|it| it.kind() == Kind::Computed);
        }
        for (name, value) in object.entries() {
            match name {
                "AND" => self.read_filter(value, filter, left),
                "OR" => filter.has_or = true,
                "NOT" => filter.has_not = true,
                _ => filter.all.push((name, value)),
            }
        }
    }
}

/// Whether something is added to an object behind its back: `where.status = …`, `Object.assign(where, …)`.
fn is_extended(name: Syntax) -> bool {
    let scope = name.function().unwrap_or(name.root());
    let mut assignments = scope.descendants().filter(|it| it.is(&[Kind::Assignment, Kind::Call]));
    assignments.any(|it| {
        let target = it.field(Field::Left).or(it.field(Field::Arguments).and_then(|it| it.children().next()));
        let is_call = it.kind() == Kind::Call;
        let adds = !is_call || it.field(Field::Function).is_some_and(|it| it.text() == "Object.assign");
        target.is_some_and(|it| adds && crate::syntax::root(it).text() == name.text())
    })
}
