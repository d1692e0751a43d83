//! A button that copies, and says so when the browser refuses.

use std::time::Duration;

use super::each::{line, live, watch};
use leptos::prelude::*;

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
    /// Further classes of the button.
    #[prop(default = "")]
    class: &'static str,
    /// What else to do when it was copied.
    #[prop(optional)]
    on_copy: Option<Callback<()>>,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let denied = RwSignal::new(None::<String>);
    let field = NodeRef::<leptos::html::Textarea>::new();
    watch(move || {
        if let Some(field) = field.get() {
            // It can have the focus only once it stands in the page.
            request_animation_frame(move || {
                field.focus().ok();
                field.select();
            });
        }
    });
    let press = move |_| {
        let text = text.run(());
        dom::later(async move {
            if clipboard::copy(&text).await {
                denied.set(None);
                done.set(true);
                set_timeout(move || done.set(false), Duration::from_secs(2));
                if let Some(on_copy) = on_copy {
                    on_copy.run(());
                }
            } else {
                denied.set(Some(text));
            }
        });
    };
    view! {
        <button class=format!("btn {class}") on:click=press>{line(move || if done.get() { "Copied".to_owned() } else { label.to_owned() })}</button>
        {live(move || denied.get().map(|text| view! {
            <span class="denied">
                <textarea node_ref=field readonly rows="3" aria-label="Text to copy" prop:value=text></textarea>
                " Press Ctrl+C"
            </span>
        }))}
    }
}
