//! Fixes to files: applied together, each kept only if a new review agrees, written whole or not at all.

mod choose;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use analyzer::Source;
use analyzer::confirm::{applied, family, paths, those, verdict};
use analyzer::report::{Finding, Review};
use analyzer::syntax::Tree;

use crate::output::say;
use crate::read::Input;
use crate::review::Engine;

/// Which fixes are wanted.
pub struct Fixes<'f> {
    /// Also those a person should look at.
    pub with_unsafe: bool,
    /// Whether a finding of the first review is meant at all; nothing means all are, and those that come later.
    pub is_wanted: Option<&'f dyn Fn(&Finding) -> bool>,
}

/// What became of the files.
pub struct Done {
    /// Of the files as they are now.
    pub review: Review,
    fixed: usize,
    files: usize,
    /// One line each.
    problems: Vec<String>,
}

/// Rounds, so that fixes that overlap come one after another; a fix that undoes another's must not go on for ever.
const MOST_ROUNDS: usize = 10;

/// Applies fixes until none is left, and writes the files.
pub fn run(engine: &mut Engine, inputs: &mut [Input], review: Review, fixes: &Fixes) -> Done {
    // Lines move with the first round; from then on findings are known by what they say.
    let (meant, others): (Vec<_>, Vec<_>) =
        review.findings.iter().partition(|it| fixes.is_wanted.is_none_or(|is_wanted| is_wanted(it)));
    let others: BTreeSet<String> = others.into_iter().map(family).collect();
    let families: BTreeSet<String> = meant.into_iter().map(family).filter(|it| !others.contains(it)).collect();
    let sources = inputs.iter().map(|it| it.source.clone()).collect();
    let trees = engine.trees();
    let mut work = Work { engine, sources, trees, review, kept: Vec::new(), refused: BTreeMap::new() };
    let mut blocked = BTreeMap::new();
    for round in 0..MOST_ROUNDS {
        let is_meant = |it: &Finding| match fixes.is_wanted {
            Some(is_wanted) if round == 0 => is_wanted(it),
            Some(_) => families.contains(&family(it)),
            None => true,
        };
        let candidates = choose::candidates(&work, fixes.with_unsafe, &is_meant, (inputs, &mut blocked));
        if candidates.is_empty() {
            break;
        }
        work.round(candidates);
    }
    let Work { engine, sources, kept, refused, .. } = work;
    let mut problems: Vec<String> = blocked.into_values().flatten().collect();
    let refusal = |(finding, why): (Finding, String)| {
        format!("{}:{}: a fix of {} was not kept: {why}", finding.path, finding.range.start.line, finding.rule)
    };
    problems.extend(refused.into_values().map(refusal));
    let written = write::all(inputs, &sources, &kept);
    problems.extend(written.problems);
    for input in inputs.iter_mut().filter(|it| written.names.contains(&it.source.path)) {
        input.source.text = text_of(&sources, &input.source.path);
    }
    let now: Vec<Source> = inputs.iter().map(|it| it.source.clone()).collect();
    let fixed = kept.iter().filter(|it| paths(it).iter().all(|path| written.names.contains(*path))).count();
    Done { review: engine.review(&now), fixed, files: written.names.len(), problems }
}

impl Done {
    /// What was done, and what was not.
    pub fn say(&self, quiet: bool) {
        self.problems.iter().for_each(|it| say(it));
        if !quiet {
            let (findings, files) = (counted(self.fixed, "finding"), counted(self.files, "file"));
            match self.fixed {
                0 => say("no finding could be fixed"),
                _ => say(&format!("fixed {findings} in {files}")),
            }
        }
    }
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The state between rounds.
struct Work<'w, 's> {
    engine: &'w mut Engine<'s>,
    /// As they stand, with the fixes that were kept.
    sources: Vec<Source>,
    /// Of these sources.
    trees: Vec<(String, Arc<Tree>)>,
    /// Of these sources.
    review: Review,
    kept: Vec<Finding>,
    /// Findings whose fix was tried, and why it was not kept, by fingerprint.
    refused: BTreeMap<String, (Finding, String)>,
}

impl Work<'_, '_> {
    /// Tries fixes that do not overlap; all of them count from the sources as they stand at the start.
    fn round(&mut self, candidates: Vec<Finding>) {
        let start = self.sources.clone();
        let mut kept = Vec::new();
        self.attempt(&start, &mut kept, &candidates.iter().collect::<Vec<_>>());
        self.kept.extend(kept);
    }

    /// Tries fixes at once; if that does not do, those that seem to be at fault and the others for themselves.
    fn attempt(&mut self, start: &[Source], kept: &mut Vec<Finding>, candidates: &[&Finding]) {
        let all: Vec<&Finding> = kept.iter().chain(candidates.iter().copied()).collect();
        let sources = applied(start, &all);
        let review = self.engine.review(&sources);
        let trees = self.engine.trees();
        match verdict((&self.trees, &self.review), (&trees, &review), candidates) {
            Ok(()) => {
                (self.sources, self.trees, self.review) = (sources, trees, review);
                kept.extend(candidates.iter().copied().cloned());
            }
            Err(refused) => match candidates {
                [] => {}
                [one] => drop(self.refused.insert(one.fingerprint.clone(), (Finding::clone(one), refused.why))),
                more => refused.parts.iter().for_each(|part| self.attempt(start, kept, &those(more, part))),
            },
        }
    }
}

fn text_of(sources: &[Source], path: &str) -> std::sync::Arc<str> {
    sources.iter().find(|it| it.path == path).map(|it| it.text.clone()).unwrap_or_default()
}
