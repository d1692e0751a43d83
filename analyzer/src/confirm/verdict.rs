//! Whether fixes did what they promise, and nothing worse.

use std::collections::BTreeMap;

use crate::Source;
use crate::project::File;
use crate::report::{Finding, Review, Severity};
use crate::syntax::Parser;

use super::{family, paths, text_of};

/// Sources and their review.
type State<'s> = (&'s [Source], &'s Review);

/// Nothing, or why the fixes of these findings cannot stay.
///
/// Findings are counted by rule and file: a fix may change the text, and so the fingerprint, of a finding beside it.
pub fn verdict(before: State, after: State, fixed: &[Finding]) -> Result<(), String> {
    for path in fixed.iter().flat_map(paths) {
        if errors(path, after.0) > errors(path, before.0) {
            return Err(format!("{path} could not be read any more"));
        }
    }
    let mut families: BTreeMap<String, isize> = BTreeMap::new();
    let mut groups: BTreeMap<(&str, &str), isize> = BTreeMap::new();
    for (findings, sign) in [(&before.1.findings[..], 1), (fixed, -1), (&after.1.findings, -1)] {
        for finding in findings {
            *families.entry(family(finding)).or_default() += sign;
            *groups.entry((&finding.rule, &finding.path)).or_default() += sign;
        }
    }
    let stays = |it: &Finding| {
        families.get(&family(it)).is_some_and(|left| *left < 0) || groups.get(&(&*it.rule, &*it.path)) < Some(&0)
    };
    if fixed.iter().any(stays) {
        return Err("the finding would stay".into());
    }
    let least = fixed.iter().map(|it| it.severity).min().unwrap_or(Severity::Info);
    let is_new = |it: &&Finding| it.severity >= least && groups.get(&(&*it.rule, &*it.path)) < Some(&0);
    match after.1.findings.iter().find(is_new) {
        Some(new) => Err(format!("it would bring {} in {}", new.rule, new.path)),
        None => Ok(()),
    }
}

/// How many places of a file cannot be parsed.
fn errors(path: &str, sources: &[Source]) -> usize {
    let parse = |language| Parser::default().parse(language, text_of(sources, path)).errors.len();
    File::language(path).map_or(0, parse)
}

#[cfg(test)]
mod tests {
    use crate::{Standard, review};

    use super::*;

    fn state(text: &str) -> (Vec<Source>, Review) {
        let sources = vec![Source::new("a.spec.ts", text)];
        let review = review(&sources, &Standard::default());
        (sources, review)
    }

    const BEFORE: &str = "it.only('a', () => {\n  expect(1).toBe(1);\n});\n";

    fn judged(after: &str) -> Result<(), String> {
        let (before, after) = (state(BEFORE), state(after));
        let fixed: Vec<Finding> = before.1.findings.clone();
        assert!(fixed.len() == 1 && fixed[0].fix.is_some(), "{fixed:?}");
        verdict((&before.0, &before.1), (&after.0, &after.1), &fixed)
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
        let said =
            verdict((&before.0, &before.1), (&after.0, &after.1), &before.1.findings).expect_err("a new finding");
        assert_eq!(said, format!("it would bring {} in a.ts", after.1.findings[0].rule));
        after.1.findings[0].severity = Severity::Info;
        assert_eq!(verdict((&before.0, &before.1), (&after.0, &after.1), &before.1.findings), Ok(()));
    }
}
