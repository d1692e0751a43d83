//! The brief's checklist: four groups, each item with its state in word and icon, and what follows from it.

use super::each::{Row, each, line, live, row};
use analyzer::report::Finding;
use leptos::prelude::*;

use super::icon::{ALARM, Icon, PERSON, STROKE, TICK, UNSEEN};
use super::menu::add;
use super::words::inline;
use crate::browser::dom;
use crate::desk::Desk;
use crate::model::checklist::{Entry, Group, Standing, checklist};
use crate::model::names::short;
use crate::model::prose::message;
use crate::model::route::Part;

/// More findings of one item are counted, not listed.
const MOST: usize = 6;

/// The panel.
#[component]
pub fn Checklist() -> impl IntoView {
    let desk = Desk::here();
    let groups = move || -> Vec<Row> {
        let name = |group: Group| row(group.name.clone(), move || group_view(desk, group.name.clone()));
        parts(desk).0.into_iter().map(name).collect()
    };
    let idle = move || parts(desk).1;
    view! {
        <h2 class="sr">"Checklist"</h2>
        {live(move || (!reviewed(desk)).then(|| view! {
            <p class="none">"The 24 items of the checklist are judged as soon as there is code. What no file shows stays open and is never counted as passed."</p>
        }))}
        {each(groups)}
        <details class="checks idle" hidden=move || idle().is_empty()>
            <summary>{line(move || format!("Not applicable: {}", idle().len()))}</summary>
            <ul class="checklist">{each(move || idle().into_iter().map(entry_row).collect())}</ul>
        </details>
    }
}

fn reviewed(desk: Desk) -> bool {
    !desk.is_blank() && desk.review.read().as_ref().is_some_and(|review| review.summary.files > 0)
}

fn parts(desk: Desk) -> (Vec<Group>, Vec<Entry>) {
    let review = desk.review.get().filter(|_| reviewed(desk));
    review.map(|review| checklist(&review)).unwrap_or_default()
}

fn group_view(desk: Desk, name: String) -> AnyView {
    let heading = name.clone();
    let group = StoredValue::new(name);
    let find = move || parts(desk).0.into_iter().find(|it| group.with_value(|name| it.name == *name));
    let head = move || find().map(|group| group.head(&desk.ticks.read())).unwrap_or_default();
    let rows = move || find().map(|group| group.entries).unwrap_or_default().into_iter().map(entry_row).collect();
    view! {
        <h3 class="check-group">{heading}<span>{line(head)}</span></h3>
        <ul class="checklist">{each(rows)}</ul>
    }
    .into_any()
}

/// The row stays, and with it the cursor in a note, as long as what it says stays.
fn entry_row(entry: Entry) -> Row {
    let prints: String = entry.findings.iter().take(MOST).map(|it| it.fingerprint.as_str()).collect();
    let key = format!("{}{}{}{prints}", entry.item.item, entry.standing.word(), entry.item.evidence);
    row(key, move || entry_view(&entry))
}

fn entry_view(entry: &Entry) -> AnyView {
    let (icon, class) = match entry.standing {
        Standing::Pass => (TICK, "pass"),
        Standing::Problem => (ALARM, "problem"),
        Standing::NotSeen => (UNSEEN, "unseen"),
        Standing::Yours => (PERSON, "yours"),
        Standing::Idle => (STROKE, "unseen"),
    };
    let more = entry.findings.len().saturating_sub(MOST);
    let links: Vec<AnyView> = entry.findings.iter().take(MOST).map(finding_link).collect();
    let links = (!links.is_empty()).then(|| view! { <ul class="check-links">{links}</ul> });
    let evidence = links.is_none().then(|| view! { <p class="dim">{inline(message(&entry.item.evidence))}</p> });
    view! {
        <li class="check">
            <span class=format!("state {class}")><Icon path=icon/></span>
            <p class="check-item">{entry.item.item.clone()}</p>
            <span class=format!("state {class}")>{entry.standing.word()}</span>
            {evidence}
            {links}
            {(more > 0).then(|| view! { <p class="dim">{format!("and {more} more under Findings")}</p> })}
            {entry.standing.takes_tick().then(|| by_hand(entry))}
        </li>
    }
    .into_any()
}

/// A finding of an item: its title, and where.
fn finding_link(finding: &Finding) -> AnyView {
    let desk = Desk::here();
    let place = format!("{}:{}", short(&finding.path), finding.range.start.line);
    let title = finding.title.clone();
    let finding = finding.clone();
    let click = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        desk.select(&finding);
        if dom::is_phone() {
            dom::go(Part::Explain.hash());
        }
    };
    view! { <li><a href=Part::Explain.hash() on:click=click>{title}</a>" "<span class="loc">{place}</span></li> }
        .into_any()
}

fn add_button(file: &str) -> Option<AnyView> {
    let desk = Desk::here();
    let file = file.to_owned();
    let label = format!("Add {file}");
    let is_name = !file.contains('*') && !desk.paths().iter().any(|path| path.ends_with(&file));
    is_name.then(|| view! { <button class="btn small" on:click=move |_| add(desk, &file)>{label}</button> }.into_any())
}

/// Files that would tell, the box to tick by hand, and the note once it is ticked.
fn by_hand(entry: &Entry) -> AnyView {
    let desk = Desk::here();
    let files: Vec<_> = entry.files.iter().filter_map(|file| add_button(file)).collect();
    let item = StoredValue::new(entry.item.item.clone());
    let note = move || item.with_value(|item| desk.ticks.read().get(item).cloned());
    let ticked = Memo::new(move |_| note().is_some());
    let toggle = move |event| desk.tick(&item.get_value(), event_target_checked(&event).then(String::new));
    let write = move |event| desk.tick(&item.get_value(), Some(event_target_value(&event)));
    view! {
        <div class="acts">
            {files}
            <label class="tick">
                <input type="checkbox" aria-label=format!("Checked by hand: {}", item.get_value()) prop:checked=ticked on:change=toggle/>
                "Checked by hand"
            </label>
        </div>
        {live(move || ticked.get().then(|| view! {
            <input
                class="check-note" placeholder="Note: how it was checked" aria-label=format!("Note on {}", item.get_value())
                prop:value=untrack(note).unwrap_or_default() on:change=write
            />
        }))}
    }
    .into_any()
}
