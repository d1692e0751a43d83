//! Outcomes of rules to a review: positions, fingerprints, counts, order.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::order::{place, sorted};
use super::position::{LineIndex, line_count};
use super::{
    Assessment, Coverage, Edit, Finding, Fix, Note, Range, Review, RulePage, SCHEMA, State, Step, Summary, Tool,
    checklist,
};
use crate::finding::{self, Place};
use crate::index::{Index, key};
use crate::parallel::Threads;
use crate::project::File;
use crate::review::Outcome;
use crate::standard::{Level, Standard};
use crate::syntax::{Field, Kind, Span, Syntax};

/// What a review is made of.
pub(crate) struct Builder<'r> {
    pub files: &'r [File],
    pub standard: &'r Standard,
    pub outcomes: Vec<Outcome<'r>>,
    /// What the reports of the tests' coverage say together.
    pub coverage: Coverage,
    pub notes: Vec<Note>,
    /// What of the files beside the code could not be read.
    pub problems: Vec<(Place, String)>,
}

impl Builder<'_> {
    /// Everything in the order and the units of the JSON.
    pub fn review(mut self, threads: &Threads) -> Review {
        let places = Places { files: self.files, indexes: self.files.iter().map(|_| OnceLock::new()).collect() };
        let assessments: Vec<Assessment> = self.outcomes.iter().map(assessment).collect();
        let placed = threads.map(&self.outcomes, |outcome| places.findings(self.standard, outcome));
        let mut findings = sorted(placed.into_iter().flatten().collect(), order);
        number_twins(&mut findings);
        self.notes.extend(places.syntax_errors());
        self.notes.extend(self.problems.iter().filter_map(|it| places.note(it)));
        self.notes.extend(standard_notes(self.standard));
        let notes = sorted(self.notes, |it| place(&it.path, it.range.map_or(0, |it| it.start.offset + 1)));
        Review {
            schema: SCHEMA,
            tool: tool(self.standard),
            summary: summary(&places, &findings),
            checklist: checklist::items(&self.outcomes, self.files),
            findings,
            assessments,
            coverage: self.coverage,
            custom: pages(self.standard),
            notes,
        }
    }
}

fn order(finding: &Finding) -> String {
    let range = &finding.range;
    let place = place(&finding.path, range.start.offset);
    format!("{place}\0{}\0{:010}\0{}", finding.rule, range.end.offset, finding.message)
}

fn tool(standard: &Standard) -> Tool {
    let facts = format!("{:?}{:?}{:?}{:?}", standard.preset, standard.rules, standard.facts, standard.ignore);
    let version = env!("CARGO_PKG_VERSION");
    let own: String = pages(standard).iter().map(|it| format!("{it:?}")).collect();
    let digest = hex(&Sha256::digest(format!("{version}{facts}{own}")));
    Tool { name: "nestor".into(), version: version.into(), standard: format!("sha256:{digest}") }
}

fn summary(places: &Places, findings: &[Finding]) -> Summary {
    let lines = places.files.iter().map(|it| line_count(&it.text)).sum();
    Summary::of(places.files.len() as u32, lines, findings)
}

fn assessment(outcome: &Outcome) -> Assessment {
    let state = match () {
        () if outcome.level == Level::Off => State::Off,
        () if outcome.is_blind => State::NotSeen,
        () if !outcome.found.is_empty() => State::Found,
        () if outcome.judged > 0 => State::Passed,
        () => State::NothingToJudge,
    };
    let needs = outcome.rule.needs.iter().filter(|_| outcome.is_blind).map(|it| it.file().to_owned());
    Assessment { rule: outcome.rule.id.into(), state, needs: needs.collect(), count: outcome.found.len() as u32 }
}

/// The team's own rules.
#[cfg(feature = "whole")]
fn pages(standard: &Standard) -> Vec<RulePage> {
    standard.custom.iter().map(|it| it.page.clone()).collect()
}

#[cfg(not(feature = "whole"))]
fn pages(_: &Standard) -> Vec<RulePage> {
    Vec::new()
}

fn standard_notes(standard: &Standard) -> Vec<Note> {
    let index = LineIndex::of(&standard.text);
    let note = |(span, message): &(Span, String)| Note {
        path: "nestor.json".into(),
        range: Some(index.range(*span)),
        message: message.clone(),
    };
    standard.problems.iter().map(note).collect()
}

/// Findings that would have the same fingerprint are numbered in reading order.
fn number_twins(findings: &mut [Finding]) {
    let keys: Vec<u64> = findings.iter().map(|it| key(&it.fingerprint)).collect();
    let index = Index::of(&keys);
    let same = |at: usize, own: &Finding| findings.get(at).is_some_and(|it| it.fingerprint == own.fingerprint);
    let before =
        findings.iter().enumerate().zip(&keys).map(|((at, finding), key)| {
            index.get(*key).take_while(|it| *it < at).filter(|it| same(*it, finding)).count()
        });
    for (count, finding) in before.collect::<Vec<_>>().into_iter().zip(findings) {
        if count > 0 {
            finding.fingerprint.push_str(&format!("-{}", count + 1));
        }
    }
}

