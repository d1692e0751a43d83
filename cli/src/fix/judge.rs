//! Whether fixes did what they promise, and nothing worse.

use std::collections::BTreeMap;

use analyzer::Source;
use analyzer::project::File;
use analyzer::report::{Finding, Review, Severity};
use analyzer::syntax::Parser;

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
