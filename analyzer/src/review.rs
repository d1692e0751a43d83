//! The one path: sources, trees, project, findings, review.

use std::sync::Arc;

use crate::finding::Finding;
use crate::front::Fronts;
use crate::judge::{each, run};
#[cfg(feature = "whole")]
use crate::own;
use crate::parallel::Threads;
use crate::project::{File, Project, Suppression};
use crate::report::{Builder, Coverage, Note, Review, sorted};
use crate::rule::{Check, Rule};
use crate::rules::{self, Category};
use crate::source::{Source, clean_path, foreign, unreadable};
use crate::standard::{Level, Standard};
use crate::syntax::{Edited, Language, Parser, Tree};

/// Reviews sources by a standard. Pure: no IO, no clock, no global state; it never fails.
pub fn review(sources: &[Source], standard: &Standard) -> Review {
    Reviewer::default().review(sources, standard)
}

/// Reviews, and keeps the trees of the last review: a text that comes again is not parsed again.
pub struct Reviewer {
    threads: Threads,
    /// One for each thread.
    parsers: Vec<Parser>,
    /// Path and tree of each file of the last review, by path.
    trees: Vec<(String, Arc<Tree>)>,
    /// The path of the file that alone has changed in a review, and what its next tree is made from.
    edited: (String, Option<Edited>),
}

/// What one rule came to.
pub(crate) struct Outcome<'r> {
    pub category: &'r Category<'r>,
    pub rule: &'r Rule<'r>,
    pub level: Level,
    /// Subjects it looked at.
    pub judged: usize,
    /// Whether evidence it needs is missing.
    pub is_blind: bool,
    pub found: Vec<Finding>,
    /// How many more a comment keeps away.
    pub ignored: usize,
}

impl<'r> Outcome<'r> {
    /// Of a rule that has judged nothing yet.
    pub fn of(category: &'r Category<'r>, rule: &'r Rule<'r>, level: Level) -> Outcome<'r> {
        Outcome { category, rule, level, judged: 0, is_blind: false, found: Vec::new(), ignored: 0 }
    }
}

impl Default for Reviewer {
    fn default() -> Reviewer {
        Reviewer::with_jobs(1)
    }
}

impl Reviewer {
    /// One that works on several threads at once; the review is the same.
    pub fn with_jobs(jobs: usize) -> Reviewer {
        let threads = Threads::of(jobs);
        let first = Parser::default();
        let mut parsers: Vec<Parser> = (1..threads.count()).map(|_| first.another()).collect();
        parsers.push(first);
        Reviewer { threads, parsers, trees: Vec::new(), edited: Default::default() }
    }

    /// What it remembers, to be given back by `restore`.
    #[cfg(feature = "whole")]
    pub(crate) fn keep(&self) -> Vec<(String, Arc<Tree>)> {
        self.trees.clone()
    }

    #[cfg(feature = "whole")]
    pub(crate) fn restore(&mut self, trees: Vec<(String, Arc<Tree>)>) {
        self.trees = trees;
    }

    /// Path and tree of each file that was parsed for the last review, by path.
    pub fn trees(&self) -> &[(String, Arc<Tree>)] {
        &self.trees
    }

    /// As [`review`].
    pub fn review(&mut self, sources: &[Source], standard: &Standard) -> Review {
        let (files, notes) = self.files(sources, standard);
        let threads = &self.threads;
        let mut project = Project::read(&files, standard, threads);
        let mut outcomes = outcomes(&mut project, threads);
        #[cfg(feature = "whole")]
        let own = own::Rules::of(standard);
        #[cfg(feature = "whole")]
        outcomes.extend(own.judge(&project, threads));
        suppress(&mut outcomes, &mut project);
        for outcome in &mut outcomes {
            let (judged, found) = suppression_findings(outcome, &project);
            outcome.judged += judged;
            outcome.found.extend(found);
        }
        let problems = std::mem::take(&mut project.around.problems);
        let coverage = covered(&project);
        Builder { files: &files, standard, outcomes, coverage, notes, problems }.review(threads)
    }

