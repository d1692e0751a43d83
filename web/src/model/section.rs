//! The findings in the order of the report: its sections, the worst first within each.

use analyzer::report::{Finding, Severity};

/// A section of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        match finding.category.as_str() {
            "auth" | "crypto" | "http" | "injection" | "validation" => Section::Security,
            "caching" | "database" | "performance" => Section::Performance,
            "testing" => Section::Tests,
            "documentation" => Section::Documentation,
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

/// The findings by section, worst first, then as the review sorts them; empty sections are left out.
pub fn grouped(findings: &[Finding]) -> Vec<(Section, Vec<Finding>)> {
    let mut sorted: Vec<(Section, &Finding)> = findings.iter().map(|finding| (Section::of(finding), finding)).collect();
    sorted.sort_by_key(|(section, finding)| (*section, std::cmp::Reverse(finding.severity)));
    let mut groups: Vec<(Section, Vec<Finding>)> = Vec::new();
    for (section, finding) in sorted {
        match groups.last_mut() {
            Some((last, group)) if *last == section => group.push(finding.clone()),
            _ => groups.push((section, vec![finding.clone()])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn sections_come_in_the_reports_order() {
        let groups = grouped(&sample::review().findings);
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
        let groups = grouped(&findings);
        let rules: Vec<_> = groups[0].1.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["auth/b", "auth/a", "auth/c"]);
    }
}
