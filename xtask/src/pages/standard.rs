//! The standard line by line, and what carries each line.

use analyzer::report::{CHECKLIST, LEFT, PARTS, REPORTED, RulePage, lines};
use maud::{Markup, html};

use super::frame::{Frame, slug};
use super::prose::inline;

/// The page.
pub fn page(rules: &[RulePage]) -> String {
    let frame = Frame {
        title: "The standard, line by line",
        description: "Every line of the standard that Nestor reviews by, and what carries it: rules, the checklist, the report.",
        depth: 2,
        script: "page.js",
        is_list: false,
    };
    let all: Vec<String> = lines().collect();
    frame.around(&html! {
        article.page-body.standard {
            nav.crumbs aria-label="Breadcrumb" { a href="../" { "Rules" } " / The standard" }
            h1 { "The standard, line by line" }
            p {
                "The lines from S001 are the standard itself; those from X001 are what a reviewer expects beyond it. Each is carried by rules, by an item of the checklist or by a section of the \
                 report. Of the " (all.len()) " lines, " (LEFT.len()) " have no rule, and say why."
            }
            nav.parts aria-label="Parts of the standard" {
                ul { @for (first, name) in PARTS { li { a href={ "#" (slug(name)) } { (name) } span.dim { " " (first) } } } }
            }
            @for (at, (first, name)) in PARTS.iter().enumerate() {
                @let end = PARTS.get(at + 1).map(|(next, _)| *next);
                h2 id=(slug(name)) { (name) }
                (table(name, all.iter().skip_while(|it| it != first).take_while(|it| Some(it.as_str()) != end), rules))
            }
        }
    })
}

fn table<'l>(name: &str, lines: impl Iterator<Item = &'l String>, rules: &[RulePage]) -> Markup {
    html! {
        table {
            caption.sr { (name) }
            thead.sr { tr { th scope="col" { "Line" } th scope="col" { "Carried by" } } }
            tbody {
                @for line in lines {
                    tr id=(line) { th scope="row" { a href={ "#" (line) } { (line) } } td { (carriers(line, rules)) } }
                }
            }
        }
    }
}

fn carriers(line: &str, rules: &[RulePage]) -> Markup {
    let rules = rules.iter().filter(|it| it.standard.iter().any(|it| it == line));
    let items = CHECKLIST.iter().filter(|(.., lines)| lines.contains(&line));
    html! {
        ul {
            @for rule in rules {
                li { a href={ "../" (rule.id) "/" } { (rule.title) } " " span.rule-id { (rule.id) } }
            }
            @for (group, item, _) in items { li.dim { "Checklist, " (group.to_lowercase()) ": " (item) } }
            @for (_, words, _) in REPORTED.iter().filter(|(it, ..)| *it == line) { li { (words) span.dim { ", in the report" } } }
            @for (_, title, why) in LEFT.iter().filter(|(it, ..)| *it == line) {
                li { (inline(title)) span.dim { ". No rule: " (inline(why)) "." } }
            }
        }
    }
}
