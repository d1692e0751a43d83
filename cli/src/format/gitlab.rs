//! A review as GitLab's Code Quality report.

use analyzer::report::{Finding, Review, Severity};
use serde_json::{Value, json};

/// One entry a finding; paths start with what stands before them in the repository.
pub fn render(review: &Review, below: &str) -> String {
    let entries: Vec<Value> = review.findings.iter().map(|it| entry(it, below)).collect();
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}

fn entry(finding: &Finding, below: &str) -> Value {
    let Finding { rule, title, message, path, range, fingerprint, .. } = finding;
    json!({
        "description": format!("{title}: {message}"),
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": severity(finding.severity),
        "location": { "path": format!("{below}{path}"), "lines": { "begin": range.start.line, "end": range.end.line } },
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}
