//! The list of findings in groups: by section of the report, by file or by rule; many of one kind in a file are one stack.

use std::collections::BTreeMap;
use std::sync::Arc;

use analyzer::report::Finding;

use super::section;

/// What the list is grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The report's sections, the worst first.
    #[default]
    Severity,
    /// Files, in reading order.
    File,
    /// Rules, the worst first.
    Rule,
}

impl Grouping {
    /// All of them, as the control lists them.
    pub const ALL: [Grouping; 3] = [Grouping::Severity, Grouping::File, Grouping::Rule];

    /// The value by which it is remembered.
    pub fn word(self) -> &'static str {
        match self {
            Grouping::Severity => "severity",
            Grouping::File => "file",
            Grouping::Rule => "rule",
        }
    }

    /// From the remembered value.
    pub fn of(word: &str) -> Grouping {
        Grouping::ALL.into_iter().find(|it| it.word() == word).unwrap_or_default()
    }
}

/// The same rule more often than this in one file is one card.
const MOST: usize = 3;

/// Findings of one rule in one file, or one finding.
pub type Stack = Vec<Arc<Finding>>;

/// A group of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// Its heading.
    pub heading: String,
    /// In the order of the list.
    pub stacks: Vec<Stack>,
}

/// The findings as the list shows them.
pub fn shelves(findings: &[Arc<Finding>], grouping: Grouping) -> Vec<Shelf> {
    let groups: Vec<(String, Vec<Arc<Finding>>)> = match grouping {
        Grouping::Severity => section::grouped(findings)
            .into_iter()
            .map(|(section, findings)| (section.heading().to_owned(), findings))
            .collect(),
        Grouping::File => by(findings.to_vec(), |it| it.path.clone()),
        Grouping::Rule => by(section::worst_first(findings), |it| it.title.clone()),
    };
    groups.into_iter().map(|(heading, findings)| Shelf { heading, stacks: stacked(findings) }).collect()
}

fn by(findings: Vec<Arc<Finding>>, heading: fn(&Finding) -> String) -> Vec<(String, Vec<Arc<Finding>>)> {
    let mut groups: Vec<(String, Vec<Arc<Finding>>)> = Vec::new();
    for finding in findings {
        let heading = heading(&finding);
        // The last group is the likeliest.
        match groups.iter_mut().rev().find(|(other, _)| *other == heading) {
            Some((_, group)) => group.push(finding),
            None => groups.push((heading, vec![finding])),
        }
    }
    groups
}

/// A stack stands where its first finding would.
fn stacked(findings: Vec<Arc<Finding>>) -> Vec<Stack> {
    let mut alike: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        alike.entry((&finding.rule, &finding.path)).or_default().push(at);
    }
    let stack = |(at, finding): (usize, &Arc<Finding>)| -> Option<Stack> {
        match alike.get(&(finding.rule.as_str(), finding.path.as_str())) {
            Some(all) if all.len() > MOST => {
                (all.first() == Some(&at)).then(|| all.iter().filter_map(|at| findings.get(*at).cloned()).collect())
            }
            _ => Some(vec![finding.clone()]),
        }
    };
    findings.iter().enumerate().filter_map(stack).collect()
}

/// The stack that holds a finding.
pub fn stack_of<'s>(shelves: &'s [Shelf], fingerprint: &str) -> Option<&'s Stack> {
    let mut stacks = shelves.iter().flat_map(|shelf| &shelf.stacks);
    stacks.find(|stack| stack.iter().any(|it| it.fingerprint == fingerprint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use analyzer::report::Severity;

    fn findings() -> Vec<Arc<Finding>> {
        let high = |path: &str, line| sample::finding("auth/b", Severity::High, path, line);
        let mut all = vec![sample::finding("docs/a", Severity::Low, "a.ts", 1)];
        all.extend((2..6).map(|line| high("a.ts", line)));
        all.extend((6..9).map(|line| high("b.ts", line)));
        sample::shared(all)
    }

    fn shape(grouping: Grouping) -> Vec<(String, Vec<usize>)> {
        let sizes = |shelf: Shelf| (shelf.heading, shelf.stacks.iter().map(Vec::len).collect());
        shelves(&findings(), grouping).into_iter().map(sizes).collect()
    }

    #[test]
    fn more_than_three_of_a_rule_in_a_file_are_one_stack() {
        let by_severity = shape(Grouping::Severity);
        assert_eq!(by_severity[0], ("Security concerns".to_owned(), vec![4, 1, 1, 1]));
        assert_eq!(by_severity[1].1, [1]);
    }

    #[test]
    fn by_file_in_reading_order_and_by_rule_the_worst_first() {
        assert_eq!(shape(Grouping::File)[0], ("a.ts".to_owned(), vec![1, 4]));
        let by_rule = shape(Grouping::Rule);
        assert_eq!(by_rule[0], ("Title of auth/b".to_owned(), vec![4, 1, 1, 1]));
        assert_eq!(by_rule[1].0, "Title of docs/a");
    }

    #[test]
    fn the_choice_is_remembered_by_a_word() {
        assert_eq!(Grouping::of("rule"), Grouping::Rule);
        assert_eq!(Grouping::of("colour"), Grouping::Severity);
        let shelves = shelves(&findings(), Grouping::File);
        assert_eq!(stack_of(&shelves, "auth/b:4").map(Vec::len), Some(4));
        assert_eq!(stack_of(&shelves, "auth/z:4"), None);
    }
}
