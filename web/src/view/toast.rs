//! What was just done, with its undoing, for eight seconds.

use super::each::live;
use leptos::prelude::*;

use crate::desk::Desk;

/// The line at the foot of the page.
#[component]
pub fn ToastLine() -> impl IntoView {
    let desk = Desk::here();
    live(move || {
        desk.toast.get().map(|toast| {
            view! {
                <aside class="toast" id="toast" aria-label="Done just now">
                    <span>{toast.text}</span>
                    <button class="link" on:click=move |_| desk.undo()>"Undo"</button>
                </aside>
            }
        })
    })
}
