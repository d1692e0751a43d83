//! Interfaces and type aliases: types that are gone when the program runs.

use super::Project;
use crate::syntax::{Field, Kind, Syntax};

impl<'t> Project<'t> {
    /// The interface or type alias of this name: the file's own, or the only one where no class is called so.
    pub fn shape_named(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        let first = self.shapes.partition_point(|(it, _)| *it < name);
        let named = self.shapes.iter().skip(first).take_while(|(it, _)| *it == name);
        let all: Vec<Syntax> = named.map(|(_, it)| *it).collect();
        let own = all.iter().find(|it| it.file == file);
        let only = all.first().filter(|_| all.len() == 1 && self.class_named(file, name).is_none());
        own.or(only).copied()
    }
}

pub(super) fn all<'t>(roots: &[Syntax<'t>]) -> Vec<(&'t str, Syntax<'t>)> {
    let kinds = [Kind::Interface, Kind::TypeAlias];
    let shapes = roots.iter().flat_map(|it| it.descendants()).filter(|it| it.is(&kinds));
    let mut named: Vec<(&str, Syntax)> = shapes.filter_map(|it| Some((it.field(Field::Name)?.text(), it))).collect();
    named.sort_by_key(|(name, _)| *name);
    named
}
