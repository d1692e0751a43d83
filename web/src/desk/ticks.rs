//! What was checked by hand: kept with the draft, gone with it.

use leptos::prelude::*;

use super::Desk;
use crate::browser::storage;

/// Items of the checklist, each with a note or an empty text. A list of pairs: a map would not become JSON.
pub type Ticks = Vec<(String, String)>;

impl Desk {
    /// Brings back the ticks of the draft; once, at the start, when the draft is here.
    pub fn begin_ticks(self) {
        if self.blank.get_untracked() {
            storage::forget(storage::TICKS);
        } else if let Some(kept) = storage::kept(storage::TICKS) {
            self.ticks.set(kept);
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
    pub(super) fn tick(self, item: String, note: Option<String>) {
        self.ticks.update(|ticks| {
            ticks.retain(|(other, _)| *other != item);
            ticks.extend(note.map(|note| (item, note)));
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
            storage::keep(storage::TICKS, &*ticks);
        }
    }
}
