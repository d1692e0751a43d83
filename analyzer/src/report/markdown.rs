//! A review as the brief's output template.

use super::{Certainty, Finding, ItemState, Nature, Review, Severity};
use crate::rules::{CATEGORIES, Section};

/// The headings of the template, each filled or said to be empty.
pub fn markdown(review: &Review) -> String {
    let mut out = String::from("## Backend Code Review\n\n");
    out += &format!("<!-- nestor {} {} -->\n\n", review.tool.version, review.tool.standard);
    out += &summary(review);
    let critical: Vec<&Finding> = review.findings.iter().filter(|it| it.severity == Severity::Critical).collect();
    out += &section(review, "Critical Issues", &critical, "No critical issues found.", issue);
    let of = |wanted| of_section(review, wanted);
    out += &section(review, "Security Concerns", &of(Section::Security), "No security concerns found.", concern);
    let performance = of(Section::Performance);
    out += &section(review, "Performance Optimizations", &performance, "No performance problems found.", optimization);
    out += &tests(review, &of(Section::Tests));
    let documents = of(Section::Documentation);
    out += &section(review, "Documentation Updates", &documents, "No documentation updates found to be needed.", issue);
    out += &section(review, "Code Quality", &of(Section::CodeQuality), "No other findings.", issue);
    out += &checklist(review);
    out += &notes(review);
    out
}

fn of_section(review: &Review, wanted: Section) -> Vec<&Finding> {
    let own = |it: &Finding| CATEGORIES.iter().find(|one| one.name == it.category).map(|it| it.section);
    let section = |it: &&Finding| {
        let section = match it.nature() {
            Some(Nature::Security) => Some(Section::Security),
            Some(Nature::Performance) => Some(Section::Performance),
            Some(Nature::Correctness) => None,
            None => own(it),
        };
        section.unwrap_or(Section::CodeQuality) == wanted
    };
    let found: Vec<&Finding> =
        review.findings.iter().filter(|it| it.severity != Severity::Critical).filter(section).collect();
    super::sorted(found, |it| (Severity::Critical as u8 - it.severity as u8).to_string())
}

fn summary(review: &Review) -> String {
    let summary = &review.summary;
    let total = review.findings.len();
    let files = plural(summary.files, "file", "files");
    let issues = plural(total as u32, "issue", "issues");
    let counts = [
        (summary.critical, "critical"),
        (summary.high, "high"),
        (summary.medium, "medium"),
        (summary.low, "low"),
        (summary.info, "info"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(it, _)| *it > 0).map(|(it, name)| format!("{it} {name}")).collect();
    let detail = if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) };
    let verb = if total == 1 { "requires" } else { "require" };
    let subject = subject(review);
    let lines = plural(summary.lines, "line", "lines");
    match total {
        0 => format!("### Summary\n\nReviewed {subject}: {files}, {lines}. Found no issues.\n\n"),
        _ => format!(
            "### Summary\n\nReviewed {subject}: {files}, {lines}. Found {issues}{detail} that {verb} attention.\n\n"
        ),
    }
}

/// The folder that all findings share, or what the review is of.
fn subject(review: &Review) -> String {
    let mut paths = review.findings.iter().map(|it| it.path.as_str());
    let Some(first) = paths.next() else { return "this code".into() };
    let mut common: Vec<&str> = first.split('/').collect();
    common.pop();
    for path in paths {
        let same = common.iter().zip(path.split('/')).take_while(|(a, b)| **a == *b).count();
        common.truncate(same);
    }
    if common.is_empty() { "this code".into() } else { format!("`{}`", common.join("/")) }
}

/// How a section writes a finding.
type Entry = fn(&Review, &Finding) -> String;

fn section(review: &Review, title: &str, findings: &[&Finding], empty: &str, entry: Entry) -> String {
    let mut out = format!("### {title}\n\n");
    if findings.is_empty() {
        return format!("{out}{empty}\n\n");
    }
    for (number, finding) in (1..).zip(findings) {
        out += &format!("{number}. **{}**\n{}", finding.title, entry(review, finding));
    }
    out + "\n"
}

fn issue(review: &Review, finding: &Finding) -> String {
    let body = format!("   - Location: {}\n   - Problem: {}\n", location(finding), problem(finding));
    body + &steps(finding) + &format!("   - Solution: {}\n", solution(review, finding))
}

