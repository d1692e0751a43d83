//! Several fixes at once: which go together, and what the files say with them.

use std::collections::BTreeMap;

use crate::Source;
use crate::report::{self, Edit, Finding};

/// The places that fixes change, by file and start.
#[derive(Default)]
pub struct Taken(BTreeMap<String, BTreeMap<u32, Edit>>);

impl Taken {
    /// Takes all of the places, or none if one of them is taken. Two insertions at one place do not go together,
    /// unless both bring the same import.
    pub fn take(&mut self, edits: &[Edit]) -> bool {
        let is_free = edits.iter().all(|it| self.is_free(it));
        for edit in edits.iter().filter(|_| is_free) {
            self.0.entry(edit.path.clone()).or_default().insert(edit.range.start.offset, edit.clone());
        }
        is_free
    }

    fn is_free(&self, edit: &Edit) -> bool {
        let Some(file) = self.0.get(&edit.path) else { return true };
        let (start, end) = (edit.range.start.offset, edit.range.end.offset);
        let before = file.range(..=start).next_back();
        let after = file.range(start..).next();
        let ends = |it: &Edit| it.range.end.offset <= start || report::is_shared(it, edit);
        before.is_none_or(|(from, it)| (*from != start || report::is_shared(it, edit)) && ends(it))
            && after.is_none_or(|(from, _)| *from >= end)
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
        edits.dedup_by(|a, b| report::is_shared(a, b));
        if source.text.contains("\r\n") {
            edits.iter_mut().for_each(|it| it.text = it.text.replace("\r\n", "\n").replace('\n', "\r\n"));
        }
        Source::new(source.path.as_str(), report::apply(&source.text, &edits.iter().collect::<Vec<_>>()))
    };
    sources.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Position, Range};

    fn edit(at: u32, text: &str) -> Edit {
        let at = Position { line: 1, column: at + 1, offset: at };
        Edit { path: "a.ts".into(), range: Range { start: at, end: at }, text: text.into() }
    }

    #[test]
    fn insertions_at_one_place_go_together_only_for_one_import() {
        let import = || edit(0, "import { a } from 'a';\n");
        let mut taken = Taken::default();
        assert!(taken.take(&[import(), edit(9, "a")]) && taken.take(&[import(), edit(12, "a")]));
        assert!(!taken.take(&[edit(0, "import { b } from 'b';\n")]), "another import");
        assert!(!taken.take(&[edit(9, "a")]), "no import");
    }
}
