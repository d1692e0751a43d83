//! The findings: filter, cards in groups, and below what passed and what is open.

use super::each::{Row, each, line, live, row, watch};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::card::Cards;
use super::checks::Checks;
use super::menu::Examples;
use super::notices::ReviewNotices;
use crate::browser::{bridge, dom, storage};
use crate::desk::Desk;
use crate::model::counts::{none_found, plural};
use crate::model::engine::{Phase, Reach, loading};
use crate::model::evidence;
use crate::model::filter::suggestions;
use crate::model::route::Part;
use crate::model::shelf::Grouping;

/// The panel of findings.
#[component]
pub fn List() -> impl IntoView {
    let desk = Desk::here();
    // The card that becomes current by the code's cursor is shown; the focus stays in the code.
    watch(move || {
        if let Some(print) = desk.selection.read().fingerprint() {
            dom::show(&desk.card_of(print));
        }
    });
    let cards = Cards::follow(desk);
    let groups = move || {
        let group =
            |heading: String| row(heading.clone(), move || view! { <Group heading=heading.clone() cards/> }.into_any());
        desk.groups.read().iter().map(|shelf| group(shelf.heading.clone())).collect()
    };
    let updating = move || desk.engine.read().phase == Phase::Updating;
    view! {
        <h2 class="sr">"Findings"</h2>
        <Head/>
        <ReviewNotices/>
        <div class="groups" class:updating=updating on:keydown=move |event| key(desk, &event)>
            {each(groups)}
        </div>
        <Empty/>
        <Checks/>
    }
}

#[component]
fn Head() -> impl IntoView {
    let desk = Desk::here();
    // Hundreds of values are not made anew with each review while nobody asks for them.
    let sought = RwSignal::new(false);
    let values = move || {
        let review = desk.review.get().filter(|_| sought.get());
        review.map(|review| suggestions(&desk.filter.read(), &review.findings)).unwrap_or_default()
    };
    let grouping = move || Grouping::of(&desk.grouping.read());
    view! {
        <div class="list-head">
            <label class="sr" for="filter">"Filter findings"</label>
            <input
                id="filter" type="search" placeholder="Filter  /" list="filter-values" spellcheck="false" autocomplete="off"
                prop:value=desk.filter
                on:input=move |event| desk.filter.set(event_target_value(&event))
                on:keydown=move |event| leave(&event)
                on:focus=move |_| sought.set(true)
                on:blur=move |_| sought.set(false)
            />
            <datalist id="filter-values">
                {live(move || values().into_iter().map(|value| view! { <option value=value></option> }).collect_view())}
            </datalist>
            <label class="sr" for="grouping">"Group by"</label>
            <select id="grouping" prop:value=move || grouping().word() on:change=move |event| regroup(desk, &event_target_value(&event))>
                {Grouping::ALL.map(|it| view! {
                    <option value=it.word() selected=it == untrack(grouping)>{format!("By {}", it.word())}</option>
                }).collect_view()}
            </select>
            <div class="list-line"><Progress/><SafeFixes/></div>
            {live(move || desk.standard.read().is_set().then(|| view! {
                <button class="link only-phone" on:click=move |_| desk.open_standard()>
                    {format!("Standard: {}", desk.standard.read().label())}
                </button>
            }))}
        </div>
    }
}

fn regroup(desk: Desk, word: &str) {
    desk.grouping.set(word.to_owned());
    storage::keep_text(storage::GROUPING, word);
}

/// The way to the safe fixes, where there are several.
#[component]
fn SafeFixes() -> impl IntoView {
    let desk = Desk::here();
    let safe = move || {
        let order = desk.order();
        let safe = order.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe));
        safe.map(|finding| finding.fingerprint.clone()).collect::<Vec<_>>()
    };
    view! {
        <button class="link" hidden=move || safe().len() < 2 on:click=move |_| bridge::open_fixes(untrack(safe))>
            {line(move || format!("Apply {} safe fixes", safe().len()))}
        </button>
    }
}

/// Escape in the box goes to the list.
fn leave(event: &KeyboardEvent) {
    if event.key() == "Escape" {
        dom::focus("findings");
    }
}

