//! The explanation of the selected finding, always in the same order.

use super::each::{line, live, watch};
use analyzer::report::{Certainty, Finding, RulePage, Step};
use leptos::prelude::*;

use super::away::away;
use super::fix::fix_section;
use super::icon::{Icon, MORE};
use super::rule::{example, references, with_examples};
use super::words::{blocks, inline, outward};
use crate::browser::{bridge, dom};
use crate::desk::Desk;
use crate::model::names::short;
use crate::model::pairs::pairs;
use crate::model::prose::{Part, message, parts};
use crate::model::route::{self, rule_page};

/// The explanation pane.
#[component]
pub fn Explain() -> impl IntoView {
    let desk = Desk::here();
    let print = Memo::new(move |_| desk.selection.read().fingerprint().map(str::to_owned));
    watch(move || {
        print.get();
        if let Some(pane) = dom::by_id("explain") {
            pane.set_scroll_top(0);
        }
    });
    let body = move || {
        let selection = desk.selection.get();
        match selection.finding.filter(|_| !desk.is_blank()) {
            Some(finding) => explanation(desk, &finding, selection.resolved),
            None => view! { <Nothing/> }.into_any(),
        }
    };
    view! {
        <article class="pane explain" id="explain" aria-labelledby="explain-title" tabindex="-1">
            <div class="explain-body">{live(body)}</div>
            <Feet/>
        </article>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let desk = Desk::here();
    let words = move || {
        if desk.is_blank() {
            "Select a finding, and this place explains it: what happens in your code, how to mend it, why it matters, \
             and when to leave it."
        } else {
            "Nothing is selected."
        }
        .to_owned()
    };
    view! { <h2 id="explain-title">"Explanation"</h2><p class="dim">{line(words)}</p> }
}

fn explanation(desk: Desk, finding: &Finding, resolved: bool) -> AnyView {
    let page = desk.rule_with_words(&finding.rule);
    let words = page.as_ref().map(|page| parts(&page.words)).unwrap_or_default();
    let part = |heading: &str| words.iter().find(|part| part.heading == heading).cloned();
    let fix = (!resolved).then(|| fix_section(finding, part("How to fix"))).flatten();
    view! {
        {resolved.then(|| view! { <Resolved/> })}
        <div class="explain-head">
            <h2 id="explain-title">{finding.title.clone()}</h2>
            {(!resolved).then(|| menu_button(finding))}
        </div>
        {meta(finding)}
        {(!resolved).then(|| in_your_code(finding))}
        {fix}
        {part("Why it matters").map(section)}
        {page.as_ref().map(shown_examples)}
        {part("When not to apply").map(section)}
        {checklist_items(desk, &finding.rule)}
        {team_note(desk, &finding.rule)}
        {page.as_ref().and_then(references)}
    }
    .into_any()
}

/// The heading of a finding that is gone, with the way on.
#[component]
fn Resolved() -> impl IntoView {
    let desk = Desk::here();
    let left = move || !desk.order().is_empty();
    view! {
        <div class="resolved">
            <p><strong>"Resolved"</strong></p>
            <button class="btn small" hidden=move || !left() on:click=move |_| desk.step(0, false)>"Next finding"</button>
        </div>
    }
}

fn meta(finding: &Finding) -> AnyView {
    let certainty = match finding.certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely, not certain",
        Certainty::Check => "for you to check",
    };
    let cwe: Vec<AnyView> = finding.cwe.iter().map(|cwe| cwe_link(cwe)).collect();
    view! {
        <p class="meta">
            <span class=format!("sev {}", finding.severity.word())>{finding.severity.label()}</span>
            {away(rule_page(&finding.rule), finding.rule.clone(), "")}
            {cwe}
            <span>{certainty}</span>
        </p>
    }
    .into_any()
}

/// `CWE-89`, leading to its page.
pub fn cwe_link(cwe: &str) -> AnyView {
    let number = cwe.trim_start_matches("CWE-");
    outward(format!("https://cwe.mitre.org/data/definitions/{number}.html"), cwe.to_owned()).into_any()
}

