//! The standard in use and the one on offer, in words.

use serde::Deserialize;

use super::counts::plural;
use super::names::short;

/// What the review goes by.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Standing {
    /// `default`, `mine`, `theirs` or the path of a file; empty before it is told.
    pub whose: String,
    /// How much of it differs from the default; nothing if it cannot be read.
    pub counts: Option<Counts>,
    /// One that came with the files.
    pub offer: Option<Offer>,
}

/// How much of each kind a standard changes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Counts {
    /// The preset's name, if it is not the default one.
    pub preset: String,
    /// Rules with a level of their own.
    pub rules: usize,
    /// What rules take for granted.
    pub facts: usize,
    /// Notes on rules.
    pub notes: usize,
    /// Paths that are not reviewed.
    pub ignore: usize,
    /// Rules of the team's own.
    pub custom: usize,
}

/// A standard that waits for an answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Offer {
    /// `link`, or the path of a file.
    pub from: String,
    /// What it changes; nothing if it cannot be read.
    pub counts: Option<Counts>,
    /// What the engine does not understand in it, and where.
    #[serde(default)]
    pub problem: Option<String>,
}

impl Standing {
    /// `mine, 3 changes`.
    pub fn label(&self) -> String {
        let whose = if self.whose.is_empty() { "default" } else { short(&self.whose) };
        match &self.counts {
            None if self.whose.is_empty() => whose.to_owned(),
            None => format!("{whose}, not readable"),
            Some(counts) if counts.all() == 0 => whose.to_owned(),
            Some(counts) => format!("{whose}, {}", plural(counts.all(), "change", "changes")),
        }
    }

    /// Whether it is another than the default one.
    pub fn is_set(&self) -> bool {
        !matches!(self.whose.as_str(), "" | "default")
    }
}

impl Counts {
    fn all(&self) -> usize {
        usize::from(!self.preset.is_empty()) + self.rules + self.facts + self.notes + self.ignore + self.custom
    }

    /// `preset security, 2 rules changed, 1 note`.
    fn words(&self) -> String {
        let mut words = Vec::new();
        if !self.preset.is_empty() {
            words.push(format!("preset {}", self.preset));
        }
        let kinds = [
            (self.rules, "rule changed", "rules changed"),
            (self.facts, "fact set", "facts set"),
            (self.notes, "note", "notes"),
            (self.ignore, "path left out", "paths left out"),
            (self.custom, "rule of its own", "rules of its own"),
        ];
        words.extend(kinds.into_iter().filter(|kind| kind.0 > 0).map(|(count, one, many)| plural(count, one, many)));
        if words.is_empty() { "nothing changed".to_owned() } else { words.join(", ") }
    }
}

impl Offer {
    /// What it is and what it changes.
    pub fn words(&self) -> String {
        let subject = if self.from == "link" {
            "This link brings a standard".to_owned()
        } else {
            format!("{} is a standard", self.from)
        };
        match &self.counts {
            Some(counts) => format!("{subject}: {}.", counts.words()),
            None => format!("{subject} that cannot be read, so it is not used."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> Counts {
        Counts { preset: "security".to_owned(), rules: 2, notes: 1, ..Counts::default() }
    }

    #[test]
    fn the_chip_says_whose_it_is_and_how_much_it_changes() {
        let of = |whose: &str, counts| Standing { whose: whose.to_owned(), counts, offer: None };
        assert_eq!(of("", None).label(), "default");
        assert_eq!(of("default", Some(Counts::default())).label(), "default");
        assert_eq!(of("theirs", Some(counts())).label(), "theirs, 4 changes");
        assert_eq!(
            of("apps/api/nestor.json", Some(Counts { rules: 1, ..Counts::default() })).label(),
            "nestor.json, 1 change"
        );
        assert_eq!(of("nestor.json", None).label(), "nestor.json, not readable");
    }

    #[test]
    fn an_offer_says_what_differs() {
        let offer = |from: &str, counts| Offer { from: from.to_owned(), counts, problem: None };
        let words = offer("link", Some(counts())).words();
        assert_eq!(words, "This link brings a standard: preset security, 2 rules changed, 1 note.");
        assert_eq!(offer("link", Some(Counts::default())).words(), "This link brings a standard: nothing changed.");
        let words = offer("nestor.json", None).words();
        assert_eq!(words, "nestor.json is a standard that cannot be read, so it is not used.");
    }
}
