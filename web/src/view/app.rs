//! The page: header, the review, dialogs, and what listens to the whole window.

use super::each::watch;
use leptos::ev;
use leptos::prelude::*;

use super::bottom::Bottom;
use super::code::Code;
use super::column::Column;
use super::explain::Explain;
use super::header::Header;
use super::keys::listen;
use super::notices::{AbsentNotice, NewerNotice};
use super::sheets::{KeySheet, PrivacyNote};
use super::splitter::Splitter;
use super::toast::ToastLine;
use crate::browser::{bridge, dom, message, storage};
use crate::desk::{Desk, Rules};
use crate::model::counts;
use crate::model::panes::Border;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    desk.letters.set(storage::text(storage::LETTERS).as_deref() != Some("off"));
    follow_theme(desk);
    follow_title(desk);
    fetch_rules(desk);
    listen(desk);
    window_event_listener(ev::hashchange, move |_| desk.arrive());
    window_event_listener(ev::pagehide, move |_| desk.keep_draft());
    view! {
        <a class="skip" href="#findings" on:click=skip>"Skip to findings"</a>
        <Header/>
        <Workspace/>
        <AbsentNotice/>
        <NewerNotice/>
        <Bottom/>
        <ToastLine/>
        <KeySheet/>
        <PrivacyNote/>
    }
}

/// The review: code, findings, explanation.
#[component]
fn Workspace() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <main class="review" id="review" data-part=move || desk.part().word() data-tab=move || desk.tab.get().word()>
            <h1 class="sr">"Review"</h1>
            <Code/>
            <Splitter border=Border::Code/>
            <Splitter border=Border::Half/>
            <Column/>
            <Splitter border=Border::List/>
            <Splitter border=Border::Stack/>
            <Explain/>
        </main>
    }
}

/// The link would change the address, which holds the part that a phone shows.
fn skip(event: ev::MouseEvent) {
    event.prevent_default();
    dom::focus("findings");
}

/// The theme was set before the first paint; from here on it follows the switch, and the system until one is chosen.
fn follow_theme(desk: Desk) {
    let root = document().document_element();
    desk.dark.set(root.as_ref().is_some_and(|root| root.get_attribute("data-theme").as_deref() == Some("dark")));
    watch(move || {
        let theme = if desk.dark.get() { "dark" } else { "light" };
        if let Some(root) = document().document_element() {
            root.set_attribute("data-theme", theme).ok();
        }
        bridge::set_theme(theme);
    });
    let system = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    if let Some(system) = system {
        let changed = wasm_bindgen::closure::Closure::<dyn Fn()>::new(move || {
            if storage::text(storage::THEME).is_none() {
                desk.dark.set(dom::holds("(prefers-color-scheme: dark)"));
            }
        });
        system.set_onchange(Some(wasm_bindgen::JsCast::unchecked_ref(changed.as_ref())));
        changed.forget();
    }
}

fn follow_title(desk: Desk) {
    watch(move || document().set_title(&counts::title(desk.review.read().as_deref(), &desk.active.read())));
}

fn fetch_rules(desk: Desk) {
    dom::later(async move {
        let pages = bridge::rules().await.ok().and_then(message::read);
        desk.rules.set(pages.map_or(Rules::Failed, |pages| Rules::Here(std::sync::Arc::new(pages))));
    });
}