    fn files(&mut self, sources: &[Source], standard: &Standard) -> (Vec<File>, Vec<Note>) {
        let mut notes = Vec::new();
        let mut files: Vec<File> = Vec::new();
        let cleaned = sources.iter().map(|it| (clean_path(&it.path), it)).collect();
        let mut sorted: Vec<(String, &Source)> = sorted(cleaned, |(path, _)| path.clone());
        sorted.dedup_by(|(later, _), (first, _)| {
            let same = later == first;
            if same {
                notes.push(Note::about(first, "Two files have this path; the first was reviewed."));
            }
            same
        });
        // What others wrote is not reviewed, and a review is the same whether it is installed or not.
        sorted.retain(|(path, _)| !standard.ignores(path) && !path.split('/').any(|it| it == "node_modules"));
        let texts: Vec<(&str, &str)> = sorted.iter().map(|(path, it)| (path.as_str(), &*it.text)).collect();
        let fronts = Fronts::of(&texts);
        notes.extend(fronts.notes(&texts));
        // A text that comes again has its tree; it was readable then.
        let known = |(path, source): &(String, &Source)| {
            tree_at(&self.trees, path).filter(|it| it.text == source.text && !fronts.has(path)).cloned()
        };
        let mut read: Vec<Read> = sorted.iter().map(|it| Ok(known(it))).collect();
        let mut new: Vec<(usize, &str, &Source)> =
            (0..).zip(&sorted).map(|(at, (path, it))| (at, &**path, *it)).collect();
        new.retain(|(at, path, _)| matches!(read.get(*at), Some(Ok(None))) && !fronts.has(path));
        let edited = self.edited(&new);
        new.retain(|(at, ..)| edited.as_ref().is_none_or(|(it, _)| it != at));
        // The largest first: the last to be parsed is what the other threads wait for.
        new.sort_by_key(|(_, _, source)| std::cmp::Reverse(source.text.len()));
        let parsed = self.threads.map_with(&mut self.parsers, &new, |parser, (at, path, source)| {
            (*at, tree(parser, path, &source.text, None))
        });
        for (at, made) in parsed.into_iter().chain(edited) {
            if let Some(place) = read.get_mut(at) {
                *place = made;
            }
        }
        let mut kept = Vec::new();
        for ((path, source), read) in sorted.into_iter().zip(read) {
            let tree = read.unwrap_or_else(|message| {
                notes.push(Note::about(&path, message));
                None
            });
            kept.extend(tree.iter().map(|it| (path.clone(), it.clone())));
            files.push(File { path, text: source.text.clone(), tree });
        }
        self.trees = kept;
        (files, notes)
    }

    /// Where one file alone has changed since the last review, as while someone types: its place among the sources, and its
    /// tree, made from the one before. `new` are the texts without a tree, with their places.
    fn edited(&mut self, new: &[(usize, &str, &Source)]) -> Option<(usize, Read)> {
        let mut changed = new.iter().filter(|(_, path, _)| tree_at(&self.trees, path).is_some());
        let (Some((at, path, source)), None) = (changed.next(), changed.next()) else { return None };
        if self.edited.0 != *path {
            self.edited = ((*path).to_owned(), None);
        }
        Some((*at, tree(self.parsers.first_mut()?, path, &source.text, Some(&mut self.edited.1))))
    }
}

/// A tree, or why there is none.
type Read = Result<Option<Arc<Tree>>, String>;

/// The tree of a path, among those of a review.
pub(crate) fn tree_at<'a>(trees: &'a [(String, Arc<Tree>)], path: &str) -> Option<&'a Arc<Tree>> {
    let at = trees.binary_search_by(|(it, _)| it.as_str().cmp(path)).ok()?;
    trees.get(at).map(|(_, it)| it)
}

/// The tree of a text, if it has a grammar.
///
/// # Errors
/// A sentence on why it was not parsed.
fn tree(parser: &mut Parser, path: &str, text: &Arc<str>, edited: Option<&mut Option<Edited>>) -> Read {
    if let Some(message) = unreadable(path, text) {
        return Err(message);
    }
    let Some(language) = File::language(path) else { return Ok(None) };
    let tree = parser.parse_edited(language, text.clone(), edited);
    match foreign(&tree).filter(|_| language == Language::TypeScript) {
        Some(name) => Err(format!("This looks like {name}. The rules here are for NestJS and Prisma.")),
        None => Ok(Some(Arc::new(tree))),
    }
}

