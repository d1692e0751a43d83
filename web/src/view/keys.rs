//! The shortcuts of the whole page.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{bridge, dom};
use crate::desk::{Desk, Dialog};
use crate::model::keys::{Action, Press, action};
use crate::model::route::Part;

/// Listens for as long as the page lives.
pub fn listen(desk: Desk) {
    window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || dom::has_dialog() {
            return;
        }
        let in_text = dom::in_text(&event);
        let (key, code) = (event.key(), event.code());
        if leaves(&key, in_text) {
            desk.turn_to(Part::Findings);
            return;
        }
        let by = if key == "ArrowDown" { 1 } else { -1 };
        if !in_text && matches!(key.as_str(), "ArrowDown" | "ArrowUp") && dom::step_in_menu(by) {
            event.prevent_default();
            return;
        }
        let press = Press {
            key: &key,
            code: &code,
            shift: event.shift_key(),
            alt: event.alt_key(),
            command: event.ctrl_key() || event.meta_key(),
            in_text,
        };
        let Some(action) = action(press, desk.letters.get_untracked()) else { return };
        if carry_out(desk, action, in_text) {
            event.prevent_default();
        }
    });
}

/// Escape leaves editor and explanation for the list, and so does the arrow that led from there to the explanation.
fn leaves(key: &str, in_text: bool) -> bool {
    match key {
        "Escape" if dom::has_focus("editor") => in_text,
        "Escape" => dom::has_focus("explain") && !dom::has_menu(),
        "ArrowLeft" => document().active_element().is_some_and(|active| active.id() == "explain"),
        _ => false,
    }
}

/// Does it; false if there is nothing to do on this page.
pub fn carry_out(desk: Desk, action: Action, in_text: bool) -> bool {
    match action {
        Action::Help => desk.dialog.set(Some(Dialog::Keys)),
        Action::Palette => super::palette::open(desk),
        Action::Filter => {
            if dom::is_phone() {
                dom::go(Part::Findings.hash());
            }
            request_animation_frame(|| dom::focus("filter"));
        }
        Action::Next => step(desk, 1, in_text),
        Action::Previous => step(desk, -1, in_text),
        Action::Apply => desk.apply(),
        Action::Code => desk.turn_to(Part::Code),
        Action::Findings => desk.turn_to(Part::Findings),
        Action::Explain => desk.turn_to(Part::Explain),
        Action::Review => bridge::review_now(),
        Action::Fix => show_fix(desk),
        Action::Undo => desk.undo(),
    }
    true
}

/// The cursor in a finding has selected it; its fix gets the focus, or the explanation if there is none.
fn show_fix(desk: Desk) {
    desk.turn_to(Part::Explain);
    request_animation_frame(|| {
        request_animation_frame(|| {
            if let Some(button) = dom::by_id("apply-fix") {
                button.focus().ok();
            }
        });
    });
}

/// From the editor through the code, from elsewhere through the list; who reads the explanation stays there.
fn step(desk: Desk, by: i32, in_text: bool) {
    if in_text {
        bridge::step_finding(by);
    } else {
        desk.step(by as isize, !dom::has_focus("explain"));
    }
}
