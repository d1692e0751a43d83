//! Fixes to text.

use super::{Edit, Fix};

/// The edits of fixes that can be applied together, in order of path and offset: a fix that overlaps one before it is
/// left out whole. An import that several bring is written once.
pub fn together<'r>(fixes: impl IntoIterator<Item = &'r Fix>) -> Vec<&'r Edit> {
    let mut taken: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let free = |edit: &Edit| !taken.iter().any(|it| overlap(it, edit));
        let (shared, own): (Vec<&Edit>, Vec<&Edit>) =
            fix.edits.iter().partition(|edit| taken.iter().any(|it| is_shared(it, edit)));
        if own.iter().all(|it| free(it)) && (shared.is_empty() || !own.is_empty()) {
            taken.extend(own);
        }
    }
    super::sorted(taken, |it| super::order::place(&it.path, it.range.start.offset))
}

/// Whether two fixes write the same import, or the same name into one list: once is enough for both.
pub fn is_shared(a: &Edit, b: &Edit) -> bool {
    let is_import = a.text.starts_with("import ") || a.text.starts_with(',');
    a.range.start == a.range.end && is_import && a.path == b.path && a.range == b.range && a.text == b.text
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

    #[test]
    fn an_import_that_two_fixes_bring_is_written_once() {
        let import = || edit(0, 0, "import { A } from 'a';\n");
        let fixes = [fix(vec![import(), edit(4, 5, "A")]), fix(vec![import(), edit(8, 9, "A")])];
        let texts: Vec<&str> = together(&fixes).iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["import { A } from 'a';\n", "A", "A"]);
        let fixes = [fix(vec![edit(9, 9, ")"), edit(0, 0, "(")]), fix(vec![edit(9, 9, ")"), edit(4, 4, "(")])];
        assert_eq!(together(&fixes).len(), 2, "a bracket each needs for itself");
    }
}
