//! Which fixes go together, and what the files say with them.

use std::collections::BTreeMap;
use std::fs;

use analyzer::Source;
use analyzer::report::{self, Edit, Finding};

use super::{Work, paths};
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

/// The places that fixes change, by file: end by start.
#[derive(Default)]
struct Taken(BTreeMap<String, BTreeMap<u32, u32>>);

impl Taken {
    /// Takes all of the places, or none if one of them is taken. Two insertions at one place do not go together.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let is_free = edits.iter().all(|it| self.is_free(it));
        for edit in edits.iter().filter(|_| is_free) {
            let range = &edit.range;
            self.0.entry(edit.path.clone()).or_default().insert(range.start.offset, range.end.offset);
        }
        is_free
    }

    fn is_free(&self, edit: &Edit) -> bool {
        let Some(file) = self.0.get(&edit.path) else { return true };
        let (start, end) = (edit.range.start.offset, edit.range.end.offset);
        let before = file.range(..=start).next_back();
        let after = file.range(start..).next();
        before.is_none_or(|(from, to)| *from != start && *to <= start) && after.is_none_or(|(from, _)| *from >= end)
    }
}

/// The sources with fixes applied; each text keeps its line ends.
pub fn applied(sources: &[Source], findings: &[&Finding]) -> Vec<Source> {
    let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for edit in findings.iter().filter_map(|it| it.fix.as_ref()).flat_map(|it| &it.edits) {
        edits.entry(&edit.path).or_default().push(edit.clone());
    }
    let text = |source: &Source| {
        let Some(mut edits) = edits.get(source.path.as_str()).cloned() else { return source.clone() };
        edits.sort_by_key(|it| it.range.start.offset);
        if source.text.contains("\r\n") {
            edits.iter_mut().for_each(|it| it.text = it.text.replace("\r\n", "\n").replace('\n', "\r\n"));
        }
        Source::new(source.path.as_str(), report::apply(&source.text, &edits.iter().collect::<Vec<_>>()))
    };
    sources.iter().map(text).collect()
}
