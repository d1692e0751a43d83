//! The list of rules, grouped by category; a script narrows and searches it.

use analyzer::report::RulePage;
use maud::{Markup, html};

use super::facets::{FACETS, Facet, fix};
use super::frame::Frame;

/// The page.
pub fn page(rules: &[RulePage]) -> String {
    let description = format!(
        "All {} rules of Nestor for NestJS and Prisma: what is found, why it matters, how to mend it.",
        rules.len()
    );
    let frame = Frame { title: "Rules", description: &description, depth: 1, script: "catalogue.js", is_list: true };
    let categories = FACETS.iter().find(|it| it.key == "category").map(|it| it.values(rules)).unwrap_or_default();
    frame.around(&html! {
        div.catalogue {
            div.intro {
                h1 { "Rules" }
                p {
                    (rules.len()) " rules in " (categories.len()) " categories. "
                    a href="standard/" { "The standard, line by line" }
                }
            }
            (search())
            (facets(rules))
            div.results {
                p.scripted #no-rule hidden role="alert" {}
                ol.rule-list #ranked hidden {}
                @for (category, _) in &categories {
                    (group(category, &rules.iter().filter(|it| it.category == *category).collect::<Vec<_>>()))
                }
                p.nothing #nothing hidden { "No rule matches. " button.link.clear type="button" { "Clear search and filters" } }
            }
        }
    })
}

fn search() -> Markup {
    html! {
        div.search.scripted role="search" {
            label.sr for="search" { "Search the rules" }
            input #search type="search" placeholder="Search  /" spellcheck="false" autocomplete="off" autocapitalize="off";
            button.btn.fold #fold type="button" aria-expanded="false" aria-controls="facets" { "Filters" }
            p.dim #count role="status" {}
            button.link.clear #clear type="button" { "Clear" }
        }
    }
}

fn facets(rules: &[RulePage]) -> Markup {
    html! {
        section.facets.scripted #facets aria-label="Filters" {
            p.hint { "Press once for only these, twice for all but these." }
            @for facet in &FACETS { (values(facet, rules)) }
        }
    }
}

fn values(facet: &Facet, rules: &[RulePage]) -> Markup {
    html! {
        details.facet open[facet.key != "needs"] {
            summary { (facet.title) }
            ul {
                @for (value, count) in facet.values(rules) {
                    li {
                        button.value type="button" aria-pressed="false" data-facet=(facet.key) data-value=(value) {
                            span.box aria-hidden="true" {}
                            span.word { ((facet.word)(&value)) }
                            span.sr.state {}
                            span.tally { (count) }
                        }
                    }
                }
            }
        }
    }
}

fn group(category: &str, rules: &[&RulePage]) -> Markup {
    html! {
        section.category {
            h2 id=(category) { (category) " " span.count { (rules.len()) } }
            ul.rule-list { @for rule in rules { (row(rule)) } }
        }
    }
}

fn row(rule: &RulePage) -> Markup {
    let word = rule.severity.label();
    html! {
        li.rule data-id=(rule.id) data-facets=(all(rule)) {
            a href={ (rule.id) "/" } {
                strong { (rule.title) }
                span.rule-id { (rule.id) }
                span.sev.(word.to_lowercase()) { (word) }
                span.fix-kind { (fix(rule.fix).1) }
            }
        }
    }
}

/// Every value of every facet, as the script reads them.
fn all(rule: &RulePage) -> String {
    let values = FACETS.iter().map(|facet| (facet.of)(rule).join("|"));
    values.collect::<Vec<_>>().join(";")
}
