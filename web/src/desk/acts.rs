//! What the user does with findings and files.

use analyzer::report::{Finding, Range};
use leptos::prelude::*;

use super::{Desk, Undo};
use crate::browser::{bridge, dom};
use crate::model::names;
use crate::model::route::Part;
use crate::model::selection::{Selection, step};
use crate::model::shelf::stack_of;

/// The id of a finding's card.
pub fn card_id(fingerprint: &str) -> String {
    format!("card-{fingerprint}")
}

/// The id of a tab of the list's column.
pub fn tab_id(part: Part) -> &'static str {
    match part {
        Part::Checklist => "tab:checklist",
        Part::Report => "tab:report",
        _ => "tab:findings",
    }
}

fn focused_card() -> Option<String> {
    document().active_element()?.id().strip_prefix("card-").map(str::to_owned)
}

impl Desk {
    /// The id of the card on which a finding stands, perhaps with others.
    pub fn card_of(self, fingerprint: &str) -> String {
        let groups = self.groups.read_untracked();
        let first = stack_of(&groups, fingerprint).and_then(|stack| stack.first());
        card_id(first.map_or(fingerprint, |first| &first.fingerprint))
    }

    /// The finding of the card that has the focus: of several on one card, the selected one.
    pub fn focused(self) -> Option<String> {
        let focused = focused_card()?;
        let selection = self.selection.read_untracked();
        let same = selection.fingerprint().filter(|print| self.card_of(print) == card_id(&focused));
        Some(same.map_or(focused.clone(), str::to_owned))
    }

    /// Opens the share dialog; a link can lead to the selected finding.
    pub fn share(self) {
        let selection = self.selection.get_untracked();
        bridge::open_share(selection.fingerprint().filter(|_| !selection.resolved));
    }

    /// Selects a finding and shows its code; the focus stays where it is. Who goes on to a finding agrees with the name of
    /// what was pasted.
    pub fn select(self, finding: &Finding) {
        if self.pasted.read_untracked().as_ref().is_some_and(|pasted| pasted.paths.is_empty()) {
            self.pasted.set(None);
        }
        bridge::select_finding(Some(&finding.fingerprint));
        self.selection.set(Selection::chosen(finding.clone()));
        self.reveal(&finding.path, finding.range, false);
    }

    /// Shows a place in the code.
    pub fn reveal(self, path: &str, range: Range, focus: bool) {
        bridge::reveal(path, range.start.offset, range.end.offset, focus);
    }

    /// Shows a place in the code and goes there, on a phone by turning to the code.
    pub fn visit(self, path: &str, range: Range) {
        if dom::is_phone() {
            dom::go(Part::Code.hash());
        }
        let path = path.to_owned();
        // A pane that was hidden has its size only after the style sheet had its say.
        request_animation_frame(move || self.reveal(&path, range, true));
    }

    /// The next or the former finding of the list; `focus` puts the focus on its card.
    pub fn step(self, by: isize, focus: bool) {
        let order = untrack(|| self.order());
        let selection = self.selection.get_untracked();
        let current = self.focused().or(selection.fingerprint().map(str::to_owned));
        let Some(finding) = step(&order, current.as_deref(), by) else { return };
        self.select(finding);
        let id = self.card_of(&finding.fingerprint);
        let go = move || {
            dom::show(&id);
            if focus {
                dom::focus(&id);
            }
        };
        // A card of a hidden tab has its place only after the page had its say.
        if focus && self.show_tab(Part::Findings) {
            request_animation_frame(go);
        } else {
            go();
        }
    }

    /// Whether there is a finding `by` places from the selected one.
    pub fn can_step(self, by: isize) -> bool {
        let (order, selection) = (self.order(), self.selection.read());
        step(&order, selection.fingerprint(), by).is_some_and(|finding| !selection.is(&finding.fingerprint))
    }

    /// Shows a tab of the list's column; whether that changed anything. Other parts have no tab.
    pub fn show_tab(self, part: Part) -> bool {
        let changes = Part::TABS.contains(&part) && *self.tab.read_untracked() != part;
        if changes {
            self.tab.set(part);
        }
        changes
    }

    /// Applies the fix that is shown; while a review is on its way, as soon as it is here.
    pub fn apply(self) {
        let selection = self.selection.get_untracked();
        let Some(finding) = selection.finding.filter(|_| !selection.resolved) else { return };
        let Some(fix) = &finding.fix else { return };
        if self.stale.get_untracked() {
            self.wanted.set(Some(finding.fingerprint));
            return;
        }
        let Ok(edits) = serde_wasm_bindgen::to_value(&fix.edits) else { return };
        if bridge::apply_edits(&edits) {
            self.changed(&finding.fingerprint, "Fixed.");
        }
    }

