//! What the explanation shows of a rule: its examples, where to read more.

use analyzer::report::{ExamplePage, RulePage};
use leptos::prelude::*;

use super::diff::{code, diff};
use super::each::live;
use super::words::outward;
use crate::browser::dom;
use crate::desk::{Desk, Examples};
use crate::model::pairs::{Pair, files};

/// A view of a rule's examples, once they are here.
pub fn with_examples(rule: &RulePage, shown: impl Fn(&[ExamplePage]) -> AnyView + Send + 'static) -> AnyView {
    let desk = Desk::here();
    let rule = rule.clone();
    let view = move || match desk.examples(&rule) {
        Ok(examples) => Some(shown(&examples)),
        Err(Examples::Failed) => {
            Some(view! { <p>"The examples could not be fetched. Reload the page to try again."</p> }.into_any())
        }
        Err(_) => None,
    };
    live(view).into_any()
}

/// A pair of examples: one diff where they are alike, else one below the other.
pub fn example(pair: &Pair) -> AnyView {
    let open = pair.bad.as_ref().or(pair.good.as_ref()).cloned().map(|example| view! { <OpenExample example/> });
    let body = match pair.diff() {
        Some(diffs) => {
            let many = diffs.len() > 1;
            let files = diffs.into_iter().map(|(path, hunks)| {
                let name = many.then(|| view! { <p class="file-name">{path.clone()}</p> });
                view! { {name}{diff(hunks, format!("Noncompliant and compliant code, {path}"))} }.into_any()
            });
            view! { <h3>"Noncompliant / Compliant"</h3>{files.collect::<Vec<_>>()} }.into_any()
        }
        None => view! {
            {pair.bad.as_ref().map(|bad| alone(bad, "Noncompliant"))}
            {pair.good.as_ref().map(|good| alone(good, "Compliant"))}
        }
        .into_any(),
    };
    view! { <div class="example">{body}{open}</div> }.into_any()
}

fn alone(example: &ExamplePage, heading: &'static str) -> AnyView {
    let many = example.files.len() > 1;
    let files: Vec<AnyView> = example
        .files
        .iter()
        .map(|(path, text)| {
            let lines: Vec<usize> =
                example.marks.iter().filter(|mark| mark.path == *path).map(|mark| mark.line as usize).collect();
            let name = many.then(|| view! { <p class="file-name">{path.clone()}</p> });
            view! { {name}{code(text, &lines, format!("{heading} code, {path}"))} }.into_any()
        })
        .collect();
    view! { <h3>{heading}</h3>{files} }.into_any()
}

#[component]
fn OpenExample(example: ExamplePage) -> impl IntoView {
    let desk = Desk::here();
    let open = move |_| {
        let files = files(&example);
        let active = files.first().map(|(path, _)| path.clone()).unwrap_or_default();
        desk.open(&files, &active);
        dom::go("#/code");
    };
    view! { <p><button class="link" on:click=open>"Open in the editor"</button></p> }
}

/// Where to read more.
pub fn references(rule: &RulePage) -> Option<AnyView> {
    let links: Vec<AnyView> = rule
        .refs
        .iter()
        .filter(|to| to.starts_with("https://"))
        .map(|to| {
            let words = to.trim_start_matches("https://").trim_end_matches('/').to_owned();
            view! { <li>{outward(to.clone(), words)}</li> }.into_any()
        })
        .collect();
    (!links.is_empty()).then(|| view! { <h3>"References"</h3><ul class="refs">{links}</ul> }.into_any())
}
