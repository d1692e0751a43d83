//! A review for people at a terminal: the code with what was found underlined, and words beneath.

use std::io::{IsTerminal, stdout};

use analyzer::report::{Finding, Fix, Review, Severity, State};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::excerpt::Sheets;
use super::{certainty, counted};
use crate::output::visible;
use crate::read::Input;

/// What a text needs to know beside the review.
pub struct Setting<'s> {
    /// By name.
    pub inputs: &'s [Input],
    /// What stands before a name for the person who reads.
    pub below: String,
    /// Findings alone.
    pub quiet: bool,
    /// Of a line.
    pub width: usize,
}

/// A range of more lines is underlined at its first line alone.
const MOST_LINES: u32 = 8;

/// A fix of more lines is told in words.
const MOST_PATCHED: u32 = 12;

/// The width of a line: the terminal's, if that is where the text goes.
pub fn width(to_stdout: bool) -> usize {
    if to_stdout && stdout().is_terminal() { textwrap::termwidth().clamp(40, 160) } else { 100 }
}

/// All findings, notes, and the sum; with colours, which the output takes out again where they are not wanted.
pub fn render(review: &Review, setting: &Setting) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii).term_width(setting.width);
    let mut sheets = Sheets::of(setting.inputs);
    let mut parts: Vec<String> =
        review.findings.iter().map(|it| renderer.render(&report(it, &mut sheets, setting))).collect();
    if !setting.quiet {
        parts.extend(notes(review, &setting.below));
        parts.push(summary(review));
    }
    parts.join("\n\n")
}

fn report<'r>(finding: &'r Finding, sheets: &mut Sheets<'r>, setting: &Setting) -> Vec<Group<'r>> {
    let level = level(finding.severity).with_name(finding.severity.word());
    let mut group = level.primary_title(visible(&finding.title)).id(finding.rule.as_str()).elements(excerpts(
        finding,
        sheets,
        &setting.below,
    ));
    let words = textwrap::fill(&visible(&finding.message), setting.width.saturating_sub(6));
    group = group.element(Level::NOTE.no_name().message(words));
    group = group.element(Level::NOTE.no_name().message(about(finding)));
    let mut groups = vec![group];
    groups.extend(finding.fix.as_ref().map(|it| proposal(it, sheets, setting)));
    groups
}

/// `rule · severity · certainty · lines of the standard`.
fn about(finding: &Finding) -> String {
    let mut parts = vec![finding.rule.as_str(), finding.severity.word(), certainty(finding.certainty)];
    parts.extend(finding.standard.iter().chain(&finding.cwe).map(String::as_str));
    parts.join(" · ")
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Critical | Severity::High => Level::ERROR,
        Severity::Medium => Level::WARNING,
        Severity::Low => Level::INFO,
        Severity::Info => Level::NOTE,
    }
}

/// The place of a finding with the steps in the same file, then those in others.
fn excerpts<'r>(finding: &'r Finding, sheets: &mut Sheets<'r>, below: &str) -> Vec<Snippet<'r, Annotation<'r>>> {
    let mut places = vec![(finding.path.as_str(), finding.range, None)];
    places.extend(finding.steps.iter().map(|it| (it.path.as_str(), it.range, Some(it.message.as_str()))));
    let mut snippets = Vec::new();
    while let Some((path, ..)) = places.first().copied() {
        let (here, elsewhere): (Vec<_>, Vec<_>) = places.into_iter().partition(|it| it.0 == path);
        places = elsewhere;
        let Some(sheet) = sheets.sheet(path) else { continue };
        let first = here.iter().map(|it| it.1.start.line).min().unwrap_or(1);
        let last = here.iter().map(|it| it.1.end.line).max().unwrap_or(1);
        let excerpt = sheet.excerpt(first, last);
        let mut snippet =
            Snippet::source(excerpt.text).line_start(excerpt.line).path(visible(&format!("{below}{path}")));
        for (_, range, label) in here {
            let mut span = sheet.span(&excerpt, &range);
            if range.end.line - range.start.line >= MOST_LINES {
                let line = excerpt.text.get(span.start..span.end).and_then(|it| it.lines().next());
                span.end = span.start + line.map_or(0, str::len);
            }
            let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
            let label = label.map(|it| visible(it).replace('\n', " "));
            snippet = snippet.annotation(kind.span(span).label(label));
        }
        snippets.push(snippet);
    }
    snippets
}

