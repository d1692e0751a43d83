//! Drafts in this browser, and links with code.

use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;

use super::{Desk, Undo};
use crate::browser::message::read;
use crate::browser::{bridge, dom, storage};
use crate::model::diff::Source;
use crate::model::draft::Draft;
use crate::model::route::{Part, Route};
use crate::model::share::{self, Shared};
use crate::model::{engine, names};

/// A pause in typing after which the draft is kept.
const PAUSE: Duration = Duration::from_millis(600);

#[derive(serde::Deserialize)]
struct Text {
    path: String,
    text: String,
}

/// The texts in the editor.
pub fn texts() -> Vec<Source> {
    let files: Vec<Text> = read(bridge::files().into()).unwrap_or_default();
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

fn offer_standard(shared: &Shared) {
    if let Some(standard) = &shared.std {
        bridge::offer_standard(standard);
    }
}

impl Desk {
    /// The files as they are now.
    fn draft(self) -> Draft {
        Draft { f: texts(), a: self.active.get_untracked() }
    }

    /// Brings back the draft or opens the link of the address; once, at the start.
    pub fn begin(self, pasted: &str) {
        if let Some(draft) = storage::kept::<Draft>(storage::DRAFT).filter(|draft| !draft.is_empty()) {
            if pasted.trim().is_empty() {
                self.home.set(Part::Findings);
                self.replace(&draft.f, &draft.a);
            } else {
                self.put_beside(&draft);
            }
        }
        bridge::begin_standard();
        self.keeps.set(storage::keep_text("nestor.try", "1"));
        storage::forget("nestor.try");
        self.arrive();
    }

    /// What was pasted before the scripts were here stays in front of the draft.
    fn put_beside(self, draft: &Draft) {
        let mut paths: Vec<String> = texts().into_iter().map(|(path, _)| path).collect();
        let first = paths.first().cloned().unwrap_or_default();
        for (path, text) in &draft.f {
            let path = names::free(path, &paths);
            paths.push(bridge::add_file(&path, text));
        }
        bridge::set_active(&first);
    }

    /// Reads the address: a page, or a link with code.
    pub fn arrive(self) {
        let route = Route::of(&dom::hash());
        if let Route::Shared(encoded) = &route
            && *self.opened.read_untracked() != *encoded
        {
            self.opened.set(encoded.clone());
            self.open_link(encoded.clone());
        }
        if route != *self.route.read_untracked() {
            self.route.set(route);
        }
    }

    fn open_link(self, encoded: String) {
        dom::later(async move {
            let read_link = bridge::decode_share(&encoded).await;
            match read_link.map(read::<Shared>) {
                Ok(Some(shared)) => self.meet(shared.sanitised()),
                Ok(None) => self.bad_link.set(Some(share::failure("damaged", encoded.len()))),
                Err(error) => {
                    let code = Reflect::get(&error, &"code".into()).ok().and_then(|code| code.as_string());
                    self.bad_link.set(Some(share::failure(code.as_deref().unwrap_or_default(), encoded.len())));
                }
            }
        });
    }

    /// A link's files come onto an empty desk; a draft is never touched without asking.
    fn meet(self, shared: Shared) {
        self.bad_link.set(None);
        let draft = self.draft();
        if draft.is_empty() {
            self.take_shared(&shared);
        } else if draft.same_as(&shared) {
            offer_standard(&shared);
        } else {
            self.offered.set(Some(shared));
        }
    }

    fn take_shared(self, shared: &Shared) -> u32 {
        let token = self.replace(&shared.f, &shared.a);
        self.linked.set(shared.sel.clone());
        offer_standard(shared);
        token
    }

    /// Selects the link's finding as soon as a review has it.
    pub(super) fn follow_link(self) {
        let Some(print) = self.linked.get_untracked() else { return };
        let review = self.review.get_untracked();
        if let Some(finding) = review.iter().flat_map(|review| &review.findings).find(|f| f.fingerprint == print) {
            self.linked.set(None);
            self.select(finding);
            if self.mended.with_value(|mended| *mended == print) {
                self.mended.set_value(String::new());
                self.land(&print);
            }
        }
    }

    /// The draft stays, the link is left alone.
    pub fn keep_mine(self) {
        self.offered.set(None);
    }

    /// The link's files in the place of the draft, which can be undone.
    pub fn replace_mine(self) {
        let Some(shared) = self.offered.get_untracked() else { return };
        self.offered.set(None);
        let token = self.take_shared(&shared);
        self.offer_undo("Your draft was replaced.", Undo::Files(token));
    }

    /// The link's files beside the draft's.
    pub fn open_beside(self) {
        let Some(shared) = self.offered.get_untracked() else { return };
        self.offered.set(None);
        let both = self.draft().beside(&shared);
        let token = self.put(&both.f, &both.a, true);
        offer_standard(&shared);
        self.offer_undo("Opened beside your files.", Undo::Files(token));
    }

    /// Empties the desk and forgets the draft, which can be undone.
    pub fn clear(self) {
        let token = self.replace(&[], "");
        storage::forget(storage::DRAFT);
        self.offer_undo("Cleared.", Undo::Files(token));
    }

    /// Keeps the draft after a pause.
    pub fn keep_draft_soon(self) {
        self.pause.update_value(|count| *count += 1);
        let now = self.pause.get_value();
        let later = move || {
            if self.pause.get_value() == now {
                self.keep_draft();
            }
        };
        set_timeout(later, PAUSE);
    }

    /// Keeps the draft now.
    pub fn keep_draft(self) {
        let draft = self.draft();
        if draft.is_empty() {
            storage::forget(storage::DRAFT);
        } else {
            self.keeps.set(storage::keep(storage::DRAFT, &draft));
        }
    }

    /// The details of a stop, without code.
    pub fn stop_details(self, stop: &engine::Stop) -> String {
        let review = self.review.get_untracked();
        let version = review.as_ref().map_or("unknown", |review| review.tool.version.as_str());
        format!("Nestor {version} stopped: {}\nFiles: {}", stop.message, self.files.read_untracked().len())
    }
}
