//! What was checked by hand: kept with the draft, gone with it. The scripts that show it read and write it, as JSON.

use leptos::prelude::*;

use super::Desk;
use crate::browser::storage;

impl Desk {
    /// Brings back the ticks of the draft; once, at the start, when the draft is here.
    pub fn begin_ticks(self) {
        if self.blank.get_untracked() {
            storage::forget(storage::TICKS);
        } else {
            self.ticks.set(storage::text(storage::TICKS).unwrap_or_default());
        }
    }

    /// Takes the ticks as they are now; an empty text is none.
    pub fn tick(self, ticks: String) {
        if ticks.is_empty() {
            storage::forget(storage::TICKS);
        } else {
            storage::keep_text(storage::TICKS, &ticks);
        }
        self.ticks.set(ticks);
    }

    /// The files are others now: their ticks go, and come back with them.
    pub(super) fn leave_ticks(self, token: u32) {
        let former = self.ticks.get_untracked();
        if !former.is_empty() {
            self.former_files.set_value(token);
            self.former_ticks.set(former);
            self.tick(String::new());
        }
    }

    pub(super) fn bring_ticks_back(self, token: u32) {
        if self.former_files.get_value() == token {
            self.tick(self.former_ticks.get_untracked());
        }
    }
}
