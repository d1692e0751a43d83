//! The brief's checklist as the page shows it: by group, with what is known of each item and what a person has ticked.

use std::collections::BTreeMap;

use analyzer::report::{Finding, Item, ItemState, Review, State};

/// Items that a person has checked by hand, each with a note or an empty text.
pub type Ticks = BTreeMap<String, String>;

/// What is known of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Judged, nothing found.
    Pass,
    /// There are findings.
    Problem,
    /// A file that was not given would tell.
    NotSeen,
    /// Only a person can tell.
    Yours,
    /// Nothing in these files speaks to it.
    Idle,
}

impl Standing {
    /// The word beside the icon.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Pass => "Pass",
            Standing::Problem => "Problem",
            Standing::NotSeen => "Not seen",
            Standing::Yours => "Yours to check",
            Standing::Idle => "Not applicable",
        }
    }

    /// Whether a person can settle it.
    pub fn takes_tick(self) -> bool {
        matches!(self, Standing::NotSeen | Standing::Yours | Standing::Idle)
    }
}

/// An item with all that the page says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The brief's line.
    pub item: Item,
    /// What is known.
    pub standing: Standing,
    /// Its findings, in the review's order.
    pub findings: Vec<Finding>,
    /// Files that would tell more.
    pub files: Vec<String>,
}

/// A group of the checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// In the brief's order.
    pub entries: Vec<Entry>,
}

/// The groups without what is not applicable, and then that.
pub fn checklist(review: &Review) -> (Vec<Group>, Vec<Entry>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut idle = Vec::new();
    for item in &review.checklist {
        if groups.last().is_none_or(|group| group.name != item.group) {
            groups.push(Group { name: item.group.clone(), entries: Vec::new() });
        }
        let entry = entry(review, item);
        match groups.last_mut() {
            Some(group) if entry.standing != Standing::Idle => group.entries.push(entry),
            _ => idle.push(entry),
        }
    }
    groups.retain(|group| !group.entries.is_empty());
    (groups, idle)
}

fn entry(review: &Review, item: &Item) -> Entry {
    let assessed = || review.assessments.iter().filter(|it| item.rules.contains(&it.rule));
    let is_idle = !item.rules.is_empty() && assessed().all(|it| it.state == State::NothingToJudge);
    let standing = match item.state {
        ItemState::Pass => Standing::Pass,
        ItemState::Problem => Standing::Problem,
        ItemState::NotSeen => Standing::NotSeen,
        ItemState::Yours if is_idle => Standing::Idle,
        ItemState::Yours => Standing::Yours,
    };
    let findings = review.findings.iter().filter(|it| item.rules.contains(&it.rule)).cloned().collect();
    let mut files: Vec<String> = assessed().flat_map(|it| it.needs.clone()).collect();
    files.sort();
    files.dedup();
    Entry { item: item.clone(), standing, findings, files: if standing == Standing::NotSeen { files } else { vec![] } }
}

impl Group {
    /// `4 of 5 checked pass · 2 unknown`; never a percentage.
    pub fn head(&self, ticks: &Ticks) -> String {
        let count = |wanted: Standing| self.entries.iter().filter(|it| it.standing == wanted).count();
        let (pass, checked) = (count(Standing::Pass), count(Standing::Pass) + count(Standing::Problem));
        let by_hand = self.entries.iter().filter(|it| it.is_ticked(ticks)).count();
        let unknown = self.entries.len() - checked - by_hand;
        let mut parts = vec![match checked {
            0 => "none checked".to_owned(),
            _ => format!("{pass} of {checked} checked pass"),
        }];
        parts.extend((by_hand > 0).then(|| format!("{by_hand} by hand")));
        parts.extend((unknown > 0).then(|| format!("{unknown} unknown")));
        parts.join(" · ")
    }
}

impl Entry {
    /// Whether a person has settled it.
    pub fn is_ticked(&self, ticks: &Ticks) -> bool {
        self.standing.takes_tick() && ticks.contains_key(&self.item.item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn item(group: &str, name: &str, state: ItemState, rules: &[&str]) -> Item {
        let rules = rules.iter().map(|&it| it.to_owned()).collect();
        Item { group: group.to_owned(), item: name.to_owned(), state, evidence: String::new(), rules }
    }

    fn review() -> Review {
        let mut review = sample::review();
        review.assessments[4].state = State::NothingToJudge;
        review.checklist = vec![
            item("Security", "Input sanitization", ItemState::Problem, &["injection/raw-sql"]),
            item("Security", "Secrets", ItemState::Pass, &[]),
            item("Security", "Helmet enabled", ItemState::NotSeen, &["http/helmet-missing"]),
            item("Database", "N+1", ItemState::Yours, &["team/off"]),
            item("Testing", "Coverage", ItemState::Yours, &[]),
        ];
        review
    }

    #[test]
    fn a_head_counts_what_was_checked_and_names_no_percentage() {
        let (groups, _) = checklist(&review());
        assert_eq!(groups[0].head(&Ticks::new()), "1 of 2 checked pass · 1 unknown");
        let ticks = Ticks::from([("Helmet enabled".to_owned(), String::new())]);
        assert_eq!(groups[0].head(&ticks), "1 of 2 checked pass · 1 by hand");
        assert_eq!(groups[1].head(&Ticks::new()), "none checked · 1 unknown");
    }

    #[test]
    fn what_is_not_applicable_stands_apart_and_empty_groups_go() {
        let (groups, idle) = checklist(&review());
        assert_eq!(groups.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Security", "Testing"]);
        assert_eq!(idle[0].standing, Standing::Idle);
    }

    #[test]
    fn a_problem_has_its_findings_and_what_was_not_seen_its_files() {
        let (groups, _) = checklist(&review());
        assert_eq!(groups[0].entries[0].findings[0].rule, "injection/raw-sql");
        assert_eq!(groups[0].entries[2].files, ["main.ts"]);
    }

    #[test]
    fn a_tick_does_not_outweigh_a_finding() {
        let (groups, _) = checklist(&review());
        let ticks = Ticks::from([("Input sanitization".to_owned(), "looked".to_owned())]);
        assert!(!groups[0].entries[0].is_ticked(&ticks));
    }
}
