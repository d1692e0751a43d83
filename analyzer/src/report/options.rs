//! What a report as Markdown holds besides the template's parts, and what it leaves out.

use super::{Review, Severity};

/// The choices of whoever asks; by default the report is the template and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The lines that are found, except those of `.env` files.
    pub code: bool,
    /// The rules that passed.
    pub passed: bool,
    /// Only findings of these severities; of all, if none is named.
    pub severities: Vec<Severity>,
    /// Long lists folded and sections cut after fifty findings: for a comment on GitHub.
    pub folded: bool,
    /// Items of the checklist that a person has checked, each with a note or an empty text.
    pub checked: Vec<(String, String)>,
}

impl Options {
    /// The review with the wanted findings alone, counted anew; `None` if all are wanted.
    pub(super) fn chosen(&self, review: &Review) -> Option<Review> {
        if self.severities.is_empty() {
            return None;
        }
        let mut chosen = review.clone();
        chosen.keep(|it| self.severities.contains(&it.severity));
        Some(chosen)
    }

    /// The note of an item that a person has checked.
    pub(super) fn note(&self, item: &str) -> Option<&str> {
        self.checked.iter().find(|(name, _)| name == item).map(|(_, note)| note.as_str())
    }
}
