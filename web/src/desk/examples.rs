//! The rules' words and examples, fetched by category when one of them is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use analyzer::report::{ExamplePage, RulePage};
use leptos::prelude::*;

use super::{Desk, Rules};
use crate::browser::{bridge, dom, message};

/// The examples of a category's rules, as far as they are here.
#[derive(Clone, Debug)]
pub enum Examples {
    /// Asked for.
    Awaited,
    /// Here, by the rules' ids.
    Here(Arc<BTreeMap<String, Vec<ExamplePage>>>),
    /// They could not be fetched.
    Failed,
}

impl Desk {
    /// A rule's page with its words; the first time they are asked for, and until they come there are none.
    pub fn rule_with_words(self, id: &str) -> Option<RulePage> {
        let page = self.rule(id)?;
        if page.words.is_empty()
            && self.worded.try_update_value(|asked| asked.insert(page.category.clone())) == Some(true)
        {
            self.fetch_words(page.category.clone());
        }
        Some(page)
    }

    fn fetch_words(self, category: String) {
        dom::later(async move {
            let fetched = bridge::words(&category).await.ok().and_then(message::read::<BTreeMap<String, String>>);
            let Some(words) = fetched else {
                self.worded.update_value(|asked| {
                    asked.remove(&category);
                });
                return;
            };
            self.rules.update(|rules| {
                if let Rules::Here(pages) = rules {
                    for page in Arc::make_mut(pages) {
                        if let Some(words) = words.get(&page.id) {
                            page.words.clone_from(words);
                        }
                    }
                }
            });
        });
    }

    /// A rule's examples if they are here, else what became of them; asks for them the first time.
    pub fn examples(self, rule: &RulePage) -> Result<Vec<ExamplePage>, Examples> {
        match self.examples.read().get(&rule.category) {
            Some(Examples::Here(all)) => return Ok(all.get(&rule.id).cloned().unwrap_or_default()),
            Some(other) => return Err(other.clone()),
            None => (),
        }
        let category = rule.category.clone();
        dom::later(async move {
            if self.examples.read_untracked().contains_key(&category) {
                return;
            }
            self.examples.update(|all| {
                all.insert(category.clone(), Examples::Awaited);
            });
            let fetched = bridge::examples(&category).await.ok().and_then(message::read);
            let examples = fetched.map_or(Examples::Failed, |it| Examples::Here(Arc::new(it)));
            self.examples.update(|all| {
                all.insert(category, examples);
            });
        });
        Err(Examples::Awaited)
    }
}
