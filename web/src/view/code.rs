//! The code pane: tabs, notices, the editor's place, the status line.

use super::each::watch;
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::menu::Examples;
use super::notices::{CodeNotices, PasteNotice};
use super::status::Status;
use super::tabs::{Tabs, tab_id};
use crate::browser::bridge;
use crate::browser::message::Message;
use crate::desk::Desk;

/// The code pane.
#[component]
pub fn Code() -> impl IntoView {
    let desk = Desk::here();
    let host = NodeRef::<leptos::html::Div>::new();
    watch(move || {
        if let Some(host) = host.get() {
            begin(desk, &host);
        }
    });
    view! {
        <section class="pane code" aria-label="Code">
            <Tabs/>
            <CodeNotices/>
            <div class="editor" id="editor" role="tabpanel" aria-labelledby=move || tab_id(&desk.active.read()) node_ref=host></div>
            <PasteNotice/>
            <p class="examples" hidden=move || !desk.is_blank()><span>"Or open an example:"</span>" "<Examples/></p>
            <Status/>
        </section>
    }
}

/// Moves the page's textarea into the editor's place, then starts editor and engine.
fn begin(desk: Desk, host: &HtmlElement) {
    let pasted = adopt(host).map(|area| area.value()).unwrap_or_default();
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    let emit = listener(desk);
    // The textarea is taken over at once; the editor takes its place when it has loaded.
    drop(bridge::open_workspace(host, &emit));
    bridge::start_engine(&emit);
    desk.begin(&pasted);
    desk.begin_ticks();
}

/// The textarea keeps its text; focus and caret are given back after the move.
fn adopt(host: &HtmlElement) -> Option<HtmlTextAreaElement> {
    let area: HtmlTextAreaElement = document().get_element_by_id("paste")?.dyn_into().ok()?;
    let focused = document().active_element().is_some_and(|active| active == *area.as_ref());
    let caret = (area.selection_start().ok().flatten(), area.selection_end().ok().flatten());
    host.append_child(&area).ok();
    if focused {
        area.focus().ok();
        area.set_selection_range(caret.0.unwrap_or(0), caret.1.unwrap_or(0)).ok();
    }
    Some(area)
}

/// One ear for both scripts; it lives as long as the page.
fn listener(desk: Desk) -> Function {
    let hear = move |kind: String, payload: JsValue| {
        if let Some(message) = Message::of(&kind, payload) {
            desk.hear(message);
        }
    };
    Closure::<dyn Fn(String, JsValue)>::new(hear).into_js_value().unchecked_into()
}