/// What would mend it, as the lines that change.
fn proposal<'r>(fix: &'r Fix, sheets: &mut Sheets<'r>, setting: &Setting) -> Group<'r> {
    let how = if fix.safe { "--fix" } else { "--fix-unsafe, after a look" };
    let mut group =
        Group::with_title(Level::HELP.with_name("fix").secondary_title(format!("{} ({how})", visible(&fix.title))));
    let paths = fix.edits.chunk_by(|a, b| a.path == b.path);
    for edits in paths {
        let Some((first, last)) = edits.first().zip(edits.last()) else { continue };
        let Some(sheet) = sheets.sheet(&first.path) else { continue };
        let (top, bottom) = (first.range.start.line, last.range.end.line);
        if bottom - top > MOST_PATCHED {
            continue;
        }
        let excerpt = sheet.excerpt(top, bottom);
        let path = visible(&format!("{}{}", setting.below, first.path));
        let patches = edits.iter().map(|it| Patch::new(sheet.span(&excerpt, &it.range), visible(&it.text)));
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(path).patches(patches);
        group = group.element(snippet);
    }
    let reason = textwrap::fill(&fix.reason, setting.width.saturating_sub(6));
    group.element(Level::NOTE.no_name().message(reason))
}

/// What could not be read or judged, one paragraph for all files of which the same is said.
fn notes(review: &Review, below: &str) -> Option<String> {
    let mut said: Vec<(&str, Vec<String>)> = Vec::new();
    // What the standard holds was said on standard error, with its own path.
    for note in review.notes.iter().filter(|it| it.path != "nestor.json") {
        let line = note.range.map_or(String::new(), |it| format!(":{}:{}", it.start.line, it.start.column));
        let place = visible(&format!("{below}{}{line}", note.path));
        match said.iter_mut().find(|(it, _)| *it == note.message) {
            Some((_, places)) => places.push(place),
            None => said.push((&note.message, vec![place])),
        }
    }
    let line = |(message, places): (&str, Vec<String>)| {
        let more = places.len().saturating_sub(3);
        let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("note: {}{tail}: {}", places[..places.len().min(3)].join(", "), visible(message))
    };
    (!said.is_empty()).then(|| said.into_iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// The sum, what can be fixed, and what was not seen.
fn summary(review: &Review) -> String {
    let sum = &review.summary;
    let size = format!("{}, {}", counted(sum.files as usize, "file"), counted(sum.lines as usize, "line"));
    let counts =
        [(sum.critical, "critical"), (sum.high, "high"), (sum.medium, "medium"), (sum.low, "low"), (sum.info, "info")];
    let counts: Vec<String> =
        counts.iter().filter(|(it, _)| *it > 0).map(|(it, name)| format!("{it} {name}")).collect();
    let mut lines = vec![match counts.is_empty() {
        true => format!("Nothing found in {size}."),
        false => format!("{}: {}, in {size}.", counted(review.findings.len(), "finding"), counts.join(", ")),
    }];
    lines.extend(fixable(review));
    lines.extend(not_seen(review));
    lines.join("\n")
}

fn fixable(review: &Review) -> Option<String> {
    let fixes = |safe| review.findings.iter().filter_map(|it| it.fix.as_ref()).filter(|it| it.safe == safe).count();
    match (fixes(true), fixes(false)) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} can be fixed with --fix.")),
        (0, other) => Some(format!("{other} can be fixed with --fix-unsafe.")),
        (safe, other) => Some(format!("{safe} can be fixed with --fix, {other} more with --fix-unsafe.")),
    }
}

fn not_seen(review: &Review) -> Option<String> {
    let blind: Vec<_> = review.assessments.iter().filter(|it| it.state == State::NotSeen).collect();
    let mut needs: Vec<&str> = blind.iter().flat_map(|it| &it.needs).map(String::as_str).collect();
    needs.sort_unstable();
    needs.dedup();
    let rules = counted(blind.len(), "rule");
    (!blind.is_empty()).then(|| format!("{rules} could not judge: {} not seen.", needs.join(", ")))
}
