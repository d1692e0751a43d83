//! A dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back.

use super::each::{live, watch};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::{CROSS, Icon};
use crate::desk::{Desk, Dialog};

/// A dialog that is open while the desk says so. Its content is made anew each time.
#[component]
pub fn Modal(
    /// Which one.
    which: Dialog,
    /// Its heading.
    title: &'static str,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let desk = Desk::here();
    let node = NodeRef::<leptos::html::Dialog>::new();
    let is_open = Memo::new(move |_| desk.dialog.get() == Some(which));
    watch(move || {
        let Some(dialog) = node.get() else { return };
        if is_open.get() && !dialog.open() {
            dialog.show_modal().ok();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    let closed = move |_| {
        if is_open.get_untracked() {
            desk.dialog.set(None);
        }
    };
    let outside = move |event: MouseEvent| {
        let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        if pressed.is_some_and(|pressed| pressed.tag_name() == "DIALOG") {
            desk.dialog.set(None);
        }
    };
    let id = match which {
        Dialog::Keys => "keys-title",
        Dialog::Privacy => "privacy-title",
    };
    view! {
        <dialog node_ref=node aria-labelledby=id on:close=closed on:click=outside>
            <div class="dialog">
                <div class="dialog-head">
                    <h2 id=id>{title}</h2>
                    <button class="dismiss" aria-label="Close" on:click=move |_| desk.dialog.set(None)><Icon path=CROSS/></button>
                </div>
                {live(move || is_open.get().then(|| children()))}
            </div>
        </dialog>
    }
}
