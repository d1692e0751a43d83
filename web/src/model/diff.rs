//! The user's lines before and after a fix, as rows of a diff with a few lines around.

use analyzer::report::{Edit, Fix, apply};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

/// A file's path and its text.
pub type Source = (String, String);

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It stays.
    Same,
    /// It goes.
    Removed,
    /// It comes.
    Added,
}

/// A line of a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What happens to it.
    pub side: Side,
    /// Its number: in the old text, for an added line in the new one.
    pub line: usize,
    /// Without the line end.
    pub text: String,
}

/// Changed lines that stand together, with the lines around them.
pub type Hunk = Vec<Row>;

/// What a fix does to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDiff {
    /// The file.
    pub path: String,
    /// Its changes in reading order.
    pub hunks: Vec<Hunk>,
}

/// A fix as diffs of the files it changes; `None` when one of the files is gone.
pub fn of_fix(sources: &[Source], fix: &Fix, context: usize) -> Option<Vec<FileDiff>> {
    let mut paths: Vec<&str> = fix.edits.iter().map(|edit| edit.path.as_str()).collect();
    paths.dedup();
    paths
        .into_iter()
        .map(|path| {
            let before = &sources.iter().find(|(name, _)| name == path)?.1;
            let edits: Vec<&Edit> = fix.edits.iter().filter(|edit| edit.path == path).collect();
            let after = apply(before, &edits);
            Some(FileDiff { path: path.to_owned(), hunks: hunks(before, &after, context) })
        })
        .collect()
}

/// The lines that differ, each group with up to `context` lines around it.
pub fn hunks(before: &str, after: &str, context: usize) -> Vec<Hunk> {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    group_diff_ops(ops, context)
        .iter()
        .map(|group| group.iter().flat_map(|op| rows(op, &old, &new)).collect())
        .collect()
}

fn rows(op: &DiffOp, old: &[&str], new: &[&str]) -> Vec<Row> {
    let lines = |side: Side, lines: &[&str], range: std::ops::Range<usize>| {
        let row = move |(i, text): (usize, &&str)| Row { side, line: i + 1, text: (*text).to_owned() };
        lines.iter().enumerate().skip(range.start).take(range.len()).map(row).collect::<Vec<_>>()
    };
    let (tag, old_range, new_range) = op.as_tag_tuple();
    match tag {
        DiffTag::Equal => lines(Side::Same, old, old_range),
        DiffTag::Delete => lines(Side::Removed, old, old_range),
        DiffTag::Insert => lines(Side::Added, new, new_range),
        DiffTag::Replace => [lines(Side::Removed, old, old_range), lines(Side::Added, new, new_range)].concat(),
    }
}

/// The lines as they will stand after the fix: what "Copy" copies.
pub fn after(diffs: &[FileDiff]) -> String {
    let mut text = String::new();
    let rows = diffs.iter().flat_map(|diff| &diff.hunks).flatten();
    for row in rows.filter(|row| row.side != Side::Removed) {
        text.push_str(&row.text);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn sources(text: &str) -> Vec<Source> {
        vec![("a.ts".to_owned(), text.to_owned())]
    }

    #[test]
    fn a_fix_becomes_removed_and_added_lines_with_context() {
        let text = "one\ntwo\nthree\nfour\nfive\n";
        let fix = sample::fix("a.ts", sample::range(3, 1, 8, 5), "drei");
        let diffs = of_fix(&sources(text), &fix, 1).expect("the text is the reviewed one");
        let rows: Vec<_> = diffs[0].hunks[0].iter().map(|row| (row.side, row.line, row.text.as_str())).collect();
        assert_eq!(
            rows,
            [(Side::Same, 2, "two"), (Side::Removed, 3, "three"), (Side::Added, 3, "drei"), (Side::Same, 4, "four")]
        );
        assert_eq!(after(&diffs), "two\ndrei\nfour\n");
    }

    #[test]
    fn offsets_are_utf16() {
        let fix = sample::fix("a.ts", sample::range(1, 4, 3, 1), "x");
        let diffs = of_fix(&sources("😀 q\n"), &fix, 0).expect("the offset is a character's");
        assert_eq!(diffs[0].hunks[0][1].text, "😀 x");
    }

    #[test]
    fn a_file_that_is_gone_gives_no_diff() {
        let fix = sample::fix("b.ts", sample::range(1, 1, 0, 1), "x");
        assert_eq!(of_fix(&sources("short"), &fix, 2), None);
    }

    #[test]
    fn far_changes_are_separate_hunks() {
        let before = "a\nb\nc\nd\ne\nf\ng\nh\n";
        assert_eq!(hunks(before, "A\nb\nc\nd\ne\nf\ng\nH\n", 1).len(), 2);
        assert!(hunks(before, before, 1).is_empty());
    }
}
