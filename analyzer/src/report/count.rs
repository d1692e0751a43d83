//! Severities in words, and findings counted by them.

use super::{Finding, Review, Severity, Summary};

impl Severity {
    /// All of them, the worst first.
    pub const WORST_FIRST: [Severity; 5] =
        [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

    /// As it stands in the JSON, and in a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Critical => "critical",
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
            Severity::Info => "info",
        }
    }

    /// As it stands on a label.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Critical => "Critical",
            Severity::High => "High",
            Severity::Medium => "Medium",
            Severity::Low => "Low",
            Severity::Info => "Info",
        }
    }
}

impl Summary {
    /// The summary of these findings in so many files and lines.
    pub fn of(files: u32, lines: u32, findings: &[Finding]) -> Summary {
        let count = |severity| findings.iter().filter(|it| it.severity == severity).count() as u32;
        Summary {
            files,
            lines,
            critical: count(Severity::Critical),
            high: count(Severity::High),
            medium: count(Severity::Medium),
            low: count(Severity::Low),
            info: count(Severity::Info),
        }
    }
}

impl Review {
    /// Leaves some findings, and counts them anew.
    pub fn keep(&mut self, is_kept: impl Fn(&Finding) -> bool) {
        self.findings.retain(is_kept);
        self.summary = Summary::of(self.summary.files, self.summary.lines, &self.findings);
    }
}
