//! The status line; within it the page's only live region.

use std::time::Duration;

use super::each::{line, live, watch};
use leptos::prelude::*;

use crate::browser::bridge;
use crate::desk::Desk;
use crate::model::counts;

/// A rest after which counts are read out.
const REST: Duration = Duration::from_secs(1);

/// The line under the code.
#[component]
pub fn Status() -> impl IntoView {
    let desk = Desk::here();
    let text = move || match &*desk.review.read() {
        _ if desk.reading.get() > 0 => {
            format!("Reading: {} so far", counts::plural(desk.reading.get() as usize, "file", "files"))
        }
        Some(review) if review.summary.files > 0 => counts::status(review, desk.ms.get()),
        _ => "Nothing to review yet".to_owned(),
    };
    let kept = move || if desk.keeps.get() { "" } else { "Drafts are not saved in this browser" };
    let said = spoken(desk);
    view! {
        <div class="status">
            <p aria-hidden="true">{line(text)}</p>
            <p class="sr" role="status">{line(move || said.get())}</p>
            <Values/>
            <p class="kept">{line(move || kept().to_owned())}</p>
            <button class="link" hidden=move || desk.is_blank() on:click=move |_| desk.clear()>"Clear"</button>
        </div>
    }
}

/// Shows and hides the values of an `.env` file.
#[component]
fn Values() -> impl IntoView {
    let desk = Desk::here();
    live(move || {
        let masked = desk.masked()?;
        let label = if masked { "Show values" } else { "Hide values" };
        let press = move |_| bridge::set_masked(&desk.active.get_untracked(), !masked);
        Some(view! { <button class="link" on:click=press>{label}</button> })
    })
}

/// The counts once they have rested.
fn spoken(desk: Desk) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let turn = StoredValue::new(0_u32);
    watch(move || {
        let counts = match &*desk.review.read() {
            Some(review) if review.summary.files > 0 => counts::spoken(review),
            _ => String::new(),
        };
        turn.update_value(|turn| *turn += 1);
        let now = turn.get_value();
        set_timeout(
            move || {
                if turn.get_value() == now {
                    said.set(format!("{} {counts}", desk.said.get_value()).trim().to_owned());
                    desk.said.set_value("");
                }
            },
            REST,
        );
    });
    said
}
