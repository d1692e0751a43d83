//! A review as the brief's output template.

use super::excerpt::excerpt;
use super::{Certainty, Finding, ItemState, Nature, Options, Review, Severity, State};
use crate::Source;
use crate::rules::{CATEGORIES, Section};

/// How many findings a section of a folded report lists.
const MOST: usize = 50;

/// The headings of the template, each filled or said to be empty.
pub fn markdown(review: &Review) -> String {
    markdown_with(review, &[], &Options::default())
}

/// The same with the choices of whoever asks; `sources` are the texts that were reviewed.
pub fn markdown_with(review: &Review, sources: &[Source], options: &Options) -> String {
    let chosen = options.chosen(review);
    let review = chosen.as_ref().unwrap_or(review);
    let report = &Report { review, sources, options };
    let mut out = String::from("## Backend Code Review\n\n");
    out += &format!("<!-- nestor {} {} -->\n\n", review.tool.version, review.tool.standard);
    out += &summary(review);
    out += &narrowed(options);
    let critical: Vec<&Finding> = review.findings.iter().filter(|it| it.severity == Severity::Critical).collect();
    out += &section(report, "Critical Issues", &critical, "No critical issues found.", issue);
    let of = |wanted| of_section(review, wanted);
    out += &section(report, "Security Concerns", &of(Section::Security), "No security concerns found.", concern);
    let performance = of(Section::Performance);
    out += &section(report, "Performance Optimizations", &performance, "No performance problems found.", optimization);
    out += &tests(report, &of(Section::Tests));
    let documents = of(Section::Documentation);
    out += &section(report, "Documentation Updates", &documents, "No documentation updates found to be needed.", issue);
    out += &section(report, "Code Quality", &of(Section::CodeQuality), "No other findings.", issue);
    out += &checklist(report);
    out += &passed(report);
    out += &notes(review);
    out
}

/// What the parts of the report are written from.
struct Report<'r> {
    review: &'r Review,
    sources: &'r [Source],
    options: &'r Options,
}

impl Report<'_> {
    /// A list below its heading, behind a line to unfold if that is wanted.
    fn folded(&self, line: &str, list: &str) -> String {
        match self.options.folded {
            true => format!("<details>\n<summary>{line}</summary>\n\n{}\n\n</details>\n\n", list.trim()),
            false => format!("{list}\n"),
        }
    }
}

/// Says that findings are left out.
fn narrowed(options: &Options) -> String {
    let wanted = Severity::WORST_FIRST.into_iter().filter(|it| options.severities.contains(it)).map(Severity::word);
    match wanted.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => none,
        some => format!("Only findings of these severities are listed: {some}.\n\n"),
    }
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
type Entry = fn(&Report, &Finding) -> String;

fn section(report: &Report, title: &str, findings: &[&Finding], empty: &str, entry: Entry) -> String {
    let mut out = format!("### {title}\n\n");
    if findings.is_empty() {
        return format!("{out}{empty}\n\n");
    }
    let most = if report.options.folded { MOST } else { findings.len() };
    for (number, finding) in (1..=most).zip(findings) {
        out += &format!("{number}. **{}**\n{}", finding.title, entry(report, finding));
        out += &excerpt(report.sources, finding, report.options);
    }
    if findings.len() > most {
        out += &format!("\nAnd {} more that are not listed here.\n", findings.len() - most);
    }
    out + "\n"
}

fn issue(report: &Report, finding: &Finding) -> String {
    let body = format!("   - Location: {}\n   - Problem: {}\n", location(finding), problem(finding));
    body + &steps(finding) + &format!("   - Solution: {}\n", solution(report.review, finding))
}

fn concern(report: &Report, finding: &Finding) -> String {
    let risk = match finding.severity {
        Severity::Critical | Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low | Severity::Info => "Low",
    };
    let body = format!("   - Risk: {risk}. {} ({})\n", problem(finding), location(finding));
    body + &steps(finding) + &format!("   - Fix: {}\n", solution(report.review, finding))
}

fn optimization(report: &Report, finding: &Finding) -> String {
    let body = format!("   - Impact: {} ({})\n", problem(finding), location(finding));
    body + &steps(finding) + &format!("   - Implementation: {}\n", solution(report.review, finding))
}

fn tests(report: &Report, findings: &[&Finding]) -> String {
    let mut out = String::from("### Test Coverage\n\n");
    let coverage = &report.review.coverage;
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
    let body = section(report, "", findings, "No problems found in the tests.", issue);
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

fn checklist(report: &Report) -> String {
    let mut list = String::new();
    let mut group = "";
    for item in &report.review.checklist {
        if item.group != group {
            group = &item.group;
            list += &format!("\n#### {group}\n\n");
        }
        let (mark, state) = match item.state {
            ItemState::Pass => ("x", "pass"),
            ItemState::Problem => (" ", "problem"),
            ItemState::NotSeen => (" ", "not seen"),
            ItemState::Yours => (" ", "yours to check"),
        };
        list += &match report.options.note(&item.item) {
            None => format!("- [{mark}] {} ({state}): {}\n", item.item, item.evidence),
            Some("") => format!("- [x] {} (checked by hand)\n", item.item),
            Some(note) => format!("- [x] {} (checked by hand): {}\n", item.item, inline(note)),
        };
    }
    let line = plural(report.review.checklist.len() as u32, "item", "items");
    format!("### Checklist\n\n{}", report.folded(&line, list.trim_start()))
}

fn passed(report: &Report) -> String {
    let passed = report.review.assessments.iter().filter(|it| it.state == State::Passed);
    let ids: Vec<String> = passed.map(|it| format!("- `{}`\n", it.rule)).collect();
    if !report.options.passed || ids.is_empty() {
        return String::new();
    }
    let line = plural(ids.len() as u32, "rule", "rules");
    format!("### Passed Rules\n\n{}", report.folded(&line, &ids.concat()))
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
