//! The standard of the review: one on offer, a rule turned off.

use leptos::prelude::*;

use super::{Desk, Undo};
use crate::browser::{bridge, dom};
use crate::model::route::Part;

impl Desk {
    /// Takes the standard on offer for this review, or stays with the present one; the notice that asked is gone.
    pub fn choose_standard(self, taken: bool) {
        bridge::choose_standard(taken);
        if taken {
            self.offer_undo("This review uses that standard now.", Undo::Standard);
            self.said.set_value("Another standard is in use.");
        }
        self.focus_pane();
    }

    /// Takes back the last change of the standard; the list says what follows.
    pub(super) fn undo_standard(self) {
        bridge::undo_standard();
        request_animation_frame(move || self.focus_pane());
    }

    /// Puts the focus on the list, or on a phone on what it shows, when what had it is gone.
    pub(super) fn focus_pane(self) {
        match untrack(|| self.part()) {
            Part::Code if dom::is_phone() => bridge::focus_editor(),
            Part::Explain if dom::is_phone() => dom::focus("explain"),
            _ => dom::focus("findings"),
        }
    }

    /// Opens the dialog about the standard; what it changes has its own undoing.
    pub fn open_standard(self) {
        if self.toast.read_untracked().as_ref().is_some_and(|toast| toast.undo == Undo::Standard) {
            self.toast.set(None);
        }
        bridge::open_standard();
    }

    /// A rule was turned off, which can be undone: after the next review its findings are gone, and the one behind the
    /// selected one has the focus.
    pub(super) fn turned_off(self, rule: &str, said: String) {
        let selection = self.selection.get_untracked();
        let order = untrack(|| self.order());
        let before = order.iter().take_while(|finding| !selection.is(&finding.fingerprint));
        self.fixed_at.set(Some(before.filter(|finding| finding.rule != rule).count()));
        self.said.set_value("Rule turned off.");
        self.offer_undo(said, Undo::Standard);
    }
}
