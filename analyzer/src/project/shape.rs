//! Interfaces and type aliases: types that are gone when the program runs.

use super::Project;
use crate::syntax::{Field, Kind, Syntax};

impl<'t> Project<'t> {
    /// The interface or type alias of this name, if no class and no other type has it.
    pub fn shape_named(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        let first = self.shapes.partition_point(|(it, _)| *it < name);
        let all = self.shapes.iter().skip(first).take_while(|(it, _)| *it == name).map(|(_, it)| *it);
        let own = all.clone().find(|it| it.file == file);
        own.or_else(|| {
            let is_only = all.clone().count() == 1 && self.class_named(file, name).is_none();
            all.clone().next().filter(|_| is_only)
        })
    }
}

/// Name and declaration of each, sorted by name.
pub(super) fn all<'t>(roots: &[Syntax<'t>]) -> Vec<(&'t str, Syntax<'t>)> {
    let kinds = [Kind::Interface, Kind::TypeAlias];
    let shapes = roots.iter().flat_map(|it| it.descendants()).filter(|it| it.is(&kinds));
    let mut named: Vec<_> = shapes.filter_map(|it| Some((it.field(Field::Name)?.text(), it))).collect();
    named.sort_by_key(|(name, _)| *name);
    named
}
