//! On a phone: the bar at the foot, four links that are entries of the history.

use super::each::line;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::route::Part;

/// The bar.
#[component]
pub fn Bottom() -> impl IntoView {
    let desk = Desk::here();
    let current = move |part: Part| (desk.part() == part).then_some("page");
    view! {
        <nav class="bottom" aria-label="View">
            <a href=Part::Code.hash() aria-current=move || current(Part::Code)>"Code"</a>
            <a href=Part::Findings.hash() aria-current=move || current(Part::Findings)>"Findings "{line(move || desk.count())}</a>
            <a href=Part::Explain.hash() aria-current=move || current(Part::Explain)>"Explain"</a>
            <a href=Part::Checklist.hash() aria-current=move || current(Part::Checklist)>"Checklist"</a>
        </nav>
    }
}
