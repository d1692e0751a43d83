//! What was just done, and its undoing.

use std::time::Duration;

use leptos::prelude::*;

use super::Desk;
use crate::browser::{bridge, dom};

/// How long a toast stays, unless pointer or focus rest on it.
const STAY: Duration = Duration::from_secs(8);

/// How to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// The last fix.
    Fix,
    /// Closed or replaced files: the bridge's token.
    Files(u32),
    /// The last change of the standard.
    Standard,
}

/// A sentence and its undoing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What was done.
    pub text: String,
    /// How to undo it.
    pub undo: Undo,
    number: u32,
}

impl Desk {
    /// Shows a toast for a while.
    pub fn offer_undo(self, text: impl Into<String>, undo: Undo) {
        let number = self.toast.read_untracked().as_ref().map_or(0, |toast| toast.number + 1);
        self.toast.set(Some(Toast { text: text.into(), undo, number }));
        self.drop_later(number);
    }

    fn drop_later(self, number: u32) {
        let later = move || {
            let same = self.toast.read_untracked().as_ref().is_some_and(|toast| toast.number == number);
            let held =
                dom::has_focus("toast") || dom::by_id("toast").is_some_and(|e| e.matches(":hover").unwrap_or(false));
            if same && held {
                self.drop_later(number);
            } else if same {
                self.toast.set(None);
            }
        };
        set_timeout(later, STAY);
    }

    /// Undoes what the toast speaks of; once that is gone, the last fix. The finding that is there again is shown.
    pub fn undo(self) {
        let undo = self.toast.get_untracked().map_or(Undo::Fix, |toast| toast.undo);
        let is_pressed = dom::has_focus("toast");
        match undo {
            Undo::Fix if !bridge::undo_last() => return,
            Undo::Fix => self.linked.set(Some(self.mended.get_value())),
            Undo::Files(token) => {
                bridge::reopen(token);
                self.bring_ticks_back(token);
            }
            Undo::Standard => self.undo_standard(),
        }
        self.toast.set(None);
        self.fixed_at.set(None);
        self.said.set_value("Undone.");
        self.keep_draft_soon();
        if is_pressed || undo != Undo::Fix {
            bridge::focus_editor();
        }
    }
}
