//! Whether fixes hold: the engine reviews the fixed texts, and a fix that does not keep its promise is not offered.

mod apply;
mod verdict;

pub use apply::{Taken, applied};
pub use verdict::{Refused, verdict};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::report::{Finding, Review};
use crate::source::clean_path;
use crate::syntax::Tree;
use crate::{Reviewer, Source, Standard};

/// How many reviews one confirmation may take: with more fixes that do not hold than that, those not yet tried are
/// taken away too.
const MOST_REVIEWS: usize = 40;

impl Reviewer {
    /// Takes from a review of these sources the fixes that a second review does not agree with: the finding is gone, the
    /// file can be read, and nothing of its severity or above is new. Usually one more review.
    pub fn confirm(&mut self, sources: &[Source], standard: &Standard, review: &mut Review) {
        if review.findings.iter().all(|it| it.fix.is_none()) {
            return;
        }
        let trees = self.keep();
        let named = |it: &Source| Source::new(clean_path(&it.path), it.text.clone());
        let sources: &[Source] = &sources.iter().map(named).collect::<Vec<_>>();
        let (held, left) = (BTreeSet::new(), MOST_REVIEWS);
        let mut trial = Trial { reviewer: self, standard, sources, trees: &trees, review, held, left };
        let mut rest: Vec<&Finding> = review.findings.iter().filter(|it| it.fix.is_some()).collect();
        while !rest.is_empty() {
            let mut taken = Taken::default();
            let (round, others): (Vec<&Finding>, Vec<&Finding>) =
                rest.into_iter().partition(|it| it.fix.as_ref().is_some_and(|it| taken.take(&it.edits)));
            trial.attempt(&round);
            rest = if round.is_empty() { Vec::new() } else { others };
        }
        let held = trial.held;
        self.restore(trees);
        for finding in &mut review.findings {
            finding.fix = finding.fix.take().filter(|_| held.contains(&finding.fingerprint));
        }
    }
}

struct Trial<'t> {
    reviewer: &'t mut Reviewer,
    standard: &'t Standard,
    sources: &'t [Source],
    /// Of these sources.
    trees: &'t [(String, Arc<Tree>)],
    review: &'t Review,
    /// Fingerprints of the findings whose fix holds.
    held: BTreeSet<String>,
    /// Reviews that may still be made.
    left: usize,
}

impl Trial<'_> {
    /// Tries fixes at once; if that does not do, those that seem to be at fault and the others for themselves.
    fn attempt(&mut self, fixes: &[&Finding]) {
        if fixes.is_empty() || self.left == 0 {
            return;
        }
        self.left -= 1;
        let sources = applied(self.sources, fixes);
        let after = self.reviewer.review(&sources, self.standard);
        match verdict((self.trees, self.review), (self.reviewer.trees(), &after), fixes) {
            Ok(()) => self.held.extend(fixes.iter().map(|it| it.fingerprint.clone())),
            Err(_) if fixes.len() < 2 => {}
            Err(refused) => refused.parts.iter().for_each(|part| self.attempt(&those(fixes, part))),
        }
    }
}

/// The findings at these places.
pub fn those<'f>(findings: &[&'f Finding], places: &[usize]) -> Vec<&'f Finding> {
    places.iter().filter_map(|at| findings.get(*at).copied()).collect()
}

/// A fingerprint without the number that tells twins apart.
pub fn family(finding: &Finding) -> String {
    finding.fingerprint.split('-').next().unwrap_or_default().to_owned()
}

/// The files that a finding's fix changes.
pub fn paths(finding: &Finding) -> Vec<&str> {
    let mut paths: Vec<&str> = finding.fix.iter().flat_map(|it| &it.edits).map(|it| it.path.as_str()).collect();
    paths.dedup();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Fix;

    /// A finding's fix with what it writes exchanged.
    fn with(review: &mut Review, at: usize, text: &str) {
        let fix: Option<&mut Fix> = review.findings.get_mut(at).and_then(|it| it.fix.as_mut());
        fix.expect("it has a fix").edits.iter_mut().for_each(|it| it.text = text.into());
    }

    #[test]
    fn only_fixes_that_hold_are_offered() {
        let test = |name: &str| format!("it.only('{name}', () => {{\n  expect(1).toBe(1);\n}});\n");
        let names = ["a", "b", "c", "d", "e"];
        let sources: Vec<Source> = names.iter().map(|it| Source::new(format!("{it}.spec.ts"), test(it))).collect();
        let standard = Standard::default();
        let mut reviewer = Reviewer::default();
        let mut review = reviewer.review(&sources, &standard);
        assert_eq!(review.findings.iter().filter(|it| it.fix.is_some()).count(), names.len());
        let whole = review.clone();
        reviewer.confirm(&sources, &standard, &mut review);
        assert_eq!(review, whole, "all hold");
        with(&mut review, 1, "it.only");
        with(&mut review, 3, "((");
        reviewer.confirm(&sources, &standard, &mut review);
        let fixed: Vec<&str> =
            review.findings.iter().filter(|it| it.fix.is_some()).map(|it| it.path.as_str()).collect();
        assert_eq!(fixed, ["a.spec.ts", "c.spec.ts", "e.spec.ts"]);
        assert_eq!(reviewer.review(&sources, &standard), whole, "what it remembers is of the sources");
    }
}
