//! The one path: sources, trees, project, findings, review.

use std::sync::Arc;

use crate::finding::Finding;
use crate::project::{File, Project};
use crate::report::{Builder, Note, Review, sorted};
use crate::rule::{Check, Rule};
use crate::rules::{self, Category};
use crate::source::{Source, clean_path, foreign, unreadable};
use crate::standard::{Level, Standard};
use crate::syntax::{Language, Parser, Tree};

/// Reviews sources by a standard. Pure: no IO, no clock, no global state; it never fails.
pub fn review(sources: &[Source], standard: &Standard) -> Review {
    Reviewer::default().review(sources, standard)
}

/// Reviews, and keeps the trees of the last review: a text that comes again is not parsed again.
#[derive(Default)]
pub struct Reviewer {
    parser: Parser,
    /// Path and tree of each file of the last review, by path.
    trees: Vec<(String, Arc<Tree>)>,
}

/// What one rule came to.
pub(crate) struct Outcome {
    pub category: &'static Category,
    pub rule: &'static Rule,
    pub level: Level,
    /// Subjects it looked at.
    pub judged: usize,
    /// Whether evidence it needs is missing.
    pub is_blind: bool,
    pub found: Vec<Finding>,
}

impl Reviewer {
    /// As [`review`].
    pub fn review(&mut self, sources: &[Source], standard: &Standard) -> Review {
        let (files, notes) = self.files(sources, standard);
        let mut project = Project::of(&files, standard);
        let mut outcomes: Vec<Outcome> = enabled(standard).map(|it| judge(it, &project)).collect();
        suppress(&mut outcomes, &mut project);
        for outcome in &mut outcomes {
            let (judged, found) = suppression_findings(outcome, &project);
            outcome.judged += judged;
            outcome.found.extend(found);
        }
        Builder { files: &files, standard, outcomes, notes }.review()
    }

    fn files(&mut self, sources: &[Source], standard: &Standard) -> (Vec<File>, Vec<Note>) {
        let mut kept = Vec::new();
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
        for (path, source) in sorted {
            if standard.ignores(&path) {
                continue;
            }
            let mut tree = None;
            if let Some(message) = unreadable(&path, &source.text) {
                notes.push(Note::about(&path, message));
            } else if let Some(language) = File::language(&path) {
                let other = foreign(&source.text).filter(|_| language == Language::TypeScript);
                match other {
                    Some(name) => {
                        let message = format!("This looks like {name}. The rules here are for NestJS and Prisma.");
                        notes.push(Note::about(&path, message));
                    }
                    None => tree = Some(self.tree(&path, language, &source.text, &mut kept)),
                }
            }
            files.push(File { path, text: source.text.clone(), tree });
        }
        self.trees = kept;
        (files, notes)
    }

    fn tree(
        &mut self,
        path: &str,
        language: Language,
        text: &Arc<str>,
        kept: &mut Vec<(String, Arc<Tree>)>,
    ) -> Arc<Tree> {
        let last = self.trees.binary_search_by(|(it, _)| it.as_str().cmp(path)).ok().and_then(|at| self.trees.get(at));
        let same = last.map(|(_, it)| it).filter(|it| it.text == *text).cloned();
        let tree = same.unwrap_or_else(|| Arc::new(self.parser.parse(language, text.clone())));
        kept.push((path.to_owned(), tree.clone()));
        tree
    }
}

fn enabled(standard: &Standard) -> impl Iterator<Item = Outcome> {
    let rules = rules::CATEGORIES.iter().flat_map(|category| category.rules.iter().map(move |rule| (category, *rule)));
    rules.map(|(category, rule)| {
        let level = standard.level(category, rule);
        Outcome { category, rule, level, judged: 0, is_blind: false, found: Vec::new() }
    })
}

