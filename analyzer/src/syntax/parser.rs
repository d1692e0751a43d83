//! Text to tree, with the repairs that the two grammars need.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::kinds::Kinds;
use super::tree::Node;
use super::{Field, Kind, Language, Span, Tree};

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
    /// Parsing never fails: what cannot be parsed becomes nodes of kind `Error`.
    pub fn parse(&mut self, language: Language, text: Arc<str>) -> Tree {
        let (grammar, readable) = match language {
            Language::TypeScript => (&mut self.typescript, readable_typescript(&text)),
            Language::Prisma => (&mut self.prisma, readable_prisma(&text)),
        };
        let (nodes, errors) = grammar.parse(&readable);
        Tree { kinds: Kinds::of(&nodes), nodes, errors, text, variables: OnceLock::new() }
    }
}

/// A parser and what its symbol numbers mean.
struct Grammar {
    parser: tree_sitter::Parser,
    kinds: Vec<Kind>,
    keep: Vec<bool>,
    fields: Vec<Field>,
    /// Whether children of a kind may play a role.
    has_roles: Vec<bool>,
    /// Whether a kind is its text alone.
    is_whole: Vec<bool>,
}

/// What is read as one: quotes, fragments and escapes of a string, the words of these types, tell nothing more.
const WHOLE: [&str; 3] = ["string", "predefined_type", "accessibility_modifier"];

/// What holds most nodes, none of which plays a role: asking each for it takes longer than to know it.
const WITHOUT_ROLES: [&str; 14] = [
    "program",
    "statement_block",
    "expression_statement",
    "arguments",
    "array",
    "object",
    "object_pattern",
    "formal_parameters",
    "string",
    "template_string",
    "type_annotation",
    "type_arguments",
    "union_type",
    "object_type",
];

impl Grammar {
    fn of(language: tree_sitter::Language) -> Grammar {
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&language).expect("the grammar is built for this tree-sitter");
        let ids = 0..language.node_kind_count() as u16;
        let name = |id| language.node_kind_for_id(id).unwrap_or_default();
        let is_word = |id| name(id).chars().all(|it| it.is_ascii_alphabetic());
        let kind = |id| match language.node_kind_is_named(id) {
            true => Kind::of(name(id)),
            false if is_word(id) => Kind::Keyword,
            false => Kind::Other,
        };
        Grammar {
            parser,
            kinds: ids.clone().map(kind).collect(),
            keep: ids.clone().map(|id| language.node_kind_is_named(id) || is_word(id)).collect(),
            is_whole: ids.clone().map(|id| WHOLE.contains(&name(id))).collect(),
            has_roles: ids.map(|id| !WITHOUT_ROLES.contains(&name(id))).collect(),
            fields: (0..=language.field_count() as u16)
                .map(|id| language.field_name_for_id(id).map_or(Field::Other, Field::of))
                .collect(),
        }
    }

    fn parse(&mut self, text: &str) -> (Box<[Node]>, Box<[Span]>) {
        let tree = self.parser.parse(text, None).expect("a language is set and nothing cancels");
        let mut cursor = tree.walk();
        let mut flat = Flat::default();
        let is_damaged = tree.root_node().has_error();
        let mut symbols: Vec<usize> = Vec::new();
        loop {
            let at = cursor.node();
            let symbol = at.kind_id() as usize;
            let has_role = symbols.last().and_then(|it| self.has_roles.get(*it)).copied().unwrap_or(true);
            let field = if has_role { cursor.field_id() } else { None };
            if field.is_some() || self.keep.get(symbol).copied().unwrap_or(true) {
                let kind = match is_damaged && (at.is_error() || at.is_missing()) {
                    true => Kind::Error,
                    false => self.kinds.get(symbol).copied().unwrap_or(Kind::Other),
                };
                let field = field.and_then(|it| self.fields.get(it.get() as usize).copied()).unwrap_or(Field::Other);
                flat.open(kind, field, Span { start: at.start_byte() as u32, end: at.end_byte() as u32 });
                let is_whole = self.is_whole.get(symbol).copied().unwrap_or(false) && !(is_damaged && at.has_error());
                if !is_whole && cursor.goto_first_child() {
                    symbols.push(symbol);
                    continue;
                }
                flat.close();
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return (flat.nodes.into(), flat.errors.into());
                }
                flat.close();
                symbols.pop();
            }
        }
    }
}

/// The array while it grows.
#[derive(Default)]
struct Flat {
    nodes: Vec<Node>,
    errors: Vec<Span>,
    open: Vec<u32>,
}

impl Flat {
    fn open(&mut self, kind: Kind, field: Field, span: Span) {
        let id = self.nodes.len() as u32;
        if kind == Kind::Error && self.errors.last().is_none_or(|it| it.end < span.end || it.start > span.start) {
            self.errors.push(span);
        }
        self.nodes.push(Node { span, parent: self.open.last().copied().unwrap_or(0), next: id + 1, kind, field });
        self.open.push(id);
    }

    fn close(&mut self) {
        let next = self.nodes.len() as u32;
        if let Some(node) = self.open.pop().and_then(|id| self.nodes.get_mut(id as usize)) {
            node.next = next;
        }
    }
}

/// The grammar does not know `` tag<T>`text` `` and silently reads comparisons; with `<T>` blanked it does, and no
/// offset moves.
fn readable_typescript(text: &str) -> Cow<'_, str> {
    let ends = text.match_indices(">`").map(|(end, _)| end);
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

    fn parse(language: Language, text: &str) -> Tree {
        Parser::default().parse(language, text.into())
    }

    #[test]
    fn kinds_without_roles_have_none_in_the_grammar() {
        for types in [tree_sitter_typescript::TYPESCRIPT_NODE_TYPES, tree_sitter_prisma_io::NODE_TYPES] {
            let types: serde_json::Value = serde_json::from_str(types).expect("the grammar describes its nodes");
            let own = types.as_array().expect("a list").iter();
            for kind in own.filter(|it| WITHOUT_ROLES.iter().any(|name| it["type"] == *name)) {
                assert!(kind["fields"].as_object().is_none_or(|it| it.is_empty()), "{kind}");
            }
        }
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