fn in_your_code(finding: &Finding) -> AnyView {
    let steps: Vec<AnyView> = finding.steps.iter().map(step).collect();
    let steps = (!steps.is_empty()).then(|| view! { <ol class="steps">{steps}</ol> });
    let own = Step { path: finding.path.clone(), range: finding.range, message: String::new() };
    view! {
        <h3>"In your code"</h3>
        <p>{inline(message(&finding.message))}</p>
        {steps}
        <p class="where">{place(&own)}</p>
    }
    .into_any()
}

fn step(step: &Step) -> AnyView {
    view! { <li>{inline(message(&step.message))}" "{place(step)}</li> }.into_any()
}

/// A link to a line of the code.
fn place(step: &Step) -> AnyView {
    let desk = Desk::here();
    let label = format!("{}:{}", short(&step.path), step.range.start.line);
    let (path, range) = (step.path.clone(), step.range);
    let click = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        desk.visit(&path, range);
    };
    view! { <a class="place" href=route::Part::Code.hash() on:click=click>{label}</a> }.into_any()
}

fn section(part: Part) -> AnyView {
    view! { <h3>{part.heading}</h3>{blocks(part.blocks)} }.into_any()
}

fn menu_button(finding: &Finding) -> AnyView {
    let print = finding.fingerprint.clone();
    let open = move |_| {
        if let Some(button) = dom::by_id("finding-more") {
            bridge::open_finding_menu(&button, &print);
        }
    };
    view! {
        <button class="btn square small" id="finding-more" aria-label="More about this finding" aria-expanded="false" on:click=open>
            <Icon path=MORE/>
        </button>
    }
    .into_any()
}

/// The lines of the checklist that the rule speaks to.
fn checklist_items(desk: Desk, rule: &str) -> Option<AnyView> {
    let review = desk.review.get_untracked()?;
    let items = review.checklist.iter().filter(|item| item.rules.iter().any(|it| it == rule));
    let items: Vec<_> = items.map(|item| view! { <li>{format!("{}: {}", item.group, item.item)}</li> }).collect();
    let open = move |_| desk.turn_to(route::Part::Checklist);
    (!items.is_empty()).then(|| {
        view! {
            <h3>"Checklist"</h3>
            <ul>{items}</ul>
            <p><button class="link" on:click=open>"Show the checklist"</button></p>
        }
        .into_any()
    })
}

/// What the team's standard says of the rule.
fn team_note(desk: Desk, rule: &str) -> Option<AnyView> {
    desk.standard.track();
    let note = bridge::team_note(rule)?;
    let body: Vec<_> = parts(&note).into_iter().flat_map(|part| blocks(part.blocks)).collect();
    Some(view! { <h3>"Your team's note"</h3><div class="team-note">{body}</div> }.into_any())
}

/// The first pair; the rule's page has the others.
fn shown_examples(page: &RulePage) -> AnyView {
    let id = page.id.clone();
    with_examples(page, move |examples| {
        let pairs = pairs(examples);
        let first = pairs.iter().find(|pair| pair.bad.is_some() && pair.good.is_some()).or(pairs.first());
        let more = (pairs.len() > 1).then(|| {
            view! { <p class="hint">{away(rule_page(&id), "More examples on the rule's page".to_owned(), "")}</p> }
        });
        view! { {first.map(example)}{more} }.into_any()
    })
}

/// On a phone: to the code, and from finding to finding.
#[component]
fn Feet() -> impl IntoView {
    let desk = Desk::here();
    let show = move |_| {
        if let Some(finding) = desk.selection.get_untracked().finding {
            desk.visit(&finding.path, finding.range);
        }
    };
    view! {
        <div class="feet" hidden=move || desk.selection.read().finding.is_none()>
            <button class="btn" disabled=move || !desk.can_step(-1) on:click=move |_| desk.step(-1, false)>"Previous"</button>
            <button class="btn" on:click=show>"Show in code"</button>
            <button class="btn" disabled=move || !desk.can_step(1) on:click=move |_| desk.step(1, false)>"Next finding"</button>
        </div>
    }
}
