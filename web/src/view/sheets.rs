//! The sheet of shortcuts and the privacy note.

use super::each::line;
use leptos::prelude::*;

use super::dialog::Modal;
use crate::browser::storage;
use crate::desk::{Desk, Dialog};
use crate::model::keys::SHEET;

/// Which key does what.
#[component]
pub fn KeySheet() -> impl IntoView {
    view! { <Modal which=Dialog::Keys title="Keyboard shortcuts"><Keys/></Modal> }
}

#[component]
fn Keys() -> impl IntoView {
    let desk = Desk::here();
    let switch = move |event| {
        let on = event_target_checked(&event);
        desk.letters.set(on);
        storage::keep_text(storage::LETTERS, if on { "on" } else { "off" });
    };
    let row = |(keys, what, place): &(&[&'static str], &'static str, &'static str)| {
        let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect();
        view! { <tr><td>{keys}</td><td>{*what}</td><td class="dim">{*place}</td></tr> }
    };
    view! {
        <table>
            <thead><tr><th scope="col">"Key"</th><th scope="col">"What it does"</th><th scope="col">"Where"</th></tr></thead>
            <tbody>{SHEET.iter().map(row).collect_view()}</tbody>
        </table>
        <p class="dim">"In the editor, Tab moves on to the next control. Ctrl+M makes Tab indent instead."</p>
        <label class="tick">
            <input type="checkbox" prop:checked=desk.letters on:change=switch/>
            "Single letters are shortcuts"
        </label>
    }
}

/// What happens to the code.
#[component]
pub fn PrivacyNote() -> impl IntoView {
    view! { <Modal which=Dialog::Privacy title="Runs in this tab"><Privacy/></Modal> }
}

#[component]
fn Privacy() -> impl IntoView {
    let desk = Desk::here();
    let clear = move |_| {
        desk.dialog.set(None);
        desk.clear();
    };
    let kept = move || {
        if desk.keeps.get() {
            "Your draft is kept in this browser so that it is still here after a reload. Clearing removes it. \
             Your standard is kept here too."
        } else {
            "This browser does not let the page keep drafts: what you paste is gone when the tab is closed."
        }
    };
    view! {
        <p>
            "The reviewer is part of this page and works in your browser. Your code is not sent anywhere: the page's security
            policy forbids every request to another site, and there is no server behind it."
        </p>
        <p>{line(move || kept().to_owned())}</p>
        <p>"A share link holds the code itself, after the #. Browsers do not send that part of an address to a server."</p>
        <div class="acts"><button class="btn" disabled=move || desk.is_blank() on:click=clear>"Clear everything"</button></div>
    }
}
