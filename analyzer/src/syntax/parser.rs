//! Text to tree, with the repairs that the two grammars need.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::edited::Edited;
use super::flatten::{Numbers, errors};
use super::kinds::Kinds;
use super::node::Node;
use super::{Language, Span, Tree};

/// Parses; made once, used for many texts.
pub struct Parser {
    typescript: Grammar,
    prisma: Grammar,
}

impl Default for Parser {
    fn default() -> Parser {
        Parser {
            typescript: Grammar::of(tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()),
            prisma: Grammar::of(tree_sitter_prisma_io::LANGUAGE.into()),
        }
    }
}

impl Parser {
    /// One more, for another thread: what the grammars' numbers mean is not asked again.
    pub(crate) fn another(&self) -> Parser {
        Parser { typescript: self.typescript.another(), prisma: self.prisma.another() }
    }

    /// Parsing never fails: what cannot be parsed becomes nodes of kind `Error`.
    pub fn parse(&mut self, language: Language, text: Arc<str>) -> Tree {
        self.parse_edited(language, text, None)
    }

    /// As [`Parser::parse`], the same tree in a fraction of the time where `edited` holds an earlier text of the same file;
    /// from then on it holds this one.
    pub fn parse_edited(&mut self, language: Language, text: Arc<str>, edited: Option<&mut Option<Edited>>) -> Tree {
        let (grammar, readable) = match language {
            Language::TypeScript => (&mut self.typescript, readable_typescript(&text)),
            Language::Prisma => (&mut self.prisma, readable_prisma(&text)),
        };
        let tree = match edited {
            None => grammar.parse(&readable, None),
            Some(edited) => {
                let again = edited.as_ref().and_then(|it| grammar.parse_again(&readable, it));
                let tree = again.unwrap_or_else(|| grammar.parse(&readable, None));
                if let Some(now) = Edited::of(&tree, &readable) {
                    *edited = Some(now);
                }
                tree
            }
        };
        let (kinds, errors, nodes) = grammar.read(tree);
        Tree { kinds, nodes, errors, text, variables: OnceLock::new() }
    }
}

/// A parser and what its numbers mean.
struct Grammar {
    parser: tree_sitter::Parser,
    numbers: Numbers,
}

impl Grammar {
    fn of(language: tree_sitter::Language) -> Grammar {
        let numbers = Numbers::of(&language);
        Grammar::with(&language, numbers)
    }

    fn with(language: &tree_sitter::Language, numbers: Numbers) -> Grammar {
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(language).expect("the grammar is built for this tree-sitter");
        Grammar { parser, numbers }
    }

    fn another(&self) -> Grammar {
        let language = self.parser.language().expect("it was set");
        Grammar::with(&language, self.numbers.clone())
    }

    fn parse(&mut self, text: &str, before: Option<&tree_sitter::Tree>) -> tree_sitter::Tree {
        self.parser.parse(text, before).expect("a language is set and nothing cancels")
    }

    /// Nothing if the text is damaged, or could be read otherwise at first sight.
    fn parse_again(&mut self, text: &str, edited: &Edited) -> Option<tree_sitter::Tree> {
        let before = edited.before(text)?;
        Some(self.parse(text, Some(&before))).filter(|it| !it.root_node().has_error())
    }

    fn read(&mut self, tree: tree_sitter::Tree) -> (Kinds, Box<[Span]>, Box<[Node]>) {
        let is_damaged = tree.root_node().has_error();
        self.numbers.flatten(tree, |nodes| {
            let errors = if is_damaged { errors(nodes) } else { Box::default() };
            (Kinds::of(nodes), errors, nodes.into())
        })
    }
}

/// The grammar does not know `` tag<T>`text` `` and silently reads comparisons; with `<T>` blanked it does, and no
/// offset moves.
pub(super) fn readable_typescript(text: &str) -> Cow<'_, str> {
    let ticks = text.match_indices('`').filter_map(|(at, _)| at.checked_sub(1));
    let ends = ticks.filter(|it| text.as_bytes().get(*it) == Some(&b'>'));
    blank(text, ends.filter_map(|end| Some((type_arguments(text.as_bytes().get(..=end)?)?, end + 1))))
}

