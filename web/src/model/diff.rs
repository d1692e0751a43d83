//! The user's lines before and after a fix, as rows of a diff with a few lines around.
//!
//! The diff itself is a small one of its own: a general crate weighs a tenth of the whole app, and what is compared
//! here is a fix of a few lines or an example. A test holds it against such a crate.

use analyzer::report::{Edit, Fix, apply};

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
    let rows = rows(&before.lines().collect::<Vec<_>>(), &after.lines().collect::<Vec<_>>());
    let changed: Vec<usize> = (0..rows.len()).filter(|&at| rows[at].side != Side::Same).collect();
    let mut hunks = Vec::new();
    let mut from = 0;
    while let Some(&first) = changed.get(from) {
        let gap = |pair: &[usize]| pair[1] - pair[0] > 2 * context + 1;
        let until = changed[from..].windows(2).position(gap).map_or(changed.len(), |at| from + at + 1);
        let end = (changed[until - 1] + context + 1).min(rows.len());
        hunks.push(rows[first.saturating_sub(context)..end].to_vec());
        from = until;
    }
    hunks
}

/// More pairs of differing lines are not compared: they are shown as replaced.
const MOST: usize = 1_000_000;

/// Every line of both texts; between the ends they share, the longest common subsequence stays.
fn rows(old: &[&str], new: &[&str]) -> Vec<Row> {
    let least = old.len().min(new.len());
    let head = (0..least).take_while(|&at| old[at] == new[at]).count();
    let tail = (0..least - head).take_while(|&at| old[old.len() - 1 - at] == new[new.len() - 1 - at]).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let common = lengths(&old[head..old_end], &new[head..new_end]);
    let width = new_end - head + 1;
    let row = |side, at: usize, lines: &[&str]| Row { side, line: at + 1, text: lines[at].to_owned() };
    let mut rows: Vec<Row> = (0..head).map(|at| row(Side::Same, at, old)).collect();
    let (mut i, mut j) = (head, head);
    while i < old_end || j < new_end {
        let length = |i: usize, j: usize| common.get((i - head) * width + j - head).copied().unwrap_or(0);
        if i < old_end && j < new_end && old[i] == new[j] && !common.is_empty() {
            rows.push(row(Side::Same, i, old));
            (i, j) = (i + 1, j + 1);
        } else if i < old_end && (j == new_end || length(i + 1, j) >= length(i, j + 1)) {
            rows.push(row(Side::Removed, i, old));
            i += 1;
        } else {
            rows.push(row(Side::Added, j, new));
            j += 1;
        }
    }
    rows.extend((old_end..old.len()).map(|at| row(Side::Same, at, old)));
    rows
}

/// How long the common subsequence from each pair of lines on is; empty if that is too much to ask.
fn lengths(old: &[&str], new: &[&str]) -> Vec<u32> {
    let width = new.len() + 1;
    if old.len() * width > MOST {
        return vec![];
    }
    let mut lengths = vec![0; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let at = i * width + j;
            let next = lengths[at + width + 1];
            lengths[at] = if old[i] == new[j] { next + 1 } else { lengths[at + 1].max(lengths[at + width]) };
        }
    }
    lengths
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
    use similar::{Algorithm, DiffTag, capture_diff_slices};

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
        let hunks_of = hunks(before, "A\nb\nc\nd\ne\nf\ng\nH\n", 1);
        assert_eq!(hunks_of.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
        assert!(hunks(before, before, 1).is_empty());
        assert_eq!(hunks("a\nb\nc\n", "A\nb\nC\n", 1).len(), 1);
    }

    #[test]
    fn it_keeps_as_many_lines_as_a_full_diff() {
        let mut seed = 7_u32;
        let mut line = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ["a", "b", "c", "d"][(seed >> 24) as usize % 4]
        };
        for size in 0..40 {
            let old: Vec<&str> = (0..size).map(|_| line()).collect();
            let new: Vec<&str> = (0..size + 3).map(|_| line()).collect();
            let kept = rows(&old, &new).iter().filter(|row| row.side == Side::Same).count();
            let full = capture_diff_slices(Algorithm::Myers, &old, &new);
            let full: usize = full.iter().filter(|op| op.tag() == DiffTag::Equal).map(|op| op.old_range().len()).sum();
            assert_eq!(kept, full);
            let made: Vec<String> =
                rows(&old, &new).into_iter().filter(|row| row.side != Side::Removed).map(|row| row.text).collect();
            assert_eq!(made, new);
        }
    }
}
