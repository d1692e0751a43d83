//! A button that copies, and says so when the browser refuses.

use std::time::Duration;

use super::each::{line, live, watch};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser::{clipboard, dom};

/// The button. Where the clipboard is denied, the text stands in a field, selected.
#[component]
pub fn Copy(
    /// What the button says.
    #[prop(default = "Copy")]
    label: &'static str,
    /// The text.
    #[prop(into)]
    text: Callback<(), String>,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let denied = RwSignal::new(false);
    let field = NodeRef::<leptos::html::Textarea>::new();
    watch(move || {
        if let Some(field) = field.get() {
            // The field has its text with the next frame.
            request_animation_frame(move || {
                field.focus().ok();
                field.select();
            });
        }
    });
    let press = move |event: leptos::ev::MouseEvent| {
        hold_width(&event);
        let text = text.run(());
        dom::later(async move {
            if clipboard::copy(&text).await {
                denied.set(false);
                done.set(true);
                set_timeout(move || done.set(false), Duration::from_secs(2));
            } else {
                denied.set(true);
            }
        });
    };
    let words = move || if done.get() { "Copied".to_owned() } else { label.to_owned() };
    view! {
        <button class="btn" on:click=press>{line(words)}</button>
        {live(move || denied.get().then(|| view! {
            <span class="denied">
                <textarea node_ref=field readonly rows="3" aria-label="Text to copy" prop:value=move || text.run(())></textarea>
                "Press Ctrl+C"
            </span>
        }))}
    }
}

/// "Copied" is shorter than most labels: what stands beside the button must not move under the pointer.
fn hold_width(event: &leptos::ev::MouseEvent) {
    let button = event.current_target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(button) = button {
        let width = format!("{}px", button.offset_width());
        button.style().set_property("min-width", &width).ok();
    }
}