#[cfg(feature = "whole")]
fn covered(project: &Project) -> Coverage {
    project.covered()
}

#[cfg(not(feature = "whole"))]
fn covered(project: &Project) -> Coverage {
    Coverage { required: project.standard.facts.coverage, ..Coverage::default() }
}

/// A rule with its category, and how far down the list of all it is.
type Ruled = (usize, &'static Category<'static>, &'static Rule<'static>);

/// What every rule comes to, in their order. While values are followed, other threads judge by the rules that do not ask
/// for that.
fn outcomes(project: &mut Project, threads: &Threads) -> Vec<Outcome<'static>> {
    let all = rules::CATEGORIES.iter().flat_map(|category| category.rules.iter().map(move |rule| (category, *rule)));
    let all = (0..).zip(all).map(|(at, (category, rule))| (at, category, rule));
    let (late, early): (Vec<Ruled>, Vec<Ruled>) = all.partition(|(_, _, rule)| rule.follows());
    let by = |project: &Project, (at, category, rule): &Ruled| (*at, judge(category, rule, project));
    let work: Vec<Option<&Ruled>> = std::iter::once(None).chain(early.iter().map(Some)).collect();
    let mut slots: Vec<Option<Outcome>> = Vec::new();
    slots.resize_with(early.len() + late.len(), || None);
    let mut values = None;
    let mut place = |(at, outcome): (usize, Outcome<'static>)| slots.get_mut(at).map(|it| it.replace(outcome));
    for (followed, judged) in threads.map(&work, |it| match it {
        None => (Some(project.follow_values()), None),
        Some(it) => (None, Some(by(project, it))),
    }) {
        values = values.or(followed);
        judged.and_then(&mut place);
    }
    values.into_iter().for_each(|it| project.know_values(it));
    for judged in threads.map(&late, |it| by(project, it)) {
        place(judged);
    }
    slots.into_iter().flatten().collect()
}

fn judge(category: &'static Category, rule: &'static Rule, project: &Project) -> Outcome<'static> {
    let level = project.standard.level(category, rule);
    let mut outcome = Outcome::of(category, rule, level);
    if level == Level::Off {
        return outcome;
    }
    outcome.is_blind = outcome.rule.needs.iter().any(|it| !project.has(*it));
    if !outcome.is_blind {
        for check in outcome.rule.check {
            let (judged, found) = run(*check, project);
            outcome.judged += judged;
            outcome.found.extend(found);
        }
    }
    outcome
}

/// Takes out the findings that a comment keeps away, and counts them there.
fn suppress(outcomes: &mut [Outcome], project: &mut Project) {
    for suppression in &mut project.suppressions {
        let outcome = outcomes.iter().find(|it| it.rule.id == suppression.rule);
        suppression.is_known = outcome.is_some();
        suppression.is_on = outcome.is_some_and(|it| it.level != Level::Off && !it.is_blind);
    }
    for outcome in outcomes {
        let id = outcome.rule.id;
        let all = outcome.found.len();
        // A line is counted from the file's start, so only where a comment may cover it.
        let may_cover = |it: &&mut Suppression, finding: &Finding| it.rule == id && it.place.file == finding.place.file;
        outcome.found.retain(|finding| {
            let mut near = project.suppressions.iter_mut().filter(|it| may_cover(it, finding)).peekable();
            let line = near.peek().map_or(0, |_| line_of(project.files, finding));
            near.find(|it| it.covers(id, finding.place, line)).map(|it| it.used += 1).is_none()
        });
        outcome.ignored = all - outcome.found.len();
    }
}

fn line_of(files: &[File], finding: &Finding) -> usize {
    let text = files.get(finding.place.file as usize).map_or("", |it| &it.text);
    text.get(..finding.place.span.start as usize).map_or(0, |it| it.bytes().filter(|it| *it == b'\n').count())
}

fn suppression_findings(outcome: &Outcome, project: &Project) -> (usize, Vec<Finding>) {
    let mut all = (0, Vec::new());
    for check in outcome.rule.check {
        if let (Check::Suppression(check), true) = (check, outcome.level != Level::Off) {
            let (judged, found) = each(&project.suppressions, |it| check(project, it));
            all.0 += judged;
            all.1.extend(found);
        }
    }
    all
}
