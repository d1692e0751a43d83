//! A finding's card: how bad, where, what, which rule.

use super::each::line;
use analyzer::report::{Certainty, Finding};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::browser::dom;
use crate::desk::{Desk, card_id};
use crate::model::counts::{severity_class, severity_word};
use crate::model::names::short;
use crate::model::route::Part;

/// The card: a link to the explanation.
#[component]
pub fn Card(finding: Finding) -> impl IntoView {
    let desk = Desk::here();
    let severity = finding.severity;
    let print = finding.fingerprint.clone();
    let current = {
        let print = print.clone();
        move || desk.selection.read().is(&print).then_some("true")
    };
    // A card stays when lines shift above it; only its place is written anew.
    let now = {
        let print = print.clone();
        move || desk.order.read().iter().find(|other| other.fingerprint == print).cloned()
    };
    let shown = {
        let now = now.clone();
        move || now().map(|finding| place(&finding, &desk.active.read())).unwrap_or_default()
    };
    let click = move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        if let Some(finding) = untrack(&now) {
            desk.select(&finding);
        }
        if dom::is_phone() {
            dom::go(Part::Explain.hash());
        }
    };
    view! {
        <li>
            <a class="card" id=card_id(&print) href=Part::Explain.hash() aria-current=current on:click=click>
                <span class=format!("sev {}", severity_class(severity))>{severity_word(severity)}</span>
                <span class="loc">{line(shown)}</span>
                <strong>{finding.title.clone()}</strong>
                <span class="rule-id">{finding.rule.clone()}</span>
                {extras(&finding)}
            </a>
        </li>
    }
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
