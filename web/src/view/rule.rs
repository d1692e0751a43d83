//! A rule's page: its words, its examples, where to read more.

use super::each::live;
use analyzer::report::{ExamplePage, FixKind, RulePage};
use leptos::prelude::*;

use super::diff::{code, diff};
use super::explain::cwe_link;
use super::words::{blocks, outward};
use crate::browser::dom;
use crate::desk::{Desk, Examples, Rules};
use crate::model::counts::{severity_class, severity_word};
use crate::model::pairs::{Pair, files, pairs};
use crate::model::prose::parts;
use crate::model::route::rule_hash;

/// The page of the rule with this id.
#[component]
pub fn RuleView(id: String) -> impl IntoView {
    let desk = Desk::here();
    window().scroll_to_with_x_and_y(0.0, 0.0);
    live(move || {
        let inside = match &*desk.rules.read() {
            Rules::Awaited => view! { <p class="dim">"Loading the rules"</p> }.into_any(),
            Rules::Failed => view! { <p>"The rules could not be fetched. Reload the page to try again."</p> }.into_any(),
            Rules::Here(pages) => match pages.iter().position(|page| page.id == id) {
                Some(at) => page(pages, at),
                None => view! {
                    <h1>"No such rule"</h1>
                    <p>"There is no rule "<code>{id.clone()}</code>". The "<a href="#/rules">"list of rules"</a>" has all there are."</p>
                }
                .into_any(),
            },
        };
        view! { <main class="page" id="page" tabindex="-1"><div class="page-body">{inside}</div></main> }
    })
}

fn page(pages: &[RulePage], at: usize) -> AnyView {
    let Some(rule) = pages.get(at) else { return ().into_any() };
    let sections = parts(&rule.words).into_iter().map(|part| view! { <h2>{part.heading}</h2>{blocks(part.blocks)} });
    let examples = with_examples(rule, |examples| pairs(examples).iter().map(example).collect::<Vec<_>>().into_any());
    let near = |to: Option<&RulePage>, label: &'static str| {
        to.filter(|to| to.category == rule.category)
            .map(|to| view! { <a href=rule_hash(&to.id)><span class="dim">{label}</span>{to.title.clone()}</a> })
    };
    let former = at.checked_sub(1).and_then(|at| pages.get(at));
    view! {
        <p class="crumbs"><a href="#/rules">"Rules"</a>" / "<a href=format!("#/rules?category={}", rule.category)>{rule.category.clone()}</a></p>
        <h1>{rule.title.clone()}</h1>
        {meta(rule)}
        {sections.collect::<Vec<_>>()}
        {examples}
        {references(rule)}
        <nav class="near" aria-label="Other rules of this category">
            {near(former, "Previous")}{near(pages.get(at + 1), "Next")}
        </nav>
    }
    .into_any()
}

fn meta(rule: &RulePage) -> AnyView {
    let cwe: Vec<AnyView> = rule.cwe.iter().map(|cwe| cwe_link(cwe)).collect();
    let needs =
        (!rule.needs.is_empty()).then(|| view! { <span>{format!("needs {}", rule.needs.join(" and "))}</span> });
    view! {
        <p class="meta">
            <span class=format!("sev {}", severity_class(rule.severity))>{severity_word(rule.severity)}</span>
            <code>{rule.id.clone()}</code>
            {cwe}
            <span>{fix_words(rule.fix)}</span>
            {needs}
        </p>
    }
    .into_any()
}

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

/// What kind of fix there is.
pub fn fix_words(fix: FixKind) -> &'static str {
    match fix {
        FixKind::None => "no automatic fix",
        FixKind::Safe => "safe fix",
        FixKind::Review => "fix to review",
    }
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
