//! A file that is being typed into: tree-sitter reads what an edit changes and takes the rest from the tree before.

use tree_sitter::{InputEdit, Point, Tree};

/// The last undamaged text of a file, as it was parsed, and its tree.
pub struct Edited {
    text: Box<str>,
    tree: Tree,
}

impl Edited {
    /// Nothing for a damaged text: what is taken over from its tree could be read otherwise than at first sight.
    pub(super) fn of(tree: &Tree, text: &str) -> Option<Edited> {
        (!tree.root_node().has_error()).then(|| Edited { text: text.into(), tree: tree.clone() })
    }

    /// Its tree, told what differs in a later text. Nothing where a line that differs has a `<`: what that opens is settled
    /// by all that follows, and tree-sitter settles it otherwise where it takes over what follows.
    pub(super) fn before(&self, text: &str) -> Option<Tree> {
        let edit = edit(&self.text, text);
        let has_angle = |text: &str, end: usize| {
            let (start, bytes) = (edit.start_byte, text.as_bytes());
            let begun = bytes.get(..start).unwrap_or_default().iter().rev().take_while(|it| **it != b'\n');
            let rest = bytes.iter().enumerate().skip(start).take_while(|(at, it)| *at < end || **it != b'\n');
            begun.chain(rest.map(|(_, it)| it)).any(|it| *it == b'<')
        };
        if has_angle(&self.text, edit.old_end_byte) || has_angle(text, edit.new_end_byte) {
            return None;
        }
        let mut before = self.tree.clone();
        before.edit(&edit);
        Some(before)
    }
}

/// The one stretch in which the texts differ.
fn edit(before: &str, after: &str) -> InputEdit {
    let same = |(a, b): &(u8, u8)| a == b;
    let mut start = before.bytes().zip(after.bytes()).take_while(same).count();
    while !before.is_char_boundary(start) {
        start -= 1;
    }
    let rest = before.len().min(after.len()) - start;
    let mut end = before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(same).count();
    while !before.is_char_boundary(before.len() - end) {
        end -= 1;
    }
    let (old_end, new_end) = (before.len() - end, after.len() - end);
    InputEdit {
        start_byte: start,
        old_end_byte: old_end,
        new_end_byte: new_end,
        start_position: point(before, start),
        old_end_position: point(before, old_end),
        new_end_position: point(after, new_end),
    }
}

fn point(text: &str, at: usize) -> Point {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let column = before.iter().rev().take_while(|it| **it != b'\n').count();
    Point { row: before.iter().filter(|it| **it == b'\n').count(), column }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Language, Parser, Tree};
    use super::*;

    const TYPESCRIPT: &str = include_str!("flatten/sample.ts");
    const PRISMA: &str =
        "model A {\n  id Int @id // ü\n  b B? @relation(fields: [id])\n}\n\nenum B {\n  X\n  @@map(\"b\")\n}\n";
    /// What someone types or pastes: some of it breaks the text, some changes how all that follows is read.
    const TYPED: [&str; 16] = [
        "x",
        "\n",
        "// ü\n",
        "/*",
        "*/",
        "`",
        "'",
        "${",
        "}",
        "{",
        "(",
        ")",
        " as const",
        "async ",
        "\n@Get()\nb() {}\n",
        "<T>",
    ];

    fn nodes(tree: &Tree) -> Vec<String> {
        tree.nodes.iter().map(|it| format!("{it:?}")).collect()
    }

    #[test]
    fn an_edited_text_has_the_tree_of_a_new_one() {
        for (language, text) in [(Language::TypeScript, TYPESCRIPT), (Language::Prisma, PRISMA)] {
            let (mut parser, mut edited, mut again) = (Parser::default(), None, 0);
            let (mut text, mut good) = (text.to_owned(), text.to_owned());
            // A small generator of numbers, the same in each run.
            let mut seed = 7_u64;
            let mut next = |below: usize| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 33) as usize % below.max(1)
            };
            for _ in 0..600 {
                let before = text.clone();
                let at = (next(text.len())..).find(|it| text.is_char_boundary(*it)).unwrap_or(0);
                let end = (at + next(12)..).find(|it| *it >= text.len() || text.is_char_boundary(*it)).unwrap_or(at);
                text.replace_range(at..end.min(text.len()), TYPED[next(TYPED.len())]);
                let typed: Arc<str> = text.as_str().into();
                let had_one = edited.is_some();
                let tree = parser.parse_edited(language, typed.clone(), Some(&mut edited));
                let new = parser.parse(language, typed);
                assert_eq!(nodes(&tree), nodes(&new), "{before}\n----\n{text}");
                assert_eq!(tree.errors, new.errors);
                again += usize::from(had_one && tree.errors.is_empty());
                // What is broken is mended sooner or later.
                if tree.errors.is_empty() {
                    good.clone_from(&text);
                } else if next(3) > 0 {
                    text.clone_from(&good);
                }
            }
            assert!(again > 50, "only {again} trees were made from those before");
        }
    }

    #[test]
    fn an_edit_is_told_by_bytes_and_places() {
        let InputEdit { start_byte, old_end_byte, new_end_byte, start_position, new_end_position, .. } =
            edit("a\nbüc", "a\nböö\nc");
        assert_eq!((start_byte, old_end_byte, new_end_byte), (3, 5, 8));
        assert_eq!((start_position, new_end_position), (Point::new(1, 1), Point::new(2, 0)));
        let appended = edit("aa", "aaa");
        assert_eq!((appended.start_byte, appended.old_end_byte, appended.new_end_byte), (2, 2, 3));
    }
}