    /// Edits of the last review were applied, which can be undone. The finding goes with them: after the next review the
    /// one behind it has the focus.
    pub fn changed(self, fingerprint: &str, said: &'static str) {
        let at = untrack(|| self.order()).iter().position(|other| other.fingerprint == fingerprint);
        self.fixed_at.set(at.or(Some(0)));
        self.mended.set_value(fingerprint.to_owned());
        self.said.set_value(said);
        self.offer_undo(said, Undo::Fix);
    }

    /// After the review that follows a fix, the next finding is shown and its card has the focus.
    pub(super) fn after_fix(self) {
        let Some(at) = self.fixed_at.get_untracked() else { return };
        self.fixed_at.set(None);
        let order = untrack(|| self.order());
        let Some(next) = order.get(at.min(order.len().saturating_sub(1))) else {
            self.focus_pane();
            return;
        };
        self.selection.set(Selection::chosen(Finding::clone(next)));
        bridge::select_finding(Some(&next.fingerprint));
        // The code of another file would hide what was just mended.
        if next.path == *self.active.read_untracked() {
            self.reveal(&next.path, next.range, false);
        }
        self.land(&next.fingerprint);
    }

    /// Puts the focus on a finding's card, or where its card is out of sight on its explanation.
    pub(super) fn land(self, fingerprint: &str) {
        let id = self.card_of(fingerprint);
        request_animation_frame(move || dom::focus(if dom::is_shown(&id) { &id } else { "explain" }));
    }

    /// Closes a file.
    pub fn close(self, path: &str) {
        if self.files.read_untracked().len() < 2 && self.blank.get_untracked() {
            return;
        }
        let token = bridge::close_file(path);
        self.offer_undo(format!("{} closed.", names::short(path)), Undo::Files(token));
        self.keep_draft_soon();
    }

    /// Moves a file's tab to another place.
    pub fn move_file(self, path: &str, to: usize) {
        bridge::move_file(path, to as u32);
        self.keep_draft_soon();
    }

    /// Opens files instead of those that are here, or beside them.
    pub fn open(self, files: &[(String, String)], active: &str) {
        if self.blank.get_untracked() {
            self.replace(files, active);
            return;
        }
        for (path, text) in files {
            let taken = self.paths();
            bridge::add_file(&names::free(path, &taken), text);
        }
        self.selection.set(Selection::default());
        self.keep_draft_soon();
    }

    /// Puts these files in the place of all; the bridge's token brings the former back.
    pub fn replace(self, files: &[(String, String)], active: &str) -> u32 {
        self.put(files, active, false)
    }

    /// The same; `beside` says that those that are here are among them, and what came with them stays in use.
    pub(super) fn put(self, files: &[(String, String)], active: &str, beside: bool) -> u32 {
        self.selection.set(Selection::default());
        self.filter.set(String::new());
        self.pasted.set(None);
        let list = js_sys::Array::new();
        for (path, text) in files {
            let file = js_sys::Object::new();
            js_sys::Reflect::set(&file, &"path".into(), &path.into()).ok();
            js_sys::Reflect::set(&file, &"text".into(), &text.into()).ok();
            list.push(&file);
        }
        let token = bridge::set_files(&list, active, beside);
        self.leave_ticks(token);
        self.keep_draft_soon();
        token
    }

    /// Whether the values of the open `.env` file are hidden; nothing for other files.
    pub fn masked(self) -> Option<bool> {
        let active = self.active.read();
        self.files.read().iter().find(|file| file.path == *active && file.path.contains(".env")).map(|file| file.masked)
    }

    /// The paths of all files.
    pub fn paths(self) -> Vec<String> {
        self.files.read_untracked().iter().map(|file| file.path.clone()).collect()
    }

    /// To a pane or a tab of the list's column: on a phone it is turned to, else it gets the focus.
    pub fn turn_to(self, part: Part) {
        self.show_tab(part);
        if part == Part::Explain && !dom::is_shown("explain") {
            self.show_tab(Part::Findings);
        }
        if dom::is_phone() {
            dom::go(part.hash());
        }
        let selected = self.selection.read_untracked().fingerprint().map(|print| self.card_of(print));
        request_animation_frame(move || match part {
            Part::Code => bridge::focus_editor(),
            Part::Findings => {
                dom::focus(selected.filter(|id| dom::by_id(id).is_some()).as_deref().unwrap_or("findings"))
            }
            Part::Explain => dom::focus("explain"),
            Part::Checklist | Part::Report => dom::focus(tab_id(part)),
        });
    }

    /// Light or dark, from now on whatever the system says.
    pub fn set_dark(self, dark: bool) {
        self.dark.set(dark);
        crate::browser::storage::keep_text(crate::browser::storage::THEME, if dark { "dark" } else { "light" });
    }
}
