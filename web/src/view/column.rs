//! The column beside the code: findings, checklist and report as tabs.

use super::each::{line, live, watch};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::list::List;
use super::prepared::{Checklist, Report};
use crate::browser::dom;
use crate::desk::{Desk, tab_id};
use crate::model::route::{Part, Route};

/// The column.
#[component]
pub fn Column() -> impl IntoView {
    let desk = Desk::here();
    watch(move || {
        if let Route::Review(Some(part)) = desk.route.get() {
            desk.show_tab(part);
        }
    });
    watch(move || {
        if desk.is_blank() && !desk.ticks.read_untracked().is_empty() {
            desk.tick(String::new());
        }
    });
    let is = move |part: Part| desk.tab.get() == part;
    view! {
        <section class="pane list" id="findings" aria-label="Review" tabindex="-1">
            <div class="column-tabs" role="tablist" aria-label="Review" on:keydown=move |event| key(desk, &event)>
                {Part::TABS.map(tab).collect_view()}
            </div>
            <div role="tabpanel" id=panel_id(Part::Findings) aria-labelledby=tab_id(Part::Findings) hidden=move || !is(Part::Findings)>
                <List/>
            </div>
            <div role="tabpanel" id=panel_id(Part::Checklist) aria-labelledby=tab_id(Part::Checklist) hidden=move || !is(Part::Checklist)>
                {live(move || is(Part::Checklist).then(|| view! { <Checklist/> }))}
            </div>
            <div role="tabpanel" id=panel_id(Part::Report) aria-labelledby=tab_id(Part::Report) hidden=move || !is(Part::Report)>
                {live(move || is(Part::Report).then(|| view! { <Report/> }))}
            </div>
        </section>
    }
}

fn panel_id(part: Part) -> &'static str {
    match part {
        Part::Checklist => "panel:checklist",
        Part::Report => "panel:report",
        _ => "panel:findings",
    }
}

fn tab(part: Part) -> AnyView {
    let desk = Desk::here();
    let is_shown = move || desk.tab.get() == part;
    let label = match part {
        Part::Checklist => view! { "Checklist" }.into_any(),
        Part::Report => view! { "Report" }.into_any(),
        _ => view! { "Findings "<span class="count">{line(move || desk.count())}</span> }.into_any(),
    };
    view! {
        <button
            role="tab" id=tab_id(part) aria-controls=panel_id(part)
            aria-selected=move || is_shown().to_string()
            tabindex=move || if is_shown() { "0" } else { "-1" }
            on:click=move |_| show(desk, part)
        >
            {label}
        </button>
    }
    .into_any()
}

/// On a phone a tab is an entry of the history, so that Back returns.
fn show(desk: Desk, part: Part) {
    desk.show_tab(part);
    if dom::is_phone() {
        dom::go(part.hash());
    }
}

fn key(desk: Desk, event: &KeyboardEvent) {
    let last = Part::TABS.len() - 1;
    let at = Part::TABS.iter().position(|part| *part == desk.tab.get_untracked()).unwrap_or(0);
    let to = match event.key().as_str() {
        "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
        "ArrowRight" => (at + 1) % Part::TABS.len(),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    show(desk, Part::TABS[to]);
    dom::focus(tab_id(Part::TABS[to]));
}
