//! The brief's review checklist, each line with what is known of it.

use super::{CHECKLIST, Item, ItemState};
use crate::project::File;
use crate::review::Outcome;
use crate::standard::Level;

pub(super) fn items(outcomes: &[Outcome], files: &[File]) -> Vec<Item> {
    let item = |(group, item, standard): &(&str, &str, &[&str])| {
        let rules: Vec<&Outcome> = outcomes
            .iter()
            .filter(|it| it.level != Level::Off && it.rule.standard.iter().any(|id| standard.contains(id)))
            .collect();
        let (state, evidence) = judge(&rules, files);
        let rules = rules.iter().map(|it| it.rule.id.to_owned()).collect();
        Item { group: (*group).into(), item: (*item).into(), state, evidence, rules }
    };
    CHECKLIST.iter().map(item).collect()
}

fn judge(rules: &[&Outcome], files: &[File]) -> (ItemState, String) {
    let found: usize = rules.iter().map(|it| it.found.len()).sum();
    if found > 0 {
        let first = rules.iter().find_map(|it| it.found.first());
        let path = first.and_then(|it| files.get(it.place.file as usize)).map_or("", |it| it.path.as_str());
        let plural = if found == 1 { "finding" } else { "findings" };
        return (ItemState::Problem, format!("{found} {plural}, the first in {path}."));
    }
    let passed: Vec<&&Outcome> = rules.iter().filter(|it| !it.is_blind && it.judged > 0).collect();
    let blind: Vec<&&Outcome> = rules.iter().filter(|it| it.is_blind).collect();
    if let Some(first) = blind.first() {
        let needs: Vec<&str> = first.rule.needs.iter().map(|it| it.file()).collect();
        return (ItemState::NotSeen, format!("Needs {}.", needs.join(", ")));
    }
    if passed.is_empty() {
        let evidence =
            if rules.is_empty() { "No rule judges this yet." } else { "Nothing in these files speaks to it." };
        return (ItemState::Yours, evidence.into());
    }
    let places: usize = passed.iter().map(|it| it.judged).sum();
    let plural = if places == 1 { "place" } else { "places" };
    // What a comment keeps away is settled, and said.
    let ignored: usize = rules.iter().map(|it| it.ignored).sum();
    let except = if ignored > 0 { format!(" Ignored by a comment: {ignored}.") } else { String::new() };
    (ItemState::Pass, format!("{places} {plural} checked by {}.{except}", listed(&passed)))
}

fn listed(rules: &[&&Outcome]) -> String {
    let ids: Vec<String> = rules.iter().map(|it| format!("`{}`", it.rule.id)).collect();
    ids.join(", ")
}