/// The grammar reads the line after a bare `//` as part of the comment, and knows no `@@map` and `@@schema` of enums.
fn readable_prisma(text: &str) -> Cow<'_, str> {
    let bare = |at: usize| {
        let rest = text.get(at + 2..).unwrap_or_default();
        let before = text.get(..at).unwrap_or_default();
        (!before.ends_with('/') && (rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n")))
            .then_some((at, at + 2))
    };
    blank(text, text.match_indices("//").filter_map(|(at, _)| bare(at)).chain(enum_attributes(text)))
}

/// The lines of `@@…` inside enums.
fn enum_attributes(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut at, mut inside) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        inside = start.starts_with("enum ") || inside && !start.starts_with('}');
        if inside && start.starts_with("@@") {
            found.push((at + line.len() - start.len(), at + line.trim_end().len()));
        }
        at += line.len();
    }
    found
}

fn blank(text: &str, ranges: impl Iterator<Item = (usize, usize)>) -> Cow<'_, str> {
    let mut bytes = Cow::Borrowed(text.as_bytes());
    for (start, end) in ranges {
        if let Some(range) = bytes.to_mut().get_mut(start..end) {
            range.fill(b' ');
        }
    }
    match bytes {
        Cow::Borrowed(_) => text.into(),
        Cow::Owned(bytes) => String::from_utf8(bytes).map_or(text.into(), Cow::Owned),
    }
}

/// Where the type arguments begin that end `text`, if they follow a name.
fn type_arguments(text: &[u8]) -> Option<usize> {
    let mut depth = 0;
    let byte = |at: usize| text.get(at).copied();
    for at in (0..text.len()).rev() {
        match byte(at)? {
            b'`' => return None,
            b'>' if at > 0 && byte(at - 1) == Some(b'=') => {}
            b'>' => depth += 1,
            b'<' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let before = byte(at.checked_sub(1)?)?;
            return (before.is_ascii_alphanumeric() || before == b'_').then_some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Field, Kind};

    fn parse(language: Language, text: &str) -> Tree {
        Parser::default().parse(language, text.into())
    }

    #[test]
    fn every_kind_and_field_is_in_a_grammar() {
        let grammars: [tree_sitter::Language; 2] =
            [tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(), tree_sitter_prisma_io::LANGUAGE.into()];
        for (name, _) in Kind::NAMES.iter().filter(|(it, _)| !it.starts_with('#')) {
            assert!(grammars.iter().any(|it| it.id_for_node_kind(name, true) != 0), "{name}");
        }
        for (name, _) in Field::NAMES {
            assert!(grammars.iter().any(|it| it.field_id_for_name(name).is_some()), "{name}");
        }
    }

    #[test]
    fn a_tagged_template_may_have_type_arguments() {
        for text in ["sql<User>`SELECT ${id}`", "await db.sql<{ n: Map<string, () => bigint> }[]>`SELECT ${id}`"] {
            let tree = parse(Language::TypeScript, text);
            let call = tree.root(0).find(Kind::Call).next().expect(text);
            assert_eq!(call.field(Field::Arguments).expect(text).kind(), Kind::Template, "{text}");
            assert_eq!(call.text(), text.trim_start_matches("await "));
        }
    }

    #[test]
    fn a_bare_prisma_comment_ends_with_its_line() {
        let tree = parse(Language::Prisma, "//\nmodel A {\n  //\r\n  id Int @id\n}\n//");
        assert_eq!(tree.root(0).find(Kind::ColumnDeclaration).count(), 1);
        assert!(tree.errors.is_empty(), "{:?}", tree.errors);
    }

    #[test]
    fn enums_may_have_attributes() {
        let text = "enum A {\n  X @map(\"x\")\n\n  @@map(\"a\") // why\n}\nmodel B {\n  id Int @id\n  @@map(\"b\")\n}";
        let tree = parse(Language::Prisma, text);
        assert!(tree.errors.is_empty(), "{:?}", tree.errors);
        assert_eq!(tree.root(0).find(Kind::BlockAttribute).count(), 1);
    }

    #[test]
    fn children_parents_and_ranges_agree() {
        let tree = parse(Language::TypeScript, "class A { b(c: D) { return c ? [1, 2] : { e: 3 }; } }");
        let root = tree.root(0);
        for node in root.descendants() {
            let parent = node.parent().expect("only the root has none");
            assert!(parent.children_and_comments().any(|it| it == node));
            assert!(parent.span().contains(node.span()));
        }
    }

    #[test]
    fn broken_text_keeps_its_good_parts() {
        let tree = parse(Language::TypeScript, "class A { b() { return 1; }\n  c( { ;;; \nclass D {}");
        assert!(!tree.errors.is_empty());
        assert!(tree.root(0).find(Kind::Method).any(|it| it.text().starts_with("b()")));
    }
}
