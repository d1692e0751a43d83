//! A finding's card: how bad, where, what, which rule.

use super::each::line;
use analyzer::report::{Certainty, Finding};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::{BACK, Icon, ON};
use crate::browser::dom;
use crate::desk::{Desk, card_id};
use crate::model::names::short;
use crate::model::route::Part;
use crate::model::shelf::stack_of;

/// The card: a link to the explanation. Many of one kind share a card, which shows one of them at a time.
#[component]
pub fn Card(
    /// The finding, or the first of many.
    finding: Finding,
    /// Whether more of the same rule and file stand on this card.
    many: bool,
) -> impl IntoView {
    let desk = Desk::here();
    let severity = finding.severity;
    let print = StoredValue::new(finding.fingerprint.clone());
    // A card stays when lines shift above it; only its place is written anew.
    let stack = move || print.with_value(|print| stack_of(&desk.groups.read(), print).cloned()).unwrap_or_default();
    let at = move || {
        let selection = desk.selection.read();
        match many {
            true => stack().iter().position(|it| selection.is(&it.fingerprint)),
            false => print.with_value(|print| selection.is(print)).then_some(0),
        }
    };
    let now = move || stack().into_iter().nth(at().unwrap_or(0));
    let shown = move || now().map(|finding| place(&finding, &desk.active.read())).unwrap_or_default();
    // Paper has no open file.
    let on_paper = move || now().filter(|it| it.path == *desk.active.read()).map(|it| short(&it.path).to_owned());
    let click = move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        if let Some(finding) = untrack(now) {
            desk.select(&finding);
        }
        if dom::is_phone() {
            dom::go(Part::Explain.hash());
        }
    };
    let stepper = many.then(|| {
        let step = move |by: isize| {
            let (stack, at) = untrack(move || (stack(), at()));
            let to = (at.unwrap_or(0) as isize + by).rem_euclid(stack.len().max(1) as isize);
            if let Some(finding) = stack.get(to as usize) {
                desk.select(finding);
            }
        };
        stepper(step, move || format!("{} of {}", at().unwrap_or(0) + 1, stack().len()))
    });
    view! {
        <li class:stack=many>
            <a
                class="card" id=card_id(&finding.fingerprint) href=Part::Explain.hash()
                aria-current=move || at().map(|_| "true") on:click=click
            >
                <span class=format!("sev {}", severity.word())>{severity.label()}</span>
                <span class="loc" data-file=on_paper>{line(shown)}</span>
                <strong>{finding.title.clone()}</strong>
                <span class="rule-id">{finding.rule.clone()}</span>
                {extras(&finding)}
            </a>
            {stepper}
        </li>
    }
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
fn place(finding: &Finding, active: &str) -> String {
    let start = finding.range.start;
    let file = if finding.path == active { String::new() } else { format!("{} ", short(&finding.path)) };
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
