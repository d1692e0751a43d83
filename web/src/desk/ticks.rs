//! What was checked by hand: kept with the draft, gone with it.

use leptos::prelude::*;

use super::Desk;
use crate::browser::storage;

impl Desk {
    /// Brings back the ticks of the draft; once, at the start, when the draft is here.
    pub fn begin_ticks(self) {
        if self.blank.get_untracked() {
            storage::forget(storage::TICKS);
        } else if let Some(kept) = storage::kept::<Vec<(String, String)>>(storage::TICKS) {
            self.ticks.set(kept.into_iter().collect());
        }
    }

    /// An empty desk has nothing that could be checked.
    pub fn drop_ticks(self) {
        if !self.ticks.read_untracked().is_empty() {
            self.ticks.update(|ticks| ticks.clear());
            self.keep_ticks();
        }
    }

    /// Ticks an item with a note, or takes the tick away.
    pub fn tick(self, item: &str, note: Option<String>) {
        self.ticks.update(|ticks| match note {
            Some(note) => drop(ticks.insert(item.to_owned(), note)),
            None => drop(ticks.remove(item)),
        });
        self.keep_ticks();
    }

    /// The files are others now: their ticks go, and come back with them.
    pub(super) fn leave_ticks(self, token: u32) {
        let former = self.ticks.get_untracked();
        if !former.is_empty() {
            self.former_ticks.set_value((token, former));
            self.drop_ticks();
        }
    }

    pub(super) fn bring_ticks_back(self, token: u32) {
        let (of, ticks) = self.former_ticks.get_value();
        if of == token && !ticks.is_empty() {
            self.ticks.set(ticks);
            self.keep_ticks();
        }
    }

    fn keep_ticks(self) {
        let ticks = self.ticks.read_untracked();
        if ticks.is_empty() {
            storage::forget(storage::TICKS);
        } else {
            // A list of pairs: a map would become an object that JSON does not write.
            storage::keep(storage::TICKS, &ticks.iter().collect::<Vec<_>>());
        }
    }
}
