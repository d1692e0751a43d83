//! Which finding is selected, and what becomes of it when a new review comes.

use std::sync::Arc;

use analyzer::report::Finding;

/// The selected finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// As it was when last seen.
    pub finding: Option<Finding>,
    /// Whether it is gone from the review: its explanation stays, headed "Resolved".
    pub resolved: bool,
    /// Whether the user chose it. What nobody chose may be replaced when it goes.
    pub chosen: bool,
}

impl Selection {
    /// The user's choice.
    pub fn chosen(finding: Finding) -> Selection {
        Selection { finding: Some(finding), resolved: false, chosen: true }
    }

    /// Its fingerprint.
    pub fn fingerprint(&self) -> Option<&str> {
        self.finding.as_ref().map(|finding| finding.fingerprint.as_str())
    }

    /// Whether this finding is selected and still there.
    pub fn is(&self, fingerprint: &str) -> bool {
        !self.resolved && self.fingerprint() == Some(fingerprint)
    }

    /// The selection after a review with these findings. A chosen finding is followed by its fingerprint; once gone it
    /// stays as "Resolved". Nothing ever jumps to another finding by itself; `first` is the list's first.
    pub fn after(self, findings: &[Finding], first: impl FnOnce() -> Option<Finding>) -> Selection {
        let same = self.fingerprint().and_then(|print| findings.iter().find(|f| f.fingerprint == print));
        match same {
            Some(finding) => Selection { finding: Some(finding.clone()), resolved: false, ..self },
            None if self.chosen => Selection { resolved: true, ..self },
            None => Selection { finding: first(), ..Selection::default() },
        }
    }
}

/// The finding `by` places after `current` in the list; the ends hold. Without a current one: the first.
pub fn step<'a>(order: &'a [Arc<Finding>], current: Option<&str>, by: isize) -> Option<&'a Arc<Finding>> {
    let at = current.and_then(|print| order.iter().position(|finding| finding.fingerprint == print));
    match at {
        Some(at) => order.get(at.saturating_add_signed(by).min(order.len() - 1)),
        None => order.first(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn after(selection: Selection, findings: &[Finding]) -> Selection {
        selection.after(findings, || findings.first().cloned())
    }

    #[test]
    fn the_first_finding_is_shown_until_the_user_chooses() {
        let findings = sample::review().findings;
        let selection = after(Selection::default(), &findings);
        assert_eq!(selection.fingerprint(), Some("injection/raw-sql:9"));
        assert_eq!(after(selection, &findings[1..]).fingerprint(), Some("testing/focused-test:20"));
    }

    #[test]
    fn a_choice_survives_and_stays_as_resolved_when_it_goes() {
        let findings = sample::review().findings;
        let selection = after(Selection::chosen(findings[1].clone()), &findings);
        assert!(selection.is("testing/focused-test:20"));
        let gone = after(selection, &findings[..1]);
        assert!(gone.resolved && !gone.is("testing/focused-test:20"));
        assert!(after(gone, &findings).is("testing/focused-test:20"));
    }

    #[test]
    fn steps_stop_at_the_ends() {
        let findings = sample::shared(sample::review().findings);
        let at = |current, by| step(&findings, current, by).map(|finding| finding.rule.as_str());
        assert_eq!(at(None, 1), Some("injection/raw-sql"));
        assert_eq!(at(Some("injection/raw-sql:9"), -1), Some("injection/raw-sql"));
        assert_eq!(at(Some("testing/focused-test:20"), 1), Some("auth/guard-missing"));
        assert_eq!(at(Some("auth/guard-missing:4"), 1), Some("auth/guard-missing"));
        assert_eq!(step(&[], None, 1), None);
    }
}
