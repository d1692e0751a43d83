//! A finding's card: how bad, where, what, which rule.

use std::sync::Arc;

use super::each::{Row, line, row, watch};
use analyzer::report::{Certainty, Finding};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::{BACK, Icon, ON};
use crate::browser::dom;
use crate::desk::{Desk, card_id};
use crate::model::names::short;
use crate::model::route::Part;
use crate::model::selection::Selection;
use crate::model::shelf::Stack;

/// What a card shows of the desk.
#[derive(Clone, PartialEq)]
struct Shown {
    /// The card's findings.
    stack: Stack,
    /// Which of them is selected.
    at: Option<usize>,
    /// Whether their file is the open one.
    is_open: bool,
}

impl Shown {
    fn of(stack: &Stack, selection: &Selection, active: &str) -> Shown {
        let at = stack.iter().position(|it| selection.is(&it.fingerprint));
        let is_open = stack.first().is_some_and(|it| it.path == active);
        Shown { stack: stack.clone(), at, is_open }
    }

    fn now(&self) -> Option<&Arc<Finding>> {
        self.stack.get(self.at.unwrap_or(0))
    }
}

/// The cards that are there, sorted by their keys. Each hears of its own changes alone: hundreds that listen to one signal cost
/// more time than all they show.
#[derive(Clone, Copy)]
pub struct Cards(StoredValue<Vec<(String, RwSignal<Shown>)>>);

impl Cards {
    /// Follows the list, the selection and the open file, and tells each card what has changed for it.
    pub fn follow(desk: Desk) -> Cards {
        let cards = Cards(StoredValue::default());
        watch(move || {
            let (groups, selection, active) = (desk.groups.read(), desk.selection.read(), desk.active.read());
            cards.0.with_value(|cards| {
                for stack in groups.iter().flat_map(|shelf| &shelf.stacks) {
                    let Some((_, card)) = key(stack).and_then(|key| cards.get(place_of(cards, &key).ok()?)) else {
                        continue;
                    };
                    let shown = Shown::of(stack, &selection, &active);
                    if *card.read_untracked() != shown {
                        card.set(shown);
                    }
                }
            });
        });
        cards
    }

    /// A card's row: it stays while what it says stays, its place is written anew.
    pub fn row(self, stack: Stack) -> Option<Row> {
        let key = key(&stack)?;
        Some(row(key.clone(), move || view! { <Card cards=self name=key.clone() stack=stack.clone()/> }.into_any()))
    }
}

fn key(stack: &Stack) -> Option<String> {
    let first = stack.first()?;
    Some(format!("{}{:?}{}{}", first.fingerprint, first.certainty, first.fix.is_some(), stack.len() > 1))
}

fn place_of(cards: &[(String, RwSignal<Shown>)], key: &str) -> Result<usize, usize> {
    cards.binary_search_by(|(it, _)| it.as_str().cmp(key))
}

/// The card: a link to the explanation. Many of one kind share a card, which shows one of them at a time.
#[component]
fn Card(
    /// Where it is told what has changed.
    cards: Cards,
    /// Its key.
    name: String,
    /// The finding, or the many of the same rule and file.
    stack: Stack,
) -> impl IntoView {
    let desk = Desk::here();
    let finding = stack.first().cloned()?;
    let (many, severity) = (stack.len() > 1, finding.severity);
    let (selection, active) = (desk.selection.read_untracked(), desk.active.read_untracked());
    let shown = RwSignal::new(Shown::of(&stack, &selection, &active));
    cards.0.update_value(|cards| match place_of(cards, &name) {
        Ok(at) => cards[at].1 = shown,
        Err(at) => cards.insert(at, (name, shown)),
    });
    on_cleanup(move || cards.0.update_value(|cards| cards.retain(|(_, card)| *card != shown)));
    let at = move || shown.read().at;
    let place = move || {
        let shown = shown.read();
        shown.now().map(|it| place(it, shown.is_open)).unwrap_or_default()
    };
    // Paper has no open file.
    let on_paper = move || {
        let shown = shown.read();
        shown.now().filter(|_| shown.is_open).map(|it| short(&it.path).to_owned())
    };
    let click = move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        if let Some(finding) = shown.get_untracked().now() {
            desk.select(finding);
        }
        if dom::is_phone() {
            dom::go(Part::Explain.hash());
        }
    };
    let stepper = many.then(|| {
        let step = move |by: isize| {
            let Shown { stack, at, .. } = shown.get_untracked();
            let to = (at.unwrap_or(0) as isize + by).rem_euclid(stack.len().max(1) as isize);
            if let Some(finding) = stack.get(to as usize) {
                desk.select(finding);
            }
        };
        stepper(step, move || format!("{} of {}", at().unwrap_or(0) + 1, shown.read().stack.len()))
    });
    Some(view! {
        <li class:stack=many>
            <a
                class="card" id=card_id(&finding.fingerprint) href=Part::Explain.hash()
                aria-current=move || at().map(|_| "true") on:click=click
            >
                <span class=format!("sev {}", severity.word())>{severity.label()}</span>
                <span class="loc" data-file=on_paper>{line(place)}</span>
                <strong>{finding.title.clone()}</strong>
                <span class="rule-id">{finding.rule.clone()}</span>
                {extras(&finding)}
            </a>
            {stepper}
        </li>
    })
}

/// From one to the next of many, round and round.
fn stepper(step: impl Fn(isize) + Copy + 'static, words: impl Fn() -> String + Send + 'static) -> AnyView {
    view! {
        <span class="stepper" role="group" aria-label="The same in this file">
            <button class="dismiss" aria-label="Previous of the same" on:click=move |_| step(-1)><Icon path=BACK/></button>
            <span>{line(words)}</span>
            <button class="dismiss" aria-label="Next of the same" on:click=move |_| step(1)><Icon path=ON/></button>
        </span>
    }
    .into_any()
}

/// `9:24`, with the file's name if it is not the open one.
fn place(finding: &Finding, is_open: bool) -> String {
    let start = finding.range.start;
    let file = if is_open { String::new() } else { format!("{} ", short(&finding.path)) };
    format!("{file}{}:{}", start.line, start.column)
}

/// The row that is there only when it has something to say.
fn extras(finding: &Finding) -> Option<impl IntoView + use<>> {
    let mut words: Vec<(&'static str, String)> = Vec::new();
    if finding.fix.is_some() {
        words.push(("fixable", "Fix available".to_owned()));
    }
    match finding.certainty {
        Certainty::Certain => {}
        Certainty::Likely => words.push(("unsure", "Likely, not certain".to_owned())),
        Certainty::Check => words.push(("unsure", "For you to check".to_owned())),
    }
    if let Some(step) = finding.steps.iter().find(|step| step.path != finding.path) {
        words.push(("also", format!("Also in {}", short(&step.path))));
    }
    let spans = words.into_iter().map(|(class, words)| view! { <span class=class>{words}</span> });
    let spans: Vec<_> = spans.collect();
    (!spans.is_empty()).then(|| view! { <span class="extras">{spans}</span> })
}