struct Places<'r> {
    files: &'r [File],
    /// Of the files in which something is placed.
    indexes: Vec<OnceLock<LineIndex<'r>>>,
}

impl Places<'_> {
    fn findings(&self, standard: &Standard, outcome: &Outcome) -> Vec<Finding> {
        outcome.found.iter().filter_map(|it| self.finding(standard, outcome, it)).collect()
    }

    fn finding(&self, standard: &Standard, outcome: &Outcome, found: &finding::Finding) -> Option<Finding> {
        let rule = outcome.rule;
        let (path, range) = self.resolve(found.place)?;
        Some(Finding {
            rule: rule.id.into(),
            title: rule.title.into(),
            category: outcome.category.name.into(),
            severity: standard.severity(outcome.category, rule, found.severity)?,
            certainty: found.certainty,
            standard: rule.standard.iter().map(|it| (*it).into()).collect(),
            cwe: rule.refs.iter().filter(|it| it.starts_with("CWE-")).map(|it| (*it).into()).collect(),
            message: found.message.clone(),
            path,
            range,
            steps: found.steps.iter().filter_map(|(place, message)| self.step(*place, message)).collect(),
            fix: found.fix.as_ref().and_then(|it| self.fix(it)),
            fingerprint: self.fingerprint(rule.id, found.place),
        })
    }

    fn step(&self, place: Place, message: &str) -> Option<Step> {
        let (path, range) = self.resolve(place)?;
        Some(Step { path, range, message: message.into() })
    }

    fn fix(&self, fix: &finding::Fix) -> Option<Fix> {
        let edits =
            sorted(fix.edits.clone(), |(it, _)| format!("{:010}{:010}{:010}", it.file, it.span.start, it.span.end));
        let edit = |(place, text): &(Place, String)| {
            let (path, range) = self.resolve(*place)?;
            Some(Edit { path, range, text: text.clone() })
        };
        let edits: Option<Vec<Edit>> = edits.iter().map(edit).collect();
        Some(Fix { title: fix.title.clone(), safe: fix.safe, reason: fix.reason.into(), edits: edits? })
    }

    fn resolve(&self, place: Place) -> Option<(String, Range)> {
        let file = self.files.get(place.file as usize)?;
        let index = self.indexes.get(place.file as usize)?.get_or_init(|| LineIndex::of(&file.text));
        Some((file.path.clone(), index.range(place.span)))
    }

    /// Rule, enclosing names and the text found, without its white space: what stays when lines move.
    fn fingerprint(&self, rule: &str, place: Place) -> String {
        let file = self.files.get(place.file as usize);
        let text = file.and_then(|it| it.text.get(place.span.start as usize..place.span.end as usize));
        let snippet: String = text.unwrap_or_default().split_whitespace().collect();
        let path = file.map_or("", |it| &it.path);
        let symbols = file.and_then(|it| it.tree.as_ref()).map(|it| enclosing(it.root(place.file), place.span));
        let digest = Sha256::digest(format!("{rule}\n{path}\n{}\n{snippet}", symbols.unwrap_or_default()));
        hex(&digest).chars().take(16).collect()
    }

    fn note(&self, (place, message): &(Place, String)) -> Option<Note> {
        let (path, range) = self.resolve(*place)?;
        Some(Note { path, range: Some(range), message: message.clone() })
    }

    fn syntax_errors(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        for (id, file) in (0..).zip(self.files) {
            let errors = file.tree.iter().flat_map(|it| it.errors.iter());
            let places = errors.filter_map(|it| self.resolve(Place { file: id, span: *it }));
            let mut lines: Vec<Range> = places.map(|(_, range)| range).collect();
            lines.dedup_by_key(|it| it.start.line);
            let more = lines.len().saturating_sub(MOST_ERRORS);
            lines.truncate(MOST_ERRORS);
            for range in &lines {
                let (first, last) = (range.start.line, range.end.line);
                let message = match first == last {
                    true => format!("Line {first} could not be read; reviewed around it."),
                    false => format!("Lines {first} to {last} could not be read whole; reviewed what was understood."),
                };
                notes.push(Note { path: file.path.clone(), range: Some(*range), message });
            }
            if more > 0 {
                notes.push(Note::about(&file.path, format!("{more} more places could not be read.")));
            }
        }
        notes
    }
}

/// How many unreadable places of a file are named one by one.
const MOST_ERRORS: usize = 5;

/// The names of the classes and functions around a span, from the outside in.
fn enclosing(root: Syntax, span: Span) -> String {
    let mut names = Vec::new();
    let mut at = root;
    while let Some(inner) = at.children().find(|it| it.span().contains(span)) {
        if let Some(name) = inner.field(Field::Name).filter(|it| !it.span().contains(span)) {
            names.push(name.text());
        } else if inner.kind() == Kind::Model {
            names.extend(inner.child(Kind::Identifier).map(Syntax::text));
        }
        at = inner;
    }
    names.join(".")
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|it| [it >> 4, it & 15]);
    digits.filter_map(|it| char::from_digit(u32::from(it), 16)).collect()
}
