//! The report: a script that is loaded when it is first shown writes it here, anew after each review.

use super::each::{live, watch};
use js_sys::{Array, Object, Reflect};
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::bridge;
use crate::desk::Desk;

/// The panel.
#[component]
pub fn Report() -> impl IntoView {
    let desk = Desk::here();
    let host = NodeRef::<Div>::new();
    let there = Memo::new(move |_| !desk.is_blank() && desk.review.read().is_some());
    watch(move || {
        desk.review.track();
        if let Some(host) = host.get().filter(|_| there.get()) {
            bridge::show_report(&host, &checked(desk));
        }
    });
    view! {
        <h2 class="sr">"Report"</h2>
        {live(move || (!there.get()).then(|| view! {
            <p class="none">"The report is written as soon as there is code: a summary, the findings by section and the checklist, as Markdown, JSON or SARIF."</p>
        }))}
        <div class="report" node_ref=host hidden=move || !there.get()></div>
    }
}

/// What was checked by hand, as the script takes it.
fn checked(desk: Desk) -> Array {
    let entry = |(item, note): (&String, &String)| {
        let entry = Object::new();
        Reflect::set(&entry, &"item".into(), &item.into()).ok();
        Reflect::set(&entry, &"note".into(), &note.into()).ok();
        entry
    };
    desk.ticks.read().iter().map(entry).collect()
}
