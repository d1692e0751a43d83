//! A finding as text to pass on: for a colleague, or for those who look after the rules.

use analyzer::report::{Certainty, Finding, Review};

use super::counts::severity_word;

/// More lines of an excerpt help nobody.
const MOST: usize = 12;

/// A finding as Markdown.
pub fn markdown(finding: &Finding) -> String {
    let severity = severity_word(finding.severity);
    let mut text = format!("**{}** ({severity}, `{}`)\n\n", finding.title, finding.rule);
    text += &format!("`{}:{}`\n\n{}\n", finding.path, finding.range.start.line, finding.message);
    if !finding.steps.is_empty() {
        text.push('\n');
    }
    for (number, step) in (1..).zip(&finding.steps) {
        text += &format!("{number}. `{}:{}` {}\n", step.path, step.range.start.line, step.message);
    }
    if let Some(fix) = &finding.fix {
        text += &format!("\nFix: {} ({})\n", fix.title, fix.reason);
    }
    text
}

/// What an issue about a wrong finding says, with the reader's reason; `code` is the text of its file, if it shall be in it.
pub fn wrong(finding: &Finding, review: &Review, reason: &str, code: Option<&str>) -> String {
    let certainty = match finding.certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Check => "to check",
    };
    let mut text = format!(
        "Wrong finding: {}\n\nRule: {} ({certainty})\nVersion: {} {}\nMessage: {}\n\nWhy it is wrong:\n{}\n",
        finding.title,
        finding.rule,
        review.tool.version,
        review.tool.standard,
        finding.message,
        reason.trim()
    );
    if let Some(code) = code {
        let first = finding.range.start.line.saturating_sub(1) as usize;
        let count = (finding.range.end.line as usize).saturating_sub(first).clamp(1, MOST);
        let lines: Vec<&str> = code.lines().skip(first).take(count).collect();
        text += &format!("\nCode:\n\n~~~~\n{}\n~~~~\n", lines.join("\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn a_finding_is_passed_on_with_place_steps_and_fix() {
        let text = markdown(&sample::review().findings[0]);
        assert!(
            text.starts_with(
                "**Title of injection/raw-sql** (Critical, `injection/raw-sql`)\n\n`users.controller.ts:9`"
            )
        );
        assert!(text.contains("\n1. `users.service.ts:2` arrives here\n"), "{text}");
        assert!(text.ends_with("Fix: Mend it (Same result for the same input)\n"), "{text}");
    }

    #[test]
    fn an_issue_holds_no_code_unless_asked() {
        let review = sample::review();
        let (finding, code) = (&review.findings[2], "1\n2\n3\nsecret\n");
        assert!(!wrong(finding, &review, "so", None).contains("Code:"));
        assert!(wrong(finding, &review, "so", Some(code)).ends_with("so\n\nCode:\n\n~~~~\nsecret\n~~~~\n"));
        assert!(
            wrong(finding, &review, "", None).contains("Rule: auth/guard-missing (certain)\nVersion: 0.1.0 sha256:0")
        );
    }
}
