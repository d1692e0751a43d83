//! Renaming a file in the place of its tab.

use super::each::{live, watch};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::tabs::tab_id;
use crate::browser::{bridge, dom};
use crate::desk::Desk;
use crate::model::names;

/// No narrower is the field, in pixels.
const LEAST: i32 = 160;

/// The field over the tab, while a file is being renamed.
#[component]
pub fn Rename() -> impl IntoView {
    let desk = Desk::here();
    live(move || desk.renaming.get().map(|path| view! { <Field path/> }))
}

#[component]
fn Field(path: String) -> impl IntoView {
    let desk = Desk::here();
    let field = NodeRef::<leptos::html::Input>::new();
    let (left, width) = place(&path);
    let problem = RwSignal::new(None::<String>);
    let old = StoredValue::new(path);
    watch(move || {
        if let Some(field) = field.get() {
            field.set_value(&old.get_value());
            field.focus().ok();
            field.select();
        }
    });
    let done = move |back: bool| {
        if desk.renaming.get_untracked().is_none() {
            return;
        }
        let Some(field) = field.get_untracked() else { return };
        let old = old.get_value();
        let others: Vec<String> = desk.paths().into_iter().filter(|path| *path != old).collect();
        match names::checked(&field.value(), &others) {
            Ok(name) => {
                desk.renaming.set(None);
                let name = bridge::rename_file(&old, &name);
                desk.keep_draft_soon();
                if back {
                    request_animation_frame(move || dom::focus(&tab_id(&name)));
                }
            }
            Err(_) if !back => desk.renaming.set(None),
            Err(words) => problem.set(Some(words)),
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => done(true),
        "Escape" => {
            event.stop_propagation();
            desk.renaming.set(None);
            dom::focus(&tab_id(&old.get_value()));
        }
        _ => {}
    };
    view! {
        <div class="rename" style:left=format!("{left}px") style:width=format!("{width}px")>
            <input
                node_ref=field
                aria-label="New name of the file"
                aria-invalid=move || problem.read().is_some().to_string()
                spellcheck="false"
                autocomplete="off"
                on:keydown=key
                on:blur=move |_| done(false)
            />
            {live(move || problem.get().map(|words| view! { <p role="alert">{words}</p> }))}
        </div>
    }
}

/// Where the tab lies within the row, as far as that has room for the field.
fn place(path: &str) -> (i32, i32) {
    let Some(tab) = dom::by_id(&tab_id(path)) else { return (0, 0) };
    let row = tab.parent_element();
    let scrolled = row.as_ref().map_or(0, |row| row.scroll_left());
    let room = row.and_then(|row| row.parent_element()).map_or(i32::MAX, |files| files.client_width());
    let width = tab.offset_width().max(LEAST);
    ((tab.offset_left() - scrolled).min(room - width).max(0), width)
}
