//! The command palette: what can be gone to or done, and what a few letters find of it.

use super::keys::Action;

/// Something the palette offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// What else it answers to: a folder, an id, a key.
    pub hint: String,
    /// What it leads to.
    pub target: Target,
}

/// What an entry leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An open file, by its path.
    File(String),
    /// A rule's page, by its id.
    Rule(String),
    /// One of the page's shortcuts.
    Act(Action),
    /// A new, empty file.
    NewFile,
    /// Make a link.
    Share,
    /// The other theme.
    Theme,
    /// What happens to the code.
    Privacy,
    /// Empty everything, which can be undone.
    Clear,
}

impl Target {
    /// The kind, as the palette names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Target::File(_) => "File",
            Target::Rule(_) => "Rule",
            _ => "Action",
        }
    }
}

/// What can be done from the palette besides going to files and rules.
pub fn actions() -> Vec<Entry> {
    let act = |label: &str, hint: &str, target| Entry { label: label.to_owned(), hint: hint.to_owned(), target };
    vec![
        act("Next finding", "F8", Target::Act(Action::Next)),
        act("Previous finding", "Shift F8", Target::Act(Action::Previous)),
        act("Apply the fix that is shown", "a", Target::Act(Action::Apply)),
        act("Filter the findings", "/", Target::Act(Action::Filter)),
        act("Go to the code", "Alt 1", Target::Act(Action::Code)),
        act("Go to the findings", "Alt 2", Target::Act(Action::Findings)),
        act("Go to the explanation", "Alt 3", Target::Act(Action::Explain)),
        act("Review now", "Ctrl Enter", Target::Act(Action::Review)),
        act("New file", "", Target::NewFile),
        act("Share", "link", Target::Share),
        act("Switch between light and dark", "theme", Target::Theme),
        act("Keyboard shortcuts", "?", Target::Act(Action::Help)),
        act("What happens to your code", "privacy", Target::Privacy),
        act("Clear everything", "", Target::Clear),
    ]
}

/// The entries in which every word occurs, those whose name begins with the first word before the others; at most `most`.
pub fn found(entries: &[Entry], text: &str, most: usize) -> Vec<Entry> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let rank = |entry: &Entry| {
        let (label, hint) = (entry.label.to_lowercase(), entry.hint.to_lowercase());
        words.iter().all(|word| label.contains(word) || hint.contains(word)).then(|| {
            let starts = |first: &&str| {
                label.starts_with(*first) || hint.rsplit('/').next().is_some_and(|it| it.starts_with(*first))
            };
            u8::from(!words.first().is_none_or(starts))
        })
    };
    let mut ranked: Vec<(u8, &Entry)> = entries.iter().filter_map(|entry| Some((rank(entry)?, entry))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(most).map(|(_, entry)| entry.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Entry {
        Entry { label: path.to_owned(), hint: path.to_owned(), target: Target::File(path.to_owned()) }
    }

    #[test]
    fn every_word_must_occur_and_beginnings_come_first() {
        let entries = [file("app/old-users.ts"), file("users.service.ts"), file("main.ts")];
        let labels: Vec<_> = found(&entries, "USERS ts", 9).into_iter().map(|entry| entry.label).collect();
        assert_eq!(labels, ["users.service.ts", "app/old-users.ts"]);
        assert_eq!(found(&entries, "", 2).len(), 2);
        assert!(found(&entries, "nowhere", 9).is_empty());
    }

    #[test]
    fn a_key_finds_what_it_does() {
        let labels: Vec<_> = found(&actions(), "alt 2", 9).into_iter().map(|entry| entry.label).collect();
        assert_eq!(labels, ["Go to the findings"]);
    }
}
