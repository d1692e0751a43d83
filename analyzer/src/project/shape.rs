//! Interfaces and type aliases: types that are gone when the program runs.

use super::{Index, Project, key};
use crate::syntax::{Field, Kind, Syntax};

/// All of them with their names.
pub(super) struct Shapes<'t> {
    list: Vec<(&'t str, Syntax<'t>)>,
    by_name: Index,
}

impl<'t> Shapes<'t> {
    pub fn of(list: Vec<(&'t str, Syntax<'t>)>) -> Shapes<'t> {
        let keys: Vec<u64> = list.iter().map(|(name, _)| key(name)).collect();
        Shapes { list, by_name: Index::of(&keys) }
    }

    fn named(&self, name: &str) -> impl Iterator<Item = Syntax<'t>> + Clone {
        let all = self.by_name.get(key(name)).filter_map(|at| self.list.get(at));
        all.filter(move |(it, _)| *it == name).map(|(_, it)| *it)
    }
}

impl<'t> Project<'t> {
    /// The interface or type alias that a type name means in a file, if no class has the name there.
    pub fn shape_named(&self, file: u32, name: &str) -> Option<Syntax<'t>> {
        if let Some((home, inside)) = self.home(file, name) {
            let mut declared = self.declared_at(home, inside);
            return declared.find(|it| it.is(&KINDS)).filter(|_| self.class_named(file, name).is_none());
        }
        let all = self.shapes.named(name);
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
pub(super) fn all(root: Syntax<'_>) -> impl Iterator<Item = (&str, Syntax<'_>)> {
    let shapes = root.find_any(&KINDS).into_iter();
    shapes.filter_map(|it| Some((it.field(Field::Name)?.text(), it)))
}
