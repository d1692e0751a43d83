//! A review as workflow commands: GitHub Actions shows them beside the changed lines.

use analyzer::report::{Finding, Review, Severity};

use super::counted;

/// How many annotations of a level GitHub takes from one step; it drops the rest.
const MOST: usize = 10;

/// The most severe findings of each level as annotations, all others as lines of the log.
pub fn render(review: &Review, below: &str) -> String {
    let mut findings: Vec<&Finding> = review.findings.iter().collect();
    findings.sort_by_key(|it| std::cmp::Reverse(it.severity));
    let (mut lines, mut rest, mut levels) = (Vec::new(), Vec::new(), Vec::new());
    for finding in findings {
        let level = level(finding.severity);
        levels.push(level);
        match levels.iter().filter(|it| **it == level).count() > MOST {
            false => lines.push(annotation(finding, level, below)),
            true => rest.push(line(finding, below)),
        }
    }
    if !rest.is_empty() {
        lines.push(format!("::group::{} more than GitHub shows beside the code", counted(rest.len(), "finding")));
        lines.append(&mut rest);
        lines.push("::endgroup::".into());
    }
    lines.join("\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    }
}

fn annotation(finding: &Finding, level: &str, below: &str) -> String {
    let Finding { rule, title, message, path, range, .. } = finding;
    let file = property(&format!("{below}{path}"));
    let mut place = format!("file={file},line={},endLine={}", range.start.line, range.end.line);
    // GitHub takes columns only where the line is one.
    if range.start.line == range.end.line {
        place += &format!(",col={},endColumn={}", range.start.column, range.end.column);
    }
    let title = property(&format!("{title} ({rule})"));
    format!("::{level} {place},title={title}::{}", data(message))
}

/// One line that is no command, whatever it holds: it begins with a word of ours.
fn line(finding: &Finding, below: &str) -> String {
    let Finding { rule, message, path, range, .. } = finding;
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let start = range.start;
    format!("{} {below}{path}:{}:{} {rule}: {message}", finding.severity.word(), start.line, start.column)
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
