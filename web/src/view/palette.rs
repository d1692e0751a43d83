//! The command palette: files, rules and actions, by a few letters.

use super::each::{each, live, row, watch};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::away::leave;
use super::dialog::Modal;
use super::keys::carry_out;
use super::menu::add;
use crate::browser::{bridge, dom};
use crate::desk::{Desk, Dialog, Rules};
use crate::model::names;
use crate::model::palette::{Entry, Target, actions, found};
use crate::model::route::rule_page;

/// More would not be read.
const MOST: usize = 40;

/// The dialog.
#[component]
pub fn Palette() -> impl IntoView {
    view! { <Modal which=Dialog::Palette title="Go to"><Content/></Modal> }
}

#[component]
fn Content() -> impl IntoView {
    let desk = Desk::here();
    let text = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let all = StoredValue::new(entries(desk));
    let shown = Memo::new(move |_| all.with_value(|all| found(all, &text.read(), MOST)));
    let key = move |event: KeyboardEvent| {
        let last = shown.read_untracked().len().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = if *at >= last { 0 } else { *at + 1 }),
            "ArrowUp" => at.update(|at| *at = at.checked_sub(1).unwrap_or(last)),
            "Enter" => {
                if let Some(entry) = shown.read_untracked().get(at.get_untracked()) {
                    go(desk, &entry.target);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    watch(move || dom::show(&option_id(at.get())));
    let rows = move || {
        let rows = shown.get().into_iter().enumerate();
        rows.map(|(place, entry)| {
            let key = format!("{place} {}", entry.label);
            row(key, move || view! { <Line entry=entry.clone() place at/> }.into_any())
        })
        .collect()
    };
    view! {
        <input
            id="palette" type="text" role="combobox" aria-label="File, rule or action" placeholder="File, rule or action" autofocus
            aria-expanded="true" aria-controls="palette-list" aria-activedescendant=move || option_id(at.get())
            spellcheck="false" autocomplete="off"
            on:input=move |event| { text.set(event_target_value(&event)); at.set(0) }
            on:keydown=key
        />
        <ul id="palette-list" class="palette" role="listbox" aria-label="What is found">{each(rows)}</ul>
        {live(move || shown.read().is_empty().then(|| view! { <p class="dim">"Nothing has these letters."</p> }))}
    }
}

#[component]
fn Line(entry: Entry, place: usize, at: RwSignal<usize>) -> impl IntoView {
    let desk = Desk::here();
    let kind = entry.target.kind();
    let target = entry.target.clone();
    view! {
        <li
            id=option_id(place) role="option" aria-selected=move || (at.get() == place).to_string()
            on:click=move |_| go(desk, &target)
        >
            <span class="what">{entry.label}</span>
            <span class="mono dim">{entry.hint}</span>
            <span class="kind dim">{kind}</span>
        </li>
    }
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}

/// Files first, then what can be done, then the rules.
fn entries(desk: Desk) -> Vec<Entry> {
    let file = |path: String| Entry {
        label: names::short(&path).to_owned(),
        hint: path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default(),
        target: Target::File(path),
    };
    let mut entries: Vec<Entry> = desk.paths().into_iter().map(file).collect();
    entries.extend(actions());
    if let Rules::Here(pages) = &*desk.rules.read_untracked() {
        let rule = |page: &analyzer::report::RulePage| Entry {
            label: page.title.clone(),
            hint: page.id.clone(),
            target: Target::Rule(page.id.clone()),
        };
        entries.extend(pages.iter().map(rule));
    }
    entries
}

/// Closes the palette and does what was chosen.
fn go(desk: Desk, target: &Target) {
    desk.dialog.set(None);
    let target = target.clone();
    // The dialog gives the focus back first.
    request_animation_frame(move || match target {
        Target::File(path) => {
            bridge::set_active(&path);
            desk.turn_to(crate::model::route::Part::Code);
        }
        Target::Rule(id) => leave(desk, &rule_page(&id)),
        Target::Act(action) => drop(carry_out(desk, action, false)),
        Target::NewFile => add(desk, "untitled.ts"),
        Target::Share => desk.share(),
        Target::Theme => desk.set_dark(!desk.dark.get_untracked()),
        Target::Privacy => desk.dialog.set(Some(Dialog::Privacy)),
        Target::Clear => desk.clear(),
    });
}