/// What the reviewer is doing, where it takes time.
#[component]
fn Progress() -> impl IntoView {
    let desk = Desk::here();
    live(move || match desk.engine.get().phase {
        Phase::Loading { loaded, total } => {
            let bar = total.filter(|total| *total > 0.0).map(|total| {
                view! { <progress aria-label="Loading the reviewer" max=(total as u32).to_string() value=(loaded.min(total) as u32).to_string()></progress> }
            });
            Some(view! { <span class="doing late">{loading(loaded, total)}{bar}</span> }.into_any())
        }
        Phase::Updating => Some(view! { <span class="doing">"Updating"</span> }.into_any()),
        Phase::Ready if !desk.is_blank() && desk.engine.read().reach == Reach::First => {
            Some(view! { <span class="doing late">"Loading more rules"</span> }.into_any())
        }
        Phase::Ready | Phase::Blocked { .. } => {
            shown(desk).map(|words| view! { <span class="doing">{words}</span> }.into_any())
        }
    })
}

/// `4 of 12 shown` while a filter hides some, else how many can be mended.
fn shown(desk: Desk) -> Option<String> {
    let all = desk.review.read().as_ref().map_or(0, |review| review.findings.len());
    let order = desk.order();
    let fixes = order.iter().filter(|finding| finding.fix.is_some()).count();
    if order.is_empty() {
        None
    } else if order.len() < all {
        Some(format!("{} of {all} shown", order.len()))
    } else {
        (fixes > 0).then(|| format!("{fixes} with a fix"))
    }
}

#[component]
fn Group(heading: String, cards: Cards) -> impl IntoView {
    let desk = Desk::here();
    let shown = heading.clone();
    let rows = move || -> Vec<Row> {
        let groups = desk.groups.read();
        let stacks = groups.iter().find(|shelf| shelf.heading == heading).map(|shelf| shelf.stacks.clone());
        stacks.unwrap_or_default().into_iter().filter_map(|stack| cards.row(stack)).collect()
    };
    view! {
        <h3 class="group">{shown}</h3>
        <ul class="cards">{each(rows)}</ul>
    }
}

/// What stands in the place of findings when there are none.
#[component]
fn Empty() -> impl IntoView {
    let desk = Desk::here();
    live(move || {
        if desk.is_blank() {
            return Some(view! { <First/> }.into_any());
        }
        let review = desk.review.get()?;
        let all = review.findings.len();
        if all == 0 && review.summary.files > 0 {
            let open = evidence::open(&review).len();
            let more =
                (open > 0).then(|| format!(" {} you or another file.", plural(open, "check needs", "checks need")));
            return Some(view! { <p class="none">{none_found(&review)}{more}</p> }.into_any());
        }
        (all > 0 && desk.order().is_empty()).then(|| {
            let words = format!("0 of {all} findings match. ");
            let clear = move |_| {
                desk.filter.set(String::new());
                dom::focus("filter");
            };
            view! { <p class="none">{words}<button class="link" on:click=clear>"Clear filter"</button></p> }.into_any()
        })
    })
}

/// The first visit.
#[component]
fn First() -> impl IntoView {
    view! {
        <div class="first">
            <p>"What is found in your code appears here while you paste or type. There is nothing to press."</p>
            <p>"Each finding names its line, says why it matters, and where it can, offers a fix you can undo."</p>
            <p>"Checks that need another file are listed below the findings, never counted as passed."</p>
            <p class="wide">
                "Keys: "<kbd>"Esc"</kbd>" to the findings, "<kbd>"a"</kbd>" to fix, "<kbd>"?"</kbd>" for all of them."
            </p>
            <p class="only-phone">"Try an example: "<Examples/></p>
        </div>
    }
}

fn key(desk: Desk, event: &KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => desk.step(1, true),
        "ArrowUp" => desk.step(-1, true),
        "ArrowRight" => desk.turn_to(Part::Explain),
        "Enter" => {
            let order = untrack(|| desk.order());
            let Some(finding) = desk.focused().and_then(|print| order.into_iter().find(|f| f.fingerprint == print))
            else {
                return;
            };
            desk.select(&finding);
            desk.visit(&finding.path, finding.range);
        }
        _ => return,
    }
    event.prevent_default();
}
