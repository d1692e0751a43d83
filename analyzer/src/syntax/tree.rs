//! The tree of one text: tree-sitter's tree copied into one flat pre-order array.
//!
//! A node's subtree is the slice from it to `next`, so children, ancestors and
//! descendants need neither a cursor nor an allocation, and tree-sitter's own
//! tree (seven times larger) is dropped before the next file is parsed.

use std::sync::{Arc, OnceLock};

use super::kinds::Kinds;
use super::node::Node;
use super::variables::Variables;
use super::walk::{Ancestors, Children, Descendants, is_comment};
use super::{Field, Kind};

/// The language of a text that has a grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// TypeScript, and JavaScript without JSX.
    TypeScript,
    /// `schema.prisma` and its parts.
    Prisma,
}

/// A pure function of its text, and so the unit of caching.
#[derive(Debug)]
pub struct Tree {
    /// What was parsed, unrepaired.
    pub text: Arc<str>,
    /// What could not be read, outermost, in reading order.
    pub errors: Box<[Span]>,
    pub(super) nodes: Box<[Node]>,
    pub(super) kinds: Kinds,
    /// Its variables, once someone asks.
    pub(super) variables: OnceLock<Variables>,
}

/// Byte offsets into a file's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct Span {
    /// Of the first byte.
    pub start: u32,
    /// Behind the last byte.
    pub end: u32,
}

impl Span {
    /// Nothing, before `at`.
    pub fn empty(at: u32) -> Span {
        Span { start: at, end: at }
    }

    /// From the start of this to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end }
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// One node of a tree; cheap to copy. Equal if it is the same node of the same tree.
#[derive(Clone, Copy)]
pub struct Syntax<'t> {
    pub(super) tree: &'t Tree,
    /// The index of the file among the sources.
    pub file: u32,
    pub(super) id: u32,
}

impl std::fmt::Debug for Syntax<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} `{}`", self.kind(), self.text())
    }
}

impl PartialEq for Syntax<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && self.id == other.id
    }
}

impl Eq for Syntax<'_> {}

impl Tree {
    /// The whole text's node, as part of file number `file`.
    pub fn root(&self, file: u32) -> Syntax<'_> {
        Syntax { tree: self, file, id: 0 }
    }
}

impl<'t> Syntax<'t> {
    /// What it is.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn kind(self) -> Kind {
        self.node().map_or(Kind::Error, |it| it.kind)
    }

    /// Whether it is one of these.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn is(self, kinds: &[Kind]) -> bool {
        kinds.contains(&self.kind())
    }

    /// Where it stands.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn span(self) -> Span {
        self.node().map_or(Span::empty(0), |it| it.span)
    }

    /// Its file and where it begins there: by what lists of nodes are sorted.
    pub fn place(self) -> (u32, u32) {
        (self.file, self.span().start)
    }

    /// Its source text.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn text(self) -> &'t str {
        let span = self.span();
        self.tree.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The text of the whole file.
    pub fn source(self) -> &'t str {
        &self.tree.text
    }

    /// The role it plays in its parent.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn role(self) -> Field {
        self.node().map_or(Field::Other, |it| it.field)
    }

    /// The line it begins on, from 0.
    pub fn line(self) -> usize {
        self.source().get(..self.span().start as usize).map_or(0, |it| it.matches('\n').count())
    }

    /// The file's node.
    pub fn root(self) -> Syntax<'t> {
        self.at(0)
    }

    /// What holds it.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn parent(self) -> Option<Syntax<'t>> {
        (self.id != 0).then(|| self.at(self.node().map_or(0, |it| it.parent.get())))
    }

    /// What holds it, and so on, from the inside out.
    pub fn ancestors(self) -> Ancestors<'t> {
        Ancestors { at: self }
    }

    /// The nearest ancestor of one of these kinds.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn ancestor(self, kinds: &[Kind]) -> Option<Syntax<'t>> {
        let (mut id, mut node) = (self.id, self.node()?);
        while id != 0 {
            id = node.parent.get();
            node = self.tree.nodes.get(id as usize)?;
            if kinds.contains(&node.kind) {
                return Some(self.at(id));
            }
        }
        None
    }

    /// The innermost function, method or arrow around it: what runs it.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn function(self) -> Option<Syntax<'t>> {
        self.ancestor(&[
            Kind::Function,
            Kind::FunctionExpression,
            Kind::Arrow,
            Kind::Method,
            Kind::GeneratorDeclaration,
        ])
    }

    /// What it is made of, without comments.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn children(self) -> Children<'t> {
        Children { next: self.at(self.id + 1), end: self.end(), comments: false }
    }

    /// What it is made of.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn children_and_comments(self) -> Children<'t> {
        Children { next: self.at(self.id + 1), end: self.end(), comments: true }
    }

    /// The first child of a kind.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn child(self, kind: Kind) -> Option<Syntax<'t>> {
        self.first(|it| it.kind == kind)
    }

    /// What an `export` exports by declaring it; any other statement is itself.
    pub fn declaration(self) -> Syntax<'t> {
        let exported = if self.kind() == Kind::Export { self.field(Field::Declaration) } else { None };
        exported.unwrap_or(self)
    }

    /// Everything below it, in reading order.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn descendants(self) -> Descendants<'t> {
        Descendants { next: self.at(self.id + 1), end: self.end() }
    }

    /// The child that plays a role.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn field(self, field: Field) -> Option<Syntax<'t>> {
        self.first(|it| it.field == field)
    }

    /// Whether `other` is this node or lies below it.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn contains(self, other: Syntax) -> bool {
        self.file == other.file && self.id <= other.id && other.id < self.end()
    }

    /// Whether it or anything below could not be read.
    pub fn is_broken(self) -> bool {
        self.kind() == Kind::Error || self.descendants().any(|it| it.kind() == Kind::Error)
    }

    /// The first child, comments left out, that is wanted.
    fn first(self, is_wanted: impl Fn(&Node) -> bool) -> Option<Syntax<'t>> {
        let (mut id, end) = (self.id + 1, self.end());
        while id < end {
            let node = self.tree.nodes.get(id as usize)?;
            if is_wanted(node) && !is_comment(node) {
                return Some(self.at(id));
            }
            id = node.next.get();
        }
        None
    }

    pub(super) fn end(self) -> u32 {
        self.node().map_or(self.id, |it| it.next.get())
    }

    pub(super) fn at(self, id: u32) -> Syntax<'t> {
        Syntax { id, ..self }
    }

    pub(super) fn node(self) -> Option<&'t Node> {
        self.tree.nodes.get(self.id as usize)
    }
}
