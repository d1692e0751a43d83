//! What was found of a function or a parameter, kept for the next search.

use super::taint::Taints;

/// How objects are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    /// Whole.
    Whole,
    /// Without the objects inside of objects: what they hold is a filter's own operators.
    Shallow,
    /// Only what is spread into them: what brings keys of its own.
    Spreads,
}

/// Whose value it is, the keys that are read of it, how, and the function that is being summed up, if that makes a
/// difference.
pub(super) type Key<'t> = (u32, u32, Vec<&'t str>, Reading, Option<(u32, u32)>);

/// What was found already; nothing yet where the search is still under way.
#[derive(Default)]
pub(super) struct Memo<'t>(Vec<(Key<'t>, Taints<'t>)>);

impl<'t> Memo<'t> {
    pub fn get(&self, key: &Key<'t>) -> Option<Taints<'t>> {
        let at = self.0.binary_search_by(|(it, _)| it.cmp(key)).ok()?;
        self.0.get(at).map(|(_, it)| it.clone())
    }

    pub fn set(&mut self, key: Key<'t>, found: Taints<'t>) {
        match self.0.binary_search_by(|(it, _)| it.cmp(&key)) {
            Ok(at) => self.0.get_mut(at).into_iter().for_each(|(_, it)| it.clone_from(&found)),
            Err(at) => self.0.insert(at, (key, found)),
        }
    }
}
