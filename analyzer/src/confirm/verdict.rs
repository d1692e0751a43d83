//! Whether fixes did what they promise, and nothing worse.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::report::{Finding, Review, Severity};
use crate::review::tree_at;
use crate::syntax::Tree;

use super::{family, paths};

/// A review, and what was parsed for it.
type State<'s> = (&'s [(String, Arc<Tree>)], &'s Review);

/// Why fixes cannot stay together.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    /// In words.
    pub why: String,
    /// The fixes by their places in two parts, to be tried one after the other: those that seem to be at fault are the second;
    /// where nothing tells, the parts are halves.
    pub parts: [Vec<usize>; 2],
}

/// What fixes did beside what they promise, or did not do.
struct Fault {
    /// In words.
    why: String,
    /// The fixes that lie near, by their places among all; none if that does not tell.
    near: Vec<usize>,
}

/// Whether the fixes of these findings can stay together.
///
/// # Errors
/// Why they cannot, and how to go on.
pub fn verdict(before: State, after: State, fixed: &[&Finding]) -> Result<(), Refused> {
    let faults = faults(before, after, fixed);
    let suspects: BTreeSet<usize> = faults.iter().flat_map(|it| it.near.iter().copied()).collect();
    let is_told = faults.iter().all(|it| !it.near.is_empty()) && suspects.len() < fixed.len();
    let is_suspect = |at: &usize| if is_told { suspects.contains(at) } else { *at >= fixed.len() / 2 };
    let (second, first) = (0..fixed.len()).partition(is_suspect);
    faults.into_iter().next().map_or(Ok(()), |it| Err(Refused { why: it.why, parts: [first, second] }))
}

/// What is wrong with these fixes together.
///
/// Findings are counted by rule and file: a fix may change the text, and so the fingerprint, of a finding beside it.
fn faults(before: State, after: State, fixed: &[&Finding]) -> Vec<Fault> {
    let touching =
        |path: &str| (0..).zip(fixed).filter(|(_, it)| paths(it).contains(&path)).map(|(at, _)| at).collect();
    let changed: BTreeSet<&str> = fixed.iter().flat_map(|it| paths(it)).collect();
    let broken = changed.into_iter().filter(|it| is_broken(it, before.0, after.0));
    let broken = broken.map(|it| Fault { why: format!("{it} could not be read any more"), near: touching(it) });
    let mut faults: Vec<Fault> = broken.collect();
    let mut families: BTreeMap<String, isize> = BTreeMap::new();
    let mut groups: BTreeMap<(&str, &str), isize> = BTreeMap::new();
    let (was, is) = (before.1.findings.iter(), after.1.findings.iter());
    let signed = was.map(|it| (it, 1)).chain(fixed.iter().map(|it| (*it, -1))).chain(is.clone().map(|it| (it, -1)));
    for (finding, sign) in signed {
        *families.entry(family(finding)).or_default() += sign;
        *groups.entry((&finding.rule, &finding.path)).or_default() += sign;
    }
    let is_more = |it: &Finding| families.get(&family(it)).is_some_and(|left| *left < 0);
    let group_is_more = |it: &Finding| groups.get(&(&*it.rule, &*it.path)).is_some_and(|left| *left < 0);
    let stays = (0..).zip(fixed).filter(|(_, it)| is_more(it) || group_is_more(it));
    faults.extend(stays.map(|(at, it)| {
        let others = is.clone().filter(|other| other.rule == it.rule && other.path == it.path && is_more(other));
        let near: Vec<usize> = others.filter_map(|it| nearest(it, fixed)).collect();
        let near = if near.is_empty() { vec![at] } else { near };
        Fault { why: "the finding would stay".into(), near }
    }));
    let least = fixed.iter().map(|it| it.severity).min().unwrap_or(Severity::Info);
    let new = is.filter(|it| it.severity >= least && group_is_more(it));
    // Where one more can be told from those that were there, it alone is new.
    let told: BTreeSet<(&str, &str)> = new.clone().filter(|it| is_more(it)).map(|it| (&*it.rule, &*it.path)).collect();
    let new = new.filter(|it| is_more(it) || !told.contains(&(&*it.rule, &*it.path)));
    faults.extend(new.map(|it| {
        let why = format!("it would bring {} in {}", it.rule, it.path);
        Fault { why, near: nearest(it, fixed).into_iter().collect() }
    }));
    faults
}

