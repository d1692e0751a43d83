//! Checklist and report: scripts that are loaded when they are first shown write them, anew after each review and each tick.

use super::each::{live, watch};
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::Element;

use crate::browser::bridge;
use crate::desk::Desk;

/// The brief's checklist.
#[component]
pub fn Checklist() -> impl IntoView {
    let empty = "The 24 items of the checklist are judged as soon as there is code. What no file shows stays open and is \
                 never counted as passed.";
    panel("Checklist", "check-panel", empty, bridge::show_checklist)
}

/// The report.
#[component]
pub fn Report() -> impl IntoView {
    let empty = "The report is written as soon as there is code: a summary, the findings by section and the checklist, as \
                 Markdown, JSON or SARIF.";
    panel("Report", "report", empty, bridge::show_report)
}

fn panel(heading: &'static str, class: &'static str, empty: &'static str, show: fn(&Element, &str)) -> AnyView {
    let desk = Desk::here();
    let host = NodeRef::<Div>::new();
    let there = Memo::new(move |_| {
        !desk.is_blank() && desk.review.read().as_ref().is_some_and(|review| review.summary.files > 0)
    });
    watch(move || {
        desk.review.track();
        if let Some(host) = host.get().filter(|_| there.get()) {
            show(&host, &desk.ticks.read());
        }
    });
    view! {
        <h2 class="sr">{heading}</h2>
        {live(move || (!there.get()).then(|| view! { <p class="none">{empty}</p> }))}
        <div class=class node_ref=host hidden=move || !there.get()></div>
    }
    .into_any()
}
