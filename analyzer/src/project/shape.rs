//! Interfaces and type aliases: types that are gone when the program runs.

use std::collections::BTreeMap;

use super::Project;
use crate::syntax::{Field, Kind, Syntax};

impl<'t> Project<'t> {
    /// The interface or type alias of this name, if no class and no other type has it.
    pub fn shape_named(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        let all = self.shapes.get(name)?;
        let own = all.iter().find(|it| it.file == file);
        let only = all.first().filter(|_| all.len() == 1 && self.class_named(file, name).is_none());
        own.or(only).copied()
    }
}

pub(super) fn all<'t>(roots: &[Syntax<'t>]) -> BTreeMap<&'t str, Vec<Syntax<'t>>> {
    let mut shapes: BTreeMap<&str, Vec<Syntax>> = BTreeMap::new();
    let kinds = [Kind::Interface, Kind::TypeAlias];
    for shape in roots.iter().flat_map(|it| it.descendants()).filter(|it| it.is(&kinds)) {
        if let Some(name) = shape.field(Field::Name) {
            shapes.entry(name.text()).or_default().push(shape);
        }
    }
    shapes
}
