//! tree-sitter's tree as the flat array, copied by `flatten.c`.
#![allow(
    unsafe_code,
    reason = "tree-sitter's cursor takes a quarter of the time that parsing takes; its subtrees are C"
)]

use tree_sitter::ffi;

use super::node::{At, Node};
use super::{Field, Kind, Span};

/// What is read as one: quotes, fragments and escapes of a string, the words of these types, tell nothing more.
const WHOLE: [&str; 3] = ["string", "predefined_type", "accessibility_modifier"];

/// What a grammar's symbols and fields mean, by their numbers.
#[derive(Clone)]
pub(super) struct Numbers {
    kinds: Vec<Kind>,
    /// Whether a symbol becomes a node even where it plays no role.
    keep: Vec<bool>,
    /// Whether a symbol's node is its text alone.
    whole: Vec<bool>,
    fields: Vec<Field>,
    /// Where nodes are written first.
    room: Vec<Node>,
}

/// The room for nodes that is kept from one tree to the next, in nodes of 16 bytes.
const MOST_KEPT: usize = 1 << 16;

/// [`Numbers`] as `flatten.c` reads them.
#[repr(C)]
struct Tables {
    kinds: *const Kind,
    keep: *const bool,
    whole: *const bool,
    fields: *const Field,
    symbols: u32,
    error: Kind,
}

unsafe extern "C" {
    /// Writes at most `capacity` nodes and returns how many the tree has.
    fn nestor_flatten(tree: *const ffi::TSTree, tables: *const Tables, nodes: *mut Node, capacity: u32) -> u32;
}

impl Numbers {
    pub fn of(language: &tree_sitter::Language) -> Numbers {
        let ids = 0..language.node_kind_count() as u16;
        let name = |id| language.node_kind_for_id(id).unwrap_or_default();
        let is_word = |id| name(id).chars().all(|it| it.is_ascii_alphabetic());
        let kind = |id| match language.node_kind_is_named(id) {
            true => Kind::of(name(id)),
            false if is_word(id) => Kind::Keyword,
            false => Kind::Other,
        };
        Numbers {
            kinds: ids.clone().map(kind).collect(),
            keep: ids.clone().map(|id| language.node_kind_is_named(id) || is_word(id)).collect(),
            whole: ids.map(|id| WHOLE.contains(&name(id))).collect(),
            fields: (0..=language.field_count() as u16)
                .map(|id| language.field_name_for_id(id).map_or(Field::Other, Field::of))
                .collect(),
            room: Vec::new(),
        }
    }

    /// What is read of the nodes, in reading order, of a tree that was parsed with this grammar; of one with more nodes
    /// than [`At`] can tell, which no text that is reviewed has, there are none.
    ///
    /// The tree goes last: the next parse takes its thousands of small pieces as they are, unless something large is
    /// allocated in between, for which they would all be joined first. The nodes are written where those of the tree
    /// before were, which the processor still holds.
    pub fn flatten<T>(&mut self, tree: tree_sitter::Tree, read: impl FnOnce(&[Node]) -> T) -> T {
        let tables = Tables {
            kinds: self.kinds.as_ptr(),
            keep: self.keep.as_ptr(),
            whole: self.whole.as_ptr(),
            fields: self.fields.as_ptr(),
            symbols: self.kinds.len() as u32,
            error: Kind::Error,
        };
        let mut nodes = std::mem::take(&mut self.room);
        nodes.clear();
        nodes.reserve(tree.root_node().descendant_count());
        let tree = Tree(tree.into_raw());
        loop {
            // SAFETY: the tree lives until `tree` is dropped and nothing else writes to it. The first three tables have
            // an entry for each of the `symbols`, beyond which `flatten.c` reads none; the fourth one for each field,
            // and the fields of a tree are its grammar's. `nodes` has room for `capacity` nodes. `Node` and `Tables`
            // are laid out as in C.
            let count =
                unsafe { nestor_flatten(tree.0, &tables, nodes.as_mut_ptr(), nodes.capacity() as u32) } as usize;
            if count > At::LAST {
                return read(&[]);
            }
            if count <= nodes.capacity() {
                // SAFETY: so many nodes are written whole: numbers, and kinds and fields from these tables.
                unsafe { nodes.set_len(count) };
                let made = read(&nodes);
                if nodes.capacity() <= MOST_KEPT {
                    self.room = nodes;
                }
                return made;
            }
            nodes.reserve_exact(count);
        }
    }
}

