//! The list of rules, grouped by category; a script narrows and searches it.

use analyzer::report::RulePage;
use maud::{Markup, html};

use super::Presets;
use super::facets::{FACETS, Facet, capital, fix};
use super::frame::Frame;

/// The page.
pub fn page(rules: &[RulePage], presets: &Presets) -> String {
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
                p.mine #mine hidden { "Severities are those of your own standard. " a href="../" { "Open the review" } " to change it." }
                ol.rule-list #ranked hidden {}
                @for (category, _) in &categories {
                    (group(category, &rules.iter().filter(|it| it.category == *category).collect::<Vec<_>>(), presets))
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
            (mine())
        }
    }
}

/// The script alone knows the reader's standard, and shows this if there is one.
fn mine() -> Markup {
    html! {
        details.facet #in-mine open hidden {
            summary { "In my standard" }
            ul { @for value in ["on", "off", "changed"] { li { (button("mine", value, capital(value), 0)) } } }
        }
    }
}

fn button(facet: &str, value: &str, word: String, count: usize) -> Markup {
    html! {
        button.value type="button" aria-pressed="false" data-facet=(facet) data-value=(value) {
            span.box aria-hidden="true" {}
            span.word { (word) }
            span.sr.state {}
            span.tally { (count) }
        }
    }
}

fn values(facet: &Facet, rules: &[RulePage]) -> Markup {
    html! {
        details.facet open[facet.key != "needs"] {
            summary { (facet.title) }
            ul {
                @for (value, count) in facet.values(rules) {
                    li { (button(facet.key, &value, (facet.word)(&value), count)) }
                }
            }
        }
    }
}

fn group(category: &str, rules: &[&RulePage], presets: &Presets) -> Markup {
    html! {
        section.category {
            h2 id=(category) { (category) " " span.count { (rules.len()) } }
            ul.rule-list { @for rule in rules { (row(rule, presets)) } }
        }
    }
}

fn row(rule: &RulePage, presets: &Presets) -> Markup {
    let word = rule.severity.label();
    let without: Vec<&str> =
        presets.iter().filter(|(_, off)| off.contains(&rule.id)).map(|(name, _)| name.as_str()).collect();
    html! {
        li.rule data-id=(rule.id) data-facets=(all(rule)) data-not-in=(without.join(" ")) {
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