fn concern(review: &Review, finding: &Finding) -> String {
    let risk = match finding.severity {
        Severity::Critical | Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low | Severity::Info => "Low",
    };
    let body = format!("   - Risk: {risk}. {} ({})\n", problem(finding), location(finding));
    body + &steps(finding) + &format!("   - Fix: {}\n", solution(review, finding))
}

fn optimization(review: &Review, finding: &Finding) -> String {
    let body = format!("   - Impact: {} ({})\n", problem(finding), location(finding));
    body + &steps(finding) + &format!("   - Implementation: {}\n", solution(review, finding))
}

fn tests(review: &Review, findings: &[&Finding]) -> String {
    let mut out = String::from("### Test Coverage\n\n");
    let coverage = &review.coverage;
    let named = |it: &super::Untested| format!("`{}` (`{}:{}`)", it.name, it.path, it.line);
    let mut missing: Vec<String> = coverage.missing.iter().map(named).collect();
    if coverage.more > 0 {
        missing.push(format!("and {} more", coverage.more));
    }
    let (current, missing) = match coverage.lines {
        Some(_) if missing.is_empty() => (coverage.lines, "no function that the report names".to_owned()),
        Some(_) => (coverage.lines, missing.join(", ")),
        None => (None, "not measured".into()),
    };
    let current =
        current.map_or("not measured; a coverage report (`lcov.info`) would tell".into(), |it| format!("{it}%"));
    out += &format!("- Current: {current}\n- Required: {}%\n- Missing: {missing}\n\n", coverage.required);
    let body = section(review, "", findings, "No problems found in the tests.", issue);
    out + body.trim_start_matches("### \n\n")
}

fn problem(finding: &Finding) -> String {
    let doubt = match finding.certainty {
        Certainty::Certain => "",
        Certainty::Likely => " (Likely, not certain.)",
        Certainty::Check => " (To check: the code alone does not decide.)",
    };
    format!("{}{doubt} `{}`", inline(&finding.message), finding.rule)
}

fn solution(review: &Review, finding: &Finding) -> String {
    match &finding.fix {
        Some(fix) if fix.safe => format!("{} (safe fix).", fix.title),
        Some(fix) => format!("{} (review needed: {})", fix.title, fix.reason),
        None => how(review, finding),
    }
}

/// The first paragraph of the rule's own advice.
fn how(review: &Review, finding: &Finding) -> String {
    let own = || review.custom.iter().find(|it| it.id == finding.rule).map(|it| it.words.as_str());
    let words = CATEGORIES.iter().flat_map(|it| it.rules).find(|it| it.id == finding.rule).map(|it| it.words);
    match crate::words::advice(words.or_else(own).unwrap_or_default()) {
        "" => "as the team's rule says.".into(),
        advice => inline(advice),
    }
}

fn steps(finding: &Finding) -> String {
    let step = |(number, it): (usize, &super::Step)| {
        format!("     {number}. `{}:{}` {}\n", it.path, it.range.start.line, inline(&it.message))
    };
    (1..).zip(&finding.steps).map(step).collect()
}

fn location(finding: &Finding) -> String {
    format!("`{}:{}`", finding.path, finding.range.start.line)
}

/// One line, so that a list item stays one.
fn inline(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn checklist(review: &Review) -> String {
    let mut out = String::from("### Checklist\n");
    let mut group = "";
    for item in &review.checklist {
        if item.group != group {
            group = &item.group;
            out += &format!("\n#### {group}\n\n");
        }
        let (mark, state) = match item.state {
            ItemState::Pass => ("x", "pass"),
            ItemState::Problem => (" ", "problem"),
            ItemState::NotSeen => (" ", "not seen"),
            ItemState::Yours => (" ", "yours to check"),
        };
        out += &format!("- [{mark}] {} ({state}): {}\n", item.item, item.evidence);
    }
    out + "\n"
}

fn notes(review: &Review) -> String {
    if review.notes.is_empty() {
        return String::new();
    }
    let note = |it: &super::Note| format!("- `{}`: {}\n", it.path, inline(&it.message));
    let lines: String = review.notes.iter().map(note).collect();
    format!("### Not Read\n\n{lines}")
}

fn plural(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
