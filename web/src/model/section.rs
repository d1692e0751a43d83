//! The findings in the order of the report: its sections, the worst first within each.

use std::sync::Arc;

use analyzer::report::{Finding, Nature, Severity};

/// A section of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Whatever is critical, of any kind.
    Critical,
    /// Weaknesses.
    Security,
    /// Time, memory, queries.
    Performance,
    /// Tests that are missing or prove nothing.
    Tests,
    /// What is said about the interface.
    Documentation,
    /// Everything else.
    Quality,
}

impl Section {
    /// Where a finding belongs.
    pub fn of(finding: &Finding) -> Section {
        if finding.severity == Severity::Critical {
            return Section::Critical;
        }
        match finding.nature() {
            Some(Nature::Security) => return Section::Security,
            Some(Nature::Performance) => return Section::Performance,
            Some(Nature::Correctness) => return Section::Quality,
            None => {}
        }
        match finding.category.as_str() {
            "auth" | "crypto" | "deployment" | "http" | "injection" | "validation" => Section::Security,
            "performance" => Section::Performance,
            "testing" => Section::Tests,
            "docs" => Section::Documentation,
            _ => Section::Quality,
        }
    }

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Section::Critical => "Critical issues",
            Section::Security => "Security concerns",
            Section::Performance => "Performance optimizations",
            Section::Tests => "Test coverage",
            Section::Documentation => "Documentation updates",
            Section::Quality => "Code quality",
        }
    }
}

/// In the report's order.
const ORDER: [Section; 6] = [
    Section::Critical,
    Section::Security,
    Section::Performance,
    Section::Tests,
    Section::Documentation,
    Section::Quality,
];

/// The findings, the worst first, then as the review sorts them.
pub fn worst_first(findings: &[Arc<Finding>]) -> Vec<Arc<Finding>> {
    let of = |severity: Severity| findings.iter().filter(move |it| it.severity == severity).cloned();
    Severity::WORST_FIRST.into_iter().flat_map(of).collect()
}

/// The findings by section, worst first, then as the review sorts them; empty sections are left out.
pub fn grouped(findings: &[Arc<Finding>]) -> Vec<(Section, Vec<Arc<Finding>>)> {
    let sorted = worst_first(findings);
    let of = |section| sorted.iter().filter(|it| Section::of(it) == section).cloned().collect();
    let groups = ORDER.into_iter().map(|section| (section, of(section)));
    groups.filter(|(_, group): &(Section, Vec<_>)| !group.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn sections_come_in_the_reports_order() {
        let groups = grouped(&sample::shared(sample::review().findings));
        let headings: Vec<_> = groups.iter().map(|(section, _)| section.heading()).collect();
        assert_eq!(headings, ["Critical issues", "Security concerns", "Test coverage"]);
    }

    #[test]
    fn within_a_section_the_worst_is_first_and_ties_keep_the_reviews_order() {
        let findings = [
            sample::finding("auth/a", Severity::Low, "a.ts", 1),
            sample::finding("auth/b", Severity::High, "a.ts", 2),
            sample::finding("auth/c", Severity::Low, "a.ts", 3),
        ];
        let groups = grouped(&sample::shared(findings));
        let rules: Vec<_> = groups[0].1.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["auth/b", "auth/a", "auth/c"]);
    }
}
