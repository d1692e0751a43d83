//! Below the findings: the rules that passed, and the checks that need you or another file.

use super::away::away;
use super::each::{each, line, row};
use leptos::prelude::*;

use super::menu::add;
use crate::desk::Desk;
use crate::model::counts::plural;
use crate::model::evidence::{self, Open};
use crate::model::route::rule_page;

/// Both lists, closed until someone asks.
#[component]
pub fn Checks() -> impl IntoView {
    let desk = Desk::here();
    let review = move || desk.review.get().filter(|review| review.summary.files > 0);
    let passed = move || -> Vec<String> {
        let review = review();
        review.iter().flat_map(|review| evidence::passed(review)).map(|passed| passed.rule.clone()).collect()
    };
    let open = move || review().map(|review| evidence::open(&review)).unwrap_or_default();
    let passed_rows = move || {
        let link = |id: String| row(id.clone(), move || view! { <li><RuleLink id=id.clone()/></li> }.into_any());
        passed().into_iter().map(link).collect()
    };
    let open_rows = move || {
        let check = |open: Open| row(open.name.clone(), move || view! { <OpenCheck open=open.clone()/> }.into_any());
        open().into_iter().map(check).collect()
    };
    view! {
        <details class="checks" hidden=move || passed().is_empty()>
            <summary>{line(move || format!("{} passed", plural(passed().len(), "rule", "rules")))}</summary>
            <ul>{each(passed_rows)}</ul>
        </details>
        <details class="checks" hidden=move || open().is_empty()>
            <summary>{line(move || format!("{} you or another file", plural(open().len(), "check needs", "checks need")))}</summary>
            <ul>{each(open_rows)}</ul>
        </details>
    }
}

#[component]
fn RuleLink(id: String) -> impl IntoView {
    let desk = Desk::here();
    let title = {
        let id = id.clone();
        move || desk.rule(&id).map(|rule| rule.title).unwrap_or_default()
    };
    view! { {away(rule_page(&id), id, "rule-link")}<span class="what">{line(title)}</span> }
}

#[component]
fn OpenCheck(open: Open) -> impl IntoView {
    let desk = Desk::here();
    let name = if open.is_rule {
        view! { <RuleLink id=open.name.clone()/> }.into_any()
    } else {
        view! { <span class="item">{open.name.clone()}</span> }.into_any()
    };
    let button = open.file.map(|file| {
        let label = format!("Add {file}");
        let missing = {
            let file = file.clone();
            move || !desk.files.read().iter().any(|tab| tab.path.ends_with(&file))
        };
        view! { <button class="link" hidden=move || !missing() on:click=move |_| add(desk, &file)>{label}</button> }
    });
    view! { <li>{name}<span class="reason">{open.reason.clone()}" "{button}</span></li> }
}
