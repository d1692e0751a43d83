//! The nodes around a node and below it, one after the other.

use super::node::Node;
use super::{Kind, Syntax};

/// The nodes around one, from the inside out.
#[derive(Clone)]
pub struct Ancestors<'t> {
    pub(super) at: Syntax<'t>,
}

/// What a node is made of.
#[derive(Clone)]
pub struct Children<'t> {
    pub(super) next: Syntax<'t>,
    pub(super) end: u32,
    pub(super) comments: bool,
}

/// What lies below a node.
#[derive(Clone)]
pub struct Descendants<'t> {
    pub(super) next: Syntax<'t>,
    pub(super) end: u32,
}

impl<'t> Iterator for Ancestors<'t> {
    type Item = Syntax<'t>;

    fn next(&mut self) -> Option<Syntax<'t>> {
        self.at = self.at.parent()?;
        Some(self.at)
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Syntax<'t>;

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn next(&mut self) -> Option<Syntax<'t>> {
        while self.next.id < self.end {
            let child = self.next;
            let node = child.node()?;
            self.next.id = node.next.get();
            if self.comments || !is_comment(node) {
                return Some(child);
            }
        }
        None
    }
}

impl<'t> Iterator for Descendants<'t> {
    type Item = Syntax<'t>;

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn next(&mut self) -> Option<Syntax<'t>> {
        let node = self.next;
        self.next.id += 1;
        (node.id < self.end).then_some(node)
    }
}

/// Comments stand between the parts of anything.
pub(super) fn is_comment(node: &Node) -> bool {
    matches!(node.kind, Kind::Comment | Kind::DeveloperComment)
}