/// The fix that changes the file of a finding nearest to it. Lines above may have come or gone, so near is a guess.
fn nearest(finding: &Finding, fixed: &[&Finding]) -> Option<usize> {
    let edits = (0..).zip(fixed).flat_map(|(at, it)| it.fix.iter().flat_map(|it| &it.edits).map(move |it| (at, it)));
    let near = edits.filter(|(_, it)| it.path == finding.path);
    near.min_by_key(|(_, it)| it.range.start.line.abs_diff(finding.range.start.line)).map(|(at, _)| at)
}

/// Whether more places of a file cannot be parsed, or it was not read at all.
fn is_broken(path: &str, before: &[(String, Arc<Tree>)], after: &[(String, Arc<Tree>)]) -> bool {
    let errors = |trees| tree_at(trees, path).map(|it| it.errors.len());
    errors(before).is_some_and(|before| errors(after).is_none_or(|after| after > before))
}

#[cfg(test)]
mod tests {
    use crate::{Reviewer, Source, Standard, review};

    use super::*;

    fn state(text: &str) -> (Vec<(String, Arc<Tree>)>, Review) {
        let mut reviewer = Reviewer::default();
        let review = reviewer.review(&[Source::new("a.spec.ts", text)], &Standard::default());
        (reviewer.trees().to_vec(), review)
    }

    const BEFORE: &str = "it.only('a', () => {\n  expect(1).toBe(1);\n});\n";

    fn judged(after: &str) -> Result<(), String> {
        let (before, after) = (state(BEFORE), state(after));
        let fixed: Vec<&Finding> = before.1.findings.iter().collect();
        assert!(fixed.len() == 1 && fixed[0].fix.is_some(), "{fixed:?}");
        verdict((&before.0, &before.1), (&after.0, &after.1), &fixed).map_err(|it| it.why)
    }

    #[test]
    fn a_fix_must_keep_its_promise_and_bring_nothing_worse() {
        assert_eq!(judged("it('a', () => {\n  expect(1).toBe(1);\n});\n"), Ok(()));
        assert_eq!(judged(BEFORE), Err("the finding would stay".into()));
        assert_eq!(judged("fit('a', () => {\n  expect(2).toBe(2);\n});\n"), Err("the finding would stay".into()));
        assert_eq!(judged("it('a', () => {{\n"), Err("a.spec.ts could not be read any more".into()));
        // Elsewhere than in a test, where the rule looks.
        let worse = "it('a', () => {\n  expect(1).toBe(1);\n});\n";
        let query = "class A { async b(c) { await this.prisma.$queryRawUnsafe(`A '${c}'`); } }";
        let (before, mut after) = (state(BEFORE), state(worse));
        after.1.findings = review(&[Source::new("a.ts", query)], &Standard::default()).findings;
        let fixed: Vec<&Finding> = before.1.findings.iter().collect();
        let said = verdict((&before.0, &before.1), (&after.0, &after.1), &fixed).expect_err("a new finding");
        assert_eq!(said.why, format!("it would bring {} in a.ts", after.1.findings[0].rule));
        after.1.findings[0].severity = Severity::Info;
        assert_eq!(verdict((&before.0, &before.1), (&after.0, &after.1), &fixed), Ok(()));
    }

    #[test]
    fn a_fault_points_at_the_fix_beside_it() {
        let test = |name: &str, only: &str| format!("it{only}('{name}', () => {{\n  expect(1).toBe(1);\n}});\n");
        let text = |of: [&str; 3]| ["a", "b", "c"].iter().zip(of).map(|(name, it)| test(name, it)).collect::<String>();
        let (before, after) = (state(&text([".only"; 3])), state(&text(["", ".only", ""])));
        let fixed: Vec<&Finding> = before.1.findings.iter().collect();
        assert_eq!(fixed.len(), 3);
        let refused = verdict((&before.0, &before.1), (&after.0, &after.1), &fixed).expect_err("one stays");
        assert_eq!(refused.parts, [vec![0, 2], vec![1]], "{refused:?}");
    }
}
