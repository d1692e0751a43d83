//! The page: elements, focus, address.

use std::pin::Pin;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// An element that can have the focus.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts the focus on an element.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        element.focus().ok();
    }
}

/// Scrolls an element into view if it is out of it.
pub fn show(id: &str) {
    if let Some(element) = by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Works on something while the page goes on. One boxed type for all, which keeps the app small.
pub fn later(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    leptos::task::spawn_local(work);
}

/// Whether a media query holds now.
pub fn holds(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether an element has a place on the page.
pub fn is_shown(id: &str) -> bool {
    by_id(id).is_some_and(|element| element.offset_parent().is_some())
}

/// Whether a menu is open.
pub fn has_menu() -> bool {
    document().query_selector("[popover]:popover-open").ok().flatten().is_some()
}

/// Moves the focus within the open menu, round and round; false if it is not there.
pub fn step_in_menu(by: isize) -> bool {
    let Some(active) = document().active_element() else { return false };
    let Some(menu) = active.closest("[popover]").ok().flatten() else { return false };
    let Ok(entries) = menu.query_selector_all("button:enabled, a, input") else { return false };
    let entries: Vec<HtmlElement> = (0..entries.length()).filter_map(|at| entries.get(at)?.dyn_into().ok()).collect();
    let at = entries.iter().position(|entry| entry.is_same_node(Some(&active))).unwrap_or(0);
    let to = (at as isize + by).rem_euclid(entries.len().max(1) as isize);
    entries.get(to as usize).is_some_and(|entry| entry.focus().is_ok())
}

/// Whether a dialog is open.
pub fn has_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether the review is one column.
pub fn is_phone() -> bool {
    holds("(max-width: 767px)")
}

/// The part of the address after the page, with `#`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to another part: an entry of the history.
pub fn go(hash: &str) {
    window().location().set_hash(hash).ok();
}

/// The element an event began at, also inside a shadow root.
pub fn origin(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}

/// Whether an event began where text is typed.
pub fn in_text(event: &Event) -> bool {
    let Some(element) = origin(event) else { return false };
    let typed = element
        .dyn_ref::<web_sys::HtmlInputElement>()
        .is_none_or(|input| !matches!(input.type_().as_str(), "checkbox" | "radio" | "button" | "file"));
    let editable = element.dyn_ref::<HtmlElement>().is_some_and(|element| element.is_content_editable());
    editable || (typed && matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether the element with this id holds the focus.
pub fn has_focus(id: &str) -> bool {
    let active = document().active_element();
    by_id(id).is_some_and(|element| element.contains(active.as_ref().map(AsRef::as_ref)))
}
