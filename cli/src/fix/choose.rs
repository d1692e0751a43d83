//! Which fixes go together, and what the files say with them.

use std::collections::BTreeMap;
use std::fs;

use analyzer::confirm::{Taken, paths};
use analyzer::report::Finding;

use super::Work;
use crate::atomic;
use crate::output::cause;
use crate::place::shown;
use crate::read::{Input, decode};

/// Files by name: why one cannot be written, or nothing if it can.
pub type Blocked = BTreeMap<String, Option<String>>;

/// Findings with a wanted fix that was not tried yet; none of them overlaps another.
pub fn candidates(
    work: &Work,
    with_unsafe: bool,
    is_meant: &dyn Fn(&Finding) -> bool,
    (inputs, blocked): (&[Input], &mut Blocked),
) -> Vec<Finding> {
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    for finding in &work.review.findings {
        let Some(fix) = finding.fix.as_ref().filter(|it| it.safe || with_unsafe) else { continue };
        let is_new = is_meant(finding) && !work.refused.contains_key(&finding.fingerprint);
        let is_open = |path: &&str| blocked_by(path, inputs, blocked).is_none();
        if is_new && !fix.edits.is_empty() && paths(finding).iter().all(is_open) && taken.take(&fix.edits) {
            chosen.push(finding.clone());
        }
    }
    chosen
}

/// Why a file cannot be written; it is looked at once.
fn blocked_by(name: &str, inputs: &[Input], blocked: &mut Blocked) -> Option<String> {
    if let Some(known) = blocked.get(name) {
        return known.clone();
    }
    let input = inputs.binary_search_by(|it| it.source.path.as_str().cmp(name)).ok().and_then(|it| inputs.get(it));
    let why = match input {
        None => Some(format!("{name} is not among the files")),
        Some(input) => why_not(input),
    };
    blocked.insert(name.to_owned(), why.clone());
    why
}

fn why_not(input: &Input) -> Option<String> {
    if !is_as_read(input) {
        return Some(format!("{} changed while it was reviewed; it was left as it is", shown(&input.path)));
    }
    let tried = atomic::prepare(&input.path, b"");
    tried.err().map(|it| format!("cannot write {}: {}; it was left as it is", shown(&input.path), cause(&it)))
}

/// Whether a file still says what was reviewed.
pub fn is_as_read(input: &Input) -> bool {
    let text = fs::read(&input.path).ok().and_then(|it| decode(it).ok());
    text.is_some_and(|(text, _)| *text == *input.source.text)
}