/// tree-sitter's tree, while C reads it.
struct Tree(*mut ffi::TSTree);

impl Drop for Tree {
    fn drop(&mut self) {
        // SAFETY: it came from `into_raw`, and this is the only place that gives it back.
        drop(unsafe { tree_sitter::Tree::from_raw(self.0) });
    }
}

/// What could not be read, outermost, in reading order.
pub(super) fn errors(nodes: &[Node]) -> Box<[Span]> {
    let mut errors: Vec<Span> = Vec::new();
    for node in nodes.iter().filter(|it| it.kind == Kind::Error) {
        if errors.last().is_none_or(|it| !it.contains(node.span)) {
            errors.push(node.span);
        }
    }
    errors.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What tree-sitter's cursor says the nodes are.
    fn walk(numbers: &Numbers, tree: &tree_sitter::Tree) -> Vec<(Kind, Field, Span, u32)> {
        let mut cursor = tree.walk();
        let (mut nodes, mut open) = (Vec::new(), Vec::new());
        loop {
            let (at, field) = (cursor.node(), cursor.field_id());
            let symbol = at.kind_id() as usize;
            if field.is_some() || numbers.keep.get(symbol).is_none_or(|it| *it) {
                let is_lost = at.is_error() || at.is_missing();
                let kind = if is_lost { Kind::Error } else { numbers.kinds[symbol] };
                let field = field.map_or(Field::Other, |it| numbers.fields[it.get() as usize]);
                let span = Span { start: at.start_byte() as u32, end: at.end_byte() as u32 };
                let id = nodes.len() as u32;
                nodes.push((kind, field, span, open.last().copied().unwrap_or(0)));
                let is_whole = !at.has_error() && numbers.whole.get(symbol) == Some(&true);
                if !is_whole && cursor.goto_first_child() {
                    open.push(id);
                    continue;
                }
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return nodes;
                }
                open.pop();
            }
        }
    }

    #[test]
    fn the_copy_is_what_the_cursor_walks() {
        let typescript = include_str!("flatten/sample.ts");
        let prisma = "model A {\n  id Int @id @default(autoincrement()) // why\n  b B? @relation(fields: [id])\n\n  @@map(\"a\")\n}\n";
        let cases: [(tree_sitter::Language, &str); 2] = [
            (tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(), typescript),
            (tree_sitter_prisma_io::LANGUAGE.into(), prisma),
        ];
        for (language, text) in cases {
            let mut numbers = Numbers::of(&language);
            let mut parser = tree_sitter::Parser::new();
            parser.set_language(&language).expect("the grammar is built for this tree-sitter");
            // Cut anywhere, a text is broken in many ways.
            for end in (0..=text.len()).filter(|it| text.is_char_boundary(*it)) {
                for text in [&text[..end], &text[end..]] {
                    let tree = parser.parse(text, None).expect("a language is set and nothing cancels");
                    let walked = walk(&numbers, &tree);
                    let nodes = numbers.flatten(tree, |it| it.to_vec());
                    let flat: Vec<_> = nodes.iter().map(|it| (it.kind, it.field, it.span, it.parent.get())).collect();
                    let differ = flat.iter().zip(&walked).find(|(flat, walked)| flat != walked);
                    assert!(differ.is_none() && flat.len() == walked.len(), "{differ:?} in {text}");
                    for (id, node) in (0..).zip(&nodes) {
                        let inside = nodes.iter().skip(id + 1).take_while(|it| it.parent.get() as usize >= id).count();
                        assert_eq!(node.next.get() as usize, id + 1 + inside, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let language = tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into();
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&language).expect("the grammar is built for this tree-sitter");
        let text = format!("{}1{}", "(".repeat(30_000), ")".repeat(30_000));
        let tree = parser.parse(&text, None).expect("a language is set and nothing cancels");
        let nodes = std::thread::Builder::new().stack_size(64 << 10);
        let nodes = nodes
            .spawn(move || Numbers::of(&language).flatten(tree, |it| it.to_vec()))
            .expect("a thread")
            .join()
            .expect("no overflow");
        assert!(nodes.len() > 30_000);
    }
}
