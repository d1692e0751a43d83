//! What the scripts tell, put on the desk.

use std::sync::Arc;

use analyzer::report::Finding;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::{Desk, shared};
use crate::browser::bridge;
use crate::browser::message::{Message, Reviewed};
use crate::model::engine::{Cause, Happening, Reach};
use crate::model::selection::Selection;
use crate::model::shelf::{Grouping, shelves};

impl Desk {
    /// Takes a message in.
    pub fn hear(self, message: Message) {
        match message {
            Message::Files(files) => {
                if *self.active.read_untracked() != files.active {
                    self.active.set(files.active);
                    self.pasted.set(None);
                }
                if *self.files.read_untracked() != files.files {
                    self.files.set(files.files);
                }
            }
            Message::Edited => {
                self.stale.set(true);
                self.happened(Happening::Edited);
                self.keep_draft_soon();
            }
            Message::Cursor(print) | Message::Select(print) => self.point_at(&print),
            Message::Pasted(pasted) => self.pasted.set(Some(pasted)),
            Message::Limit(limit) => self.limit.set((!limit.message.is_empty()).then_some(limit)),
            Message::Reading(files) => {
                self.reading.set(files);
                if files == 0 {
                    self.keep_draft_soon();
                }
            }
            Message::Progress(loaded, total) => self.happened(Happening::Progress { loaded, total }),
            Message::Ready => self.happened(Happening::Ready),
            Message::Whole => {
                self.happened(Happening::Reached(Reach::Whole));
                self.keep_offline();
            }
            Message::Growing => self.happened(Happening::Reached(Reach::First)),
            Message::Short(message) => self.happened(Happening::Reached(Reach::Short(message))),
            Message::Reviewing => self.happened(Happening::Reviewing),
            Message::Review(reviewed) => self.take(*reviewed),
            Message::Ticks(ticks) => self.tick(ticks),
            Message::Shared(encoded) => self.opened.set(encoded),
            Message::Changed(print, said) => self.changed(&print, said),
            Message::Standard(standing) => self.standard.set(standing),
            Message::TurnedOff(rule, said) => self.turned_off(&rule, said),
            Message::Confirmed => self.confirmed.set(true),
            Message::Absent(is) => self.absent.set(is),
            Message::Stopped(path, message) => self.happened(Happening::Stopped { path, message }),
            Message::Blocked(cause, message) => {
                self.happened(Happening::Blocked { cause: Cause::of(&cause), message });
            }
        }
    }

    /// Everything is here: from now on it is kept.
    fn keep_offline(self) {
        let offer = Closure::once_into_js(move || self.newer.set(true));
        bridge::keep_offline(offer.unchecked_ref());
    }

    fn happened(self, happening: Happening) {
        let after = self.engine.get_untracked().after(happening);
        if after != *self.engine.read_untracked() {
            self.engine.set(after);
        }
    }

    /// A review came: the list changes, the selection follows its fingerprint.
    fn take(self, reviewed: Reviewed) {
        let Reviewed { review, ms, left_out } = reviewed;
        self.happened(Happening::Reviewed { all: left_out.is_empty() });
        self.stale.set(false);
        self.confirmed.set(false);
        self.ms.set(ms);
        let first = || {
            let shelves = shelves(&shared(&review.findings), Grouping::of(&self.grouping.read_untracked()));
            shelves.first()?.stacks.first()?.first().map(|first| Finding::clone(first))
        };
        let selection = self.selection.get_untracked().after(&review.findings, first);
        bridge::select_finding(selection.fingerprint().filter(|_| !selection.resolved));
        if selection != *self.selection.read_untracked() {
            self.selection.set(selection);
        }
        self.review.set(Some(Arc::new(review)));
        self.after_fix();
        self.follow_link();
        if let Some(print) = self.wanted.get_untracked() {
            self.wanted.set(None);
            if self.selection.read_untracked().is(&print) {
                self.apply();
            }
        }
    }

    /// The code points at a finding: its card becomes the current one, the focus stays in the code.
    fn point_at(self, print: &str) {
        let Some(review) = self.review.get_untracked() else { return };
        let Some(finding) = review.findings.iter().find(|finding| finding.fingerprint == print) else { return };
        if !self.selection.read_untracked().is(print) {
            self.selection.set(Selection::chosen(finding.clone()));
            bridge::select_finding(Some(print));
        }
    }
}
