//! Untrusted values: where they enter, what they become, where they do harm.
//!
//! A search from each sink back to where its value comes from, with what is known of a function or a parameter kept for
//! the next search: only code that leads to a sink is looked at, and each part of it once.

mod address;
mod answer;
mod carry;
mod check;
mod clean;
mod cleaner;
mod cross;
mod entity;
mod graph;
mod holder;
mod local;
mod mail;
mod markup;
mod memo;
mod object;
mod owner;
mod query;
mod quote;
mod row;
mod sink;
mod source;
mod sql;
mod stored;
mod table;
mod taint;
mod taken;
mod text;
mod trace;

pub use answer::Answer;
pub use sink::Harm;
pub use source::{Part, Source};
pub use sql::first_of;
pub use stored::{Secret, is_person};

use crate::finding::{Finding, Place};
use crate::project::{Call, Project};
use crate::syntax::Syntax;
use memo::Reading;
use sink::Sink;
use taint::{From, Taint};
use trace::Tracer;

/// What a review says where the search was given up.
pub(crate) const CUT: &str =
    "Values were not followed further back from here: too many functions, or too many pieces, in a row.";

/// A value that someone else chooses, and the place where it does harm.
#[derive(Clone, Debug)]
pub struct Flow<'t> {
    /// What it can do there.
    pub harm: Harm,
    /// The argument, the key, the value that does it.
    pub sink: Syntax<'t>,
    /// The call that it is handed to, if it is handed to one.
    pub call: Option<Call<'t>>,
    /// Where it enters.
    pub source: Source<'t>,
    /// From where it enters to the last place before the sink.
    pub steps: Vec<(Place, String)>,
    /// Whether each step was seen: no unknown function lies between.
    pub is_sure: bool,
}

/// All flows of a project, by place of the sink, and what was not followed.
#[derive(Debug, Default)]
pub struct Flows<'t> {
    all: Vec<Flow<'t>>,
    /// Sinks whose value was looked at, by harm.
    judged: Vec<Harm>,
    /// Sinks of SQL text into which nothing but harmless values were seen to come.
    settled: Vec<Syntax<'t>>,
    /// Handlers that answer with rows as they are stored, and calls that log them.
    answers: Vec<Answer<'t>>,
    /// The first place where the search was given up: too many steps in a row.
    pub cut: Option<Syntax<'t>>,
}

impl<'t> Flow<'t> {
    /// A finding at the sink: what reaches it from where, what follows from that, and the way there.
    pub fn finding(&self, consequence: &str) -> Finding {
        let placed = match self.harm {
            Harm::Redirect => "becomes the URL of a redirect",
            Harm::Html => "becomes part of a page",
            Harm::Link => "becomes part of a link",
            Harm::Member => "becomes a key",
            Harm::Regex => "becomes a pattern",
            _ => "ends up here",
        };
        let into = self.call.as_ref().map_or_else(|| placed.to_owned(), |it| format!("reaches `{}`", it.name));
        let finding = Finding::at(self.sink, format!("{} {into}: {consequence}", self.source.subject()));
        let finding = Finding { steps: self.steps.clone(), ..finding };
        if self.is_sure { finding } else { finding.likely() }
    }

    /// The methods that the value passes through, and the function of the sink.
    pub fn functions(&self, project: &Project<'t>) -> Vec<Syntax<'t>> {
        let mut found: Vec<Syntax> = self.sink.function().into_iter().collect();
        found.extend(self.source.syntax.function());
        for (place, _) in &self.steps {
            let first = project.classes.partition_point(|it| it.syntax.file < place.file);
            let classes = project.classes.iter().skip(first).take_while(|it| it.syntax.file == place.file);
            let methods = classes.flat_map(|it| &it.methods).map(|it| it.syntax);
            found.extend(methods.filter(|it| it.span().contains(place.span)));
        }
        found
    }
}

impl<'t> Flows<'t> {
    /// Looks at every sink of a project whose facts are complete.
    pub fn of(project: &Project<'t>) -> Flows<'t> {
        let tracer = Tracer::of(project);
        let answers = answer::read(project, &tracer.graph);
        Flows { answers, ..Flows::into_sinks(project, tracer) }
    }

    fn into_sinks(project: &Project<'t>, mut tracer: Tracer<'_, 't>) -> Flows<'t> {
        let mut flows = Flows::default();
        for Sink { harm, value, path, call } in sink::all(project, &tracer.graph) {
            flows.judged.push(harm);
            let mut seen: Vec<Syntax> = Vec::new();
            let before = flows.all.len();
            let reading = match harm {
                Harm::Filter | Harm::NoSql => Reading::Shallow,
                Harm::Assignment => Reading::Spreads,
                _ => Reading::Whole,
            };
            for taint in tracer.reaches(value, &path, reading) {
                let From::Source(source) = taint.from else { continue };
                // The keys of a class that a pipe keeps to its properties.
                let is_kept = harm == Harm::Column && source.is_whole && taint.cleaned & Harm::Assignment.bit() != 0;
                let is_harmless = !matches!(harm, Harm::Object | Harm::Tenant) && taint.cleaned & harm.bit() != 0
                    || is_kept
                    || !harm.is_done_by(&source, project);
                if is_harmless || seen.contains(&source.syntax) {
                    continue;
                }
                seen.push(source.syntax);
                let (steps, is_sure) = (taint.steps, taint.is_sure);
                flows.all.push(Flow { harm, sink: value, call: call.clone(), source, steps, is_sure });
            }
            if harm == Harm::Sql && flows.all.len() == before {
                let inserted = project.inserted(value).unwrap_or(value);
                let taints = tracer.reaches(inserted, &[], Reading::Whole);
                let is_source = |it: &Taint| matches!(it.from, From::Source(_));
                flows.settled.extend((taints.iter().any(is_source)).then_some(value));
            }
        }
        flows.cut = tracer.cut();
        flows
    }

    /// Those that do a harm.
    pub fn of_harm(&self, harm: Harm) -> impl Iterator<Item = &Flow<'t>> {
        self.all.iter().filter(move |it| it.harm == harm)
    }

    /// The rows with secrets that a handler answers with, or that a call writes to the log.
    pub fn answer_of(&self, handler: Syntax<'t>) -> Option<&Answer<'t>> {
        self.answers.iter().find(|it| it.handler == handler)
    }

    /// How many sinks of a harm were looked at.
    pub(crate) fn judged(&self, harm: Harm) -> usize {
        self.judged.iter().filter(|it| **it == harm).count()
    }

    /// Whether SQL text was followed to where it comes from: its flows say what there is to say, here or in the
    /// function that it is handed to.
    pub fn speaks_of(&self, text: Syntax<'t>) -> bool {
        let is_handed = |it: &Flow| it.sink == text || it.steps.iter().any(|(it, _)| *it == Place::from(text));
        self.settled.contains(&text) || self.all.iter().any(|it| it.harm == Harm::Sql && is_handed(it))
    }
}
