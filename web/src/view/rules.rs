//! The list of rules, with a search and the categories.

use super::each::{each, line, live, row};
use analyzer::report::RulePage;
use leptos::prelude::*;

use super::rule::fix_words;
use crate::browser::dom;
use crate::desk::{Desk, Rules};
use crate::model::catalogue::{Query, categories, found};
use crate::model::counts::{plural, severity_class, severity_word};
use crate::model::route::rule_hash;

/// The list; what is searched for stands in the address.
#[component]
pub fn RuleList() -> impl IntoView {
    let desk = Desk::here();
    let query = RwSignal::new(Query::of(&dom::hash()));
    let change = move |edit: &dyn Fn(&mut Query)| {
        query.update(|query| edit(query));
        dom::rewrite(&query.read_untracked().hash());
    };
    let pages = move || match &*desk.rules.read() {
        Rules::Here(pages) => pages.to_vec(),
        _ => vec![],
    };
    let shown = move || found(&pages(), &query.read());
    let rows = move || {
        let line = |page: RulePage| row(page.id.clone(), move || view! { <Row page=page.clone()/> }.into_any());
        shown().into_iter().map(line).collect()
    };
    let options = move || {
        let chosen = query.read().category.clone();
        let option = |(name, count): (String, usize)| {
            let selected = name == chosen;
            view! { <option value=name.clone() selected=selected>{format!("{name} ({count})")}</option> }
        };
        categories(&pages()).into_iter().map(option).collect_view()
    };
    let count = move || match &*desk.rules.read() {
        Rules::Awaited => "Loading the rules".to_owned(),
        Rules::Failed => "The rules could not be fetched. Reload the page to try again.".to_owned(),
        Rules::Here(_) => plural(shown().len(), "rule", "rules"),
    };
    view! {
        <main class="page" id="page" tabindex="-1">
            <div class="page-body list-body">
                <h1>"Rules"</h1>
                <div class="search">
                    <label class="sr" for="search">"Search the rules"</label>
                    <input
                        id="search" type="search" placeholder="Search  /" spellcheck="false"
                        prop:value=query.get_untracked().text
                        on:input=move |event| change(&|query| query.text = event_target_value(&event))
                    />
                    <label class="sr" for="category">"Category"</label>
                    <select id="category" on:change=move |event| change(&|query| query.category = event_target_value(&event))>
                        <option value="">"All categories"</option>
                        {live(options)}
                    </select>
                    <span class="dim">{line(count)}</span>
                </div>
                <ul class="rule-list">{each(rows)}</ul>
            </div>
        </main>
    }
}

#[component]
fn Row(page: RulePage) -> impl IntoView {
    view! {
        <li>
            <a href=rule_hash(&page.id)>
                <span class=format!("sev {}", severity_class(page.severity))>{severity_word(page.severity)}</span>
                <strong>{page.title.clone()}</strong>
                <span class="rule-id">{page.id.clone()}</span>
                <span class="fix-kind">{fix_words(page.fix)}</span>
            </a>
        </li>
    }
}
