//! Interfaces and type aliases: types that are gone when the program runs.

use super::Project;
use crate::syntax::{Field, Kind, Name, Syntax};

impl<'t> Project<'t> {
    /// The interface or type alias that a type name means in a file, if no class has the name there.
    pub fn shape_named(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        if let Some((home, inside)) = self.home(file, name) {
            let mut declared = self.declared_at(home, inside);
            return declared.find(|it| it.is(&KINDS)).filter(|_| self.class_named(file, name).is_none());
        }
        let key = Name::of(name);
        let first = self.shapes.partition_point(|(it, _)| *it < key);
        let all = self.shapes.iter().skip(first).take_while(|(it, _)| *it == key).map(|(_, it)| *it);
        let own = all.clone().find(|it| it.file == file);
        own.or_else(|| {
            self.may_be_elsewhere(file, name).then_some(())?;
            let mut all = all.filter(|it| self.same_app(file, it.file));
            let only = all.next().filter(|_| all.next().is_none());
            only.filter(|_| self.class_named(file, name).is_none())
        })
    }
}

const KINDS: [Kind; 2] = [Kind::Interface, Kind::TypeAlias];

/// Name and declaration of each.
pub(super) fn all(root: Syntax<'_>) -> impl Iterator<Item = (Name<'_>, Syntax<'_>)> {
    let shapes = root.find_any(&KINDS).into_iter();
    shapes.filter_map(|it| Some((Name::of(it.field(Field::Name)?.text()), it)))
}
