//! A border between panes that can be moved by pointer and by keys; its place is kept.

use super::each::watch;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::browser::{dom, storage};
use crate::model::panes::Border;

/// The border.
#[component]
pub fn Splitter(
    /// Which one.
    border: Border,
) -> impl IntoView {
    let key = format!("nestor.pane{}", border.variable());
    let kept = storage::text(&key).and_then(|text| text.parse::<i32>().ok()).map(|kept| f64::from(kept) / 100.0);
    let at = RwSignal::new(border.held(kept.unwrap_or(border.usual())));
    let moved = RwSignal::new(kept.is_some());
    let dragged = StoredValue::new(false);
    watch(move || place(border, moved.get().then(|| at.get())));
    let put = move |percent: f64| {
        at.set(border.held(percent));
        moved.set(true);
        storage::keep_text(&key, &hundredths(at.get_untracked()).to_string());
    };
    let put = StoredValue::new(put);
    let keyed = move |event: KeyboardEvent| {
        let to = border.keyed(at.get_untracked(), &event.key(), room(border).1);
        if let Some(to) = to {
            event.prevent_default();
            put.with_value(|put| put(to));
        }
    };
    let grabbed = move |event: PointerEvent| {
        dragged.set_value(true);
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            target.set_pointer_capture(event.pointer_id()).ok();
        }
    };
    let pulled = move |event: PointerEvent| {
        if dragged.get_value() {
            let (start, size) = room(border);
            let to = if border.is_horizontal() { event.client_y() } else { event.client_x() };
            put.with_value(|put| put((f64::from(to) - start) * 100.0 / size.max(1.0)));
        }
    };
    let reset = move |_| put.with_value(|put| put(border.usual()));
    let (least, most) = border.limits();
    view! {
        <div
            class=format!("splitter at-{}", border.variable().trim_start_matches('-'))
            role="separator"
            tabindex="0"
            aria-label=border.label()
            aria-orientation=if border.is_horizontal() { "horizontal" } else { "vertical" }
            aria-valuenow=move || (at.get().round() as i32).to_string()
            aria-valuemin=(least as i32).to_string()
            aria-valuemax=(most as i32).to_string()
            on:keydown=keyed
            on:pointerdown=grabbed
            on:pointermove=pulled
            on:pointerup=move |_| dragged.set_value(false)
            on:pointercancel=move |_| dragged.set_value(false)
            on:dblclick=reset
        ></div>
    }
}

/// A whole number is kept: the page would need much code to write and read others.
fn hundredths(percent: f64) -> i32 {
    (percent * 100.0).round() as i32
}

/// Sets the CSS variable; without a place the style sheet's own holds.
fn place(border: Border, percent: Option<f64>) {
    let Some(review) = dom::by_id("review") else { return };
    match percent {
        Some(percent) => {
            review.style().set_property(border.variable(), &format!("calc({}% / 100)", hundredths(percent))).ok()
        }
        None => review.style().remove_property(border.variable()).ok().map(drop),
    };
}

/// Where the room of the two panes begins, and its size, in pixels.
fn room(border: Border) -> (f64, f64) {
    let Some(review) = dom::by_id("review") else { return (0.0, 1.0) };
    let frame = review.get_bounding_client_rect();
    match border {
        Border::Stack => (frame.top(), frame.height()),
        Border::Code | Border::Half => (frame.left(), frame.width()),
        Border::List => {
            let list = dom::by_id("findings").map_or(frame.left(), |list| list.get_bounding_client_rect().left());
            (list, frame.width())
        }
    }
}
