//! Fixes to text.

use super::{Edit, Fix};

/// The edits of fixes that can be applied together, in order of path and offset: a fix that overlaps one before it is
/// left out whole.
pub fn together<'r>(fixes: impl IntoIterator<Item = &'r Fix>) -> Vec<&'r Edit> {
    let mut taken: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let free = |edit: &Edit| !taken.iter().any(|it| overlap(it, edit));
        if fix.edits.iter().all(free) {
            taken.extend(&fix.edits);
        }
    }
    super::sorted(taken, |it| super::order::place(&it.path, it.range.start.offset))
}

fn overlap(a: &Edit, b: &Edit) -> bool {
    let same = a.range == b.range && a.text == b.text;
    let (first, second) = if a.range.start <= b.range.start { (a, b) } else { (b, a) };
    a.path == b.path && (same || second.range.start < first.range.end)
}

/// A text with edits of it applied; they are sorted and do not overlap, as [`together`] gives them.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out: Vec<u16> = Vec::with_capacity(units.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.range.start.offset as usize, edit.range.end.offset as usize);
        out.extend(units.get(at..start).unwrap_or_default());
        out.extend(edit.text.encode_utf16());
        at = end.max(at);
    }
    out.extend(units.get(at..).unwrap_or_default());
    String::from_utf16_lossy(&out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Position, Range};

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        let at = |offset| Position { line: 1, column: offset + 1, offset };
        Edit { path: "a.ts".into(), range: Range { start: at(start), end: at(end) }, text: text.into() }
    }

    fn fix(edits: Vec<Edit>) -> Fix {
        Fix { title: String::new(), safe: true, reason: String::new(), edits }
    }

    #[test]
    fn edits_count_utf16_units() {
        let (a, b) = (edit(3, 4, "y"), edit(5, 5, "!"));
        assert_eq!(apply("😀 x\n", &[&a, &b]), "😀 y\n!");
    }

    #[test]
    fn an_overlapping_fix_is_left_out_whole() {
        let fixes =
            [fix(vec![edit(0, 4, "a")]), fix(vec![edit(2, 3, "b"), edit(8, 9, "c")]), fix(vec![edit(4, 5, "d")])];
        let texts: Vec<&str> = together(&fixes).iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["a", "d"]);
    }
}