fn judge(mut outcome: Outcome, project: &Project) -> Outcome {
    if outcome.level == Level::Off {
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

/// How many subjects a check looked at, and what it found.
fn run(check: Check, project: &Project) -> (usize, Vec<Finding>) {
    match check {
        Check::Call(names, check) => {
            let calls = names.iter().flat_map(|it| project.calls_of(it));
            each(calls.filter(|it| !it.is_new), |it| check(project, it))
        }
        Check::New(names, check) => {
            let calls = names.iter().flat_map(|it| project.calls_of(it));
            each(calls.filter(|it| it.is_new), |it| check(project, it))
        }
        Check::CallOn(kind, names, check) => {
            let calls = names.iter().flat_map(|it| project.calls_of(it));
            each(calls.filter(|it| project.is_called_on(it, kind)), |it| check(project, it))
        }
        Check::Node(kind, check) => each(project.roots.iter().flat_map(|it| it.find(kind)), |it| check(project, it)),
        Check::Class(role, check) => each(project.classes.iter().filter(|it| it.is(role)), |it| check(project, it)),
        Check::Injection(role, check) => {
            let classes = project.classes.iter().filter(|it| it.is(role));
            each(classes.flat_map(|it| it.injections.iter().map(move |one| (it, one))), |(class, it)| {
                check(project, class, it)
            })
        }
        Check::Property(check) => {
            let classes = project.classes.iter().filter(|it| project.is_request(it));
            each(classes.flat_map(|it| it.properties.iter().map(move |one| (it, one))), |(class, it)| {
                check(project, class, it)
            })
        }
        Check::Route(check) => each(&project.routes, |it| check(project, it)),
        Check::Parameter(check) => {
            let routes = project.routes.iter();
            each(routes.flat_map(|it| it.method.parameters.iter().map(move |one| (it, one))), |(route, it)| {
                check(project, route, it)
            })
        }
        Check::Pipe(names, check) => {
            each(project.pipes.iter().filter(|it| names.contains(&it.name)), |it| check(project, it))
        }
        Check::SigningKey(check) => each(&project.signing_keys, |it| check(project, it)),
        Check::Query(check) => each(&project.queries, |it| check(project, it)),
        Check::Loop(check) => each(&project.loops, |it| check(project, it)),
        Check::Log(check) => each(&project.logs, |it| check(project, it)),
        Check::Test(check) => each(&project.tests, |it| check(project, it)),
        Check::Relation(check) => each(&project.relations, |it| check(project, it)),
        Check::Model(check) => each(&project.models, |it| check(project, it)),
        Check::Column(check) => {
            let fields = project.models.iter().flat_map(|it| it.fields.iter().map(move |one| (it, one)));
            each(fields, |(model, it)| check(project, model, it))
        }
        Check::Index(check) => {
            let attributes = project.models.iter().flat_map(|it| it.attributes.iter().map(move |one| (it, one)));
            each(attributes.filter(|(_, it)| it.name == "index"), |(model, it)| check(project, model, it))
        }
        Check::Search(check) => each(&project.searches, |it| check(project, it)),
        Check::Step(check) => {
            let steps = project.histories.iter().flat_map(|it| it.steps.iter().map(move |one| (it, one)));
            each(steps, |(history, it)| check(project, history, it))
        }
        Check::Address(check) => each(project.addresses.iter().copied(), |it| check(project, it)),
        Check::Variable(check) => each(&project.variables, |it| check(project, it)),
        Check::Import(check) => each(&project.imports, |it| check(project, it)),
        Check::ImportOf(modules, check) => {
            each(project.imports.iter().filter(|it| modules.contains(&it.module)), |it| check(project, it))
        }
        Check::Bootstrap(check) => each(&project.bootstraps, |it| check(project, it)),
        Check::Suppression(_) => (0, Vec::new()),
    }
}

fn each<T>(subjects: impl IntoIterator<Item = T>, check: impl Fn(T) -> Option<Finding>) -> (usize, Vec<Finding>) {
    let mut judged = 0;
    let found = subjects.into_iter().inspect(|_| judged += 1).filter_map(check).collect();
    (judged, found)
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
        outcome.found.retain(|finding| {
            let line = line_of(project.files, finding);
            let cover = project.suppressions.iter_mut().find(|it| it.covers(id, finding.place, line));
            cover.map(|it| it.used += 1).is_none()
        });
    }
}

fn line_of(files: &[File], finding: &Finding) -> usize {
    let text = files.get(finding.place.file as usize).map_or("", |it| &it.text);
    text.get(..finding.place.span.start as usize).map_or(0, |it| it.matches('\n').count())
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
