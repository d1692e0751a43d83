//! A team's own rules, run over every TypeScript file.

use crate::finding::{Finding, Place};
use crate::parallel::Threads;
use crate::project::{File, Project};
use crate::report::FixKind;
use crate::review::Outcome;
use crate::rule::Rule;
use crate::rules::{Category, Section};
use crate::standard::{Custom, Level, Standard};
use crate::syntax::{Document, Language};

/// The rules of a standard as the review knows rules.
pub(crate) struct Rules<'s> {
    standard: &'s Standard,
    all: Vec<(Category<'s>, Rule<'s>)>,
}

impl<'s> Rules<'s> {
    pub fn of(standard: &'s Standard) -> Rules<'s> {
        let rule = |it: &'s Custom| {
            let name = it.page.category.as_str();
            let category =
                Category { name, section: Section::CodeQuality, is_security: false, is_taste: false, rules: &[] };
            let rule = Rule {
                id: &it.page.id,
                title: &it.page.title,
                severity: it.page.severity,
                standard: &[],
                refs: &[],
                needs: &[],
                fix: FixKind::None,
                words: &it.page.words,
                check: &[],
            };
            (category, rule)
        };
        Rules { standard, all: standard.custom.iter().map(rule).collect() }
    }

    /// What each of them finds, in their order.
    pub fn judge(&self, project: &Project, threads: &Threads) -> Vec<Outcome<'_>> {
        let outcome = |(category, rule)| {
            let level = self.standard.level(category, rule);
            Outcome::of(category, rule, level)
        };
        let mut outcomes: Vec<Outcome> = self.all.iter().map(|(category, rule)| outcome((category, rule))).collect();
        if outcomes.iter().all(|it| it.level == Level::Off) {
            return outcomes;
        }
        let files: Vec<(u32, &File)> = (0..).zip(project.files).filter(|(_, it)| it.tree.is_some()).collect();
        let found = threads.map(&files, |(id, file)| self.of_file(*id, file));
        for (own, found) in found.into_iter().flatten() {
            if let Some(outcome) = outcomes.get_mut(own).filter(|it| it.level != Level::Off) {
                outcome.judged += 1;
                outcome.found.extend(found);
            }
        }
        outcomes
    }

    /// What the rules that look at a file find in it, by their number.
    fn of_file(&self, id: u32, file: &File) -> Vec<(usize, Vec<Finding>)> {
        if File::language(&file.path) != Some(Language::TypeScript) {
            return Vec::new();
        }
        let path = format!("{}{}", self.standard.below, file.path);
        let looking = self.standard.custom.iter().enumerate().filter(|(_, it)| it.covers(&path));
        // Parsed again, for the whole tree, only where something may be found.
        let mut document = None;
        let found = |it: &Custom| {
            if !it.shape.may_be_in(&file.text) {
                return Vec::new();
            }
            let document: &Option<Document> = document.get_or_insert_with(|| Document::of(&file.text));
            let found = document.as_ref().map(|document| it.shape.find(document)).unwrap_or_default();
            found.iter().map(|one| Finding::at(Place { file: id, span: one.span }, it.said(&one.names))).collect()
        };
        let mut found = found;
        looking.map(|(own, it)| (own, found(it))).collect()
    }
}
