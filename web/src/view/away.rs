//! Links to the pages about rules: whoever follows one finds the code again on the way back.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::desk::Desk;

/// A link that leaves the review. Where the browser keeps no draft it opens in a tab of its own.
pub fn away(to: String, words: String, class: &'static str) -> AnyView {
    let desk = Desk::here();
    let leave = move |event: leptos::ev::MouseEvent| {
        desk.keep_draft();
        let link = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
        if let Some(link) = link.filter(|_| !desk.keeps.get_untracked()) {
            link.set_attribute("target", "_blank").ok();
        }
    };
    view! { <a href=to class=class on:click=leave>{words}</a> }.into_any()
}

/// Goes to a page about rules by itself, as a link would.
pub fn leave(desk: Desk, to: &str) {
    desk.keep_draft();
    let target = if desk.keeps.get_untracked() { "_self" } else { "_blank" };
    window().open_with_url_and_target(to, target).ok();
}
