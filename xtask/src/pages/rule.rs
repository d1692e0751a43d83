//! A rule's page.

use analyzer::report::RulePage;
use maud::{Markup, html};

use super::code::Colours;
use super::examples::{examples, first};
use super::facets::fix;
use super::frame::{Frame, heading, slug};
use super::prose::{blocks, outward, plain, sections};

/// How long a description may be before search engines cut it.
const DESCRIPTION: usize = 160;

/// The page of a rule, with the former and the next one of its category.
pub fn page(rule: &RulePage, beside: [Option<&RulePage>; 2], colours: &Colours) -> String {
    let frame =
        Frame { title: &rule.title, description: &description(rule), depth: 3, script: "rule.js", is_list: false };
    frame.around(&html! {
        article.page-body {
            nav.crumbs aria-label="Breadcrumb" {
                a href="../../" { "Rules" } " / " a href={ "../../?category=" (rule.category) } { (rule.category) }
            }
            h1 { (rule.title) }
            (meta(rule))
            @for section in sections(&rule.words) {
                (heading(&slug(section.heading), section.heading))
                (blocks(section.body))
            }
            (heading("examples", "Examples"))
            (examples(rule, colours))
            (try_it(rule))
            (configure(rule))
            (references(rule))
            (near(beside))
        }
    })
}

/// Why it matters, as far as there is room.
fn description(rule: &RulePage) -> String {
    let why = sections(&rule.words).into_iter().next().map(|section| plain(section.body)).unwrap_or_default();
    let mut text = format!("{}.", rule.title);
    for sentence in why.split_inclusive(". ") {
        if text.chars().count() + sentence.chars().count() > DESCRIPTION {
            break;
        }
        text += &format!(" {}", sentence.trim());
    }
    text
}

fn meta(rule: &RulePage) -> Markup {
    let word = rule.severity.label();
    html! {
        p.meta {
            span.sev.(word.to_lowercase()) { (word) }
            code { (rule.id) }
            @for cwe in &rule.cwe {
                (outward(&format!("https://cwe.mitre.org/data/definitions/{}.html", cwe.trim_start_matches("CWE-")), cwe))
            }
            span { (fix(rule.fix).1) }
            @if !rule.needs.is_empty() { span { "needs " (rule.needs.join(" and ")) } }
            span {
                "standard "
                @for (at, line) in rule.standard.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "../../standard/#" (line) } { (line) }
                }
            }
        }
    }
}

/// The place of the editor, which a script fills.
fn try_it(rule: &RulePage) -> Markup {
    let first = first(&rule.examples);
    let place = |good| first.iter().copied().find(|at| rule.examples.get(*at).is_some_and(|it| it.good == good));
    html! {
        section.scripted {
            (heading("try-it", "Try it"))
            p { "The first example in an editor, reviewed as you type." }
            div.try #try data-rule=(rule.id) data-category=(rule.category) data-bad=[place(false)] data-good=[place(true)] {
                button.btn.start type="button" { "Start the editor" }
            }
        }
    }
}

fn configure(rule: &RulePage) -> Markup {
    let snippet = format!("{{\n  \"rules\": {{ \"{}\": \"off\" }}\n}}\n", rule.id);
    let comment = format!("// nestor-ignore {}: why it is right here\n", rule.id);
    html! {
        (heading("configure", "Configure"))
        p {
            "In " code { "nestor.json" } " a rule is " code { "on" } ", " code { "off" } " or has another severity, from "
            code { "info" } " to " code { "critical" } "."
        }
        (copied(&snippet, "nestor.json"))
        p { "One place is accepted with a comment above it that gives the reason:" }
        (copied(&comment, "Comment"))
    }
}

/// A text with a button that copies it.
fn copied(text: &str, label: &str) -> Markup {
    html! {
        div.copied {
            pre.block tabindex="0" role="group" aria-label=(label) { code { (text) } }
            button.btn.small.scripted.copy type="button" aria-label={ "Copy: " (label) } { "Copy" }
        }
    }
}

fn references(rule: &RulePage) -> Markup {
    html! {
        @if !rule.refs.is_empty() {
            (heading("references", "References"))
            ul.refs {
                @for to in &rule.refs {
                    li { (outward(to, to.trim_start_matches("https://").trim_end_matches('/'))) }
                }
            }
        }
    }
}

fn near(beside: [Option<&RulePage>; 2]) -> Markup {
    html! {
        nav.near aria-label="Other rules of this category" {
            @for (label, rel, rule) in [("Previous", "prev", beside[0]), ("Next", "next", beside[1])] {
                @if let Some(rule) = rule {
                    a.(rel) rel=(rel) href={ "../../" (rule.id) "/" } { span.dim { (label) } " " (rule.title) }
                }
            }
        }
    }
}
