//! Where the nodes of each kind are: most facts and rules look for a few kinds in a whole file.

use super::node::Node;
use super::{Kind, Syntax};

/// The nodes of a tree by kind, in reading order.
#[derive(Debug)]
pub(super) struct Kinds {
    nodes: Box<[u32]>,
    /// Where the nodes of each kind begin in `nodes`; by the kind's number, and one more for the end.
    starts: Box<[u32]>,
}

impl Kinds {
    pub fn of(nodes: &[Node]) -> Kinds {
        let mut starts = vec![0; Kind::NAMES.len() + 2];
        for node in nodes {
            if let Some(count) = starts.get_mut(node.kind as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut sorted = vec![0; nodes.len()];
        for (id, node) in (0..).zip(nodes) {
            if let Some(at) = next.get_mut(node.kind as usize) {
                if let Some(place) = sorted.get_mut(*at as usize) {
                    *place = id;
                }
                *at += 1;
            }
        }
        Kinds { nodes: sorted.into(), starts: starts.into() }
    }

    fn get(&self, kind: Kind) -> &[u32] {
        let at = |it: usize| self.starts.get(it).map_or(0, |it| *it as usize);
        self.nodes.get(at(kind as usize)..at(kind as usize + 1)).unwrap_or_default()
    }
}

/// What lies below a node of one kind.
#[derive(Clone)]
pub struct Found<'t> {
    node: Syntax<'t>,
    ids: std::slice::Iter<'t, u32>,
}

impl<'t> Syntax<'t> {
    /// Everything below it of a kind, in reading order.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn find(self, kind: Kind) -> Found<'t> {
        let all = self.tree.kinds.get(kind);
        // The whole file's: only the root itself is not below it.
        if self.id == 0 {
            let below = match all.split_first() {
                Some((0, below)) => below,
                _ => all,
            };
            return Found { node: self, ids: below.iter() };
        }
        let first = all.partition_point(|it| *it <= self.id);
        let last = first + all.get(first..).unwrap_or_default().partition_point(|it| *it < self.end());
        Found { node: self, ids: all.get(first..last).unwrap_or_default().iter() }
    }

    /// Everything below it of some kinds, in reading order.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn find_any(self, kinds: &[Kind]) -> Vec<Syntax<'t>> {
        let mut ids: Vec<u32> = kinds.iter().flat_map(|it| self.find(*it).ids).copied().collect();
        if kinds.len() > 1 {
            ids.sort_unstable();
        }
        ids.into_iter().map(|id| self.at(id)).collect()
    }
}

impl<'t> Iterator for Found<'t> {
    type Item = Syntax<'t>;

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn next(&mut self) -> Option<Syntax<'t>> {
        self.ids.next().map(|id| self.node.at(*id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Language, Parser};

    #[test]
    fn a_look_by_kind_finds_what_a_walk_finds() {
        let text = "class A { b() { f(g(1), h(2)); } }\nf(class { c = i(); });";
        let tree = Parser::default().parse(Language::TypeScript, text.into());
        let kinds = [Kind::Call, Kind::Method, Kind::Number, Kind::Class, Kind::Error, Kind::Program];
        for node in [tree.root(0)].into_iter().chain(tree.root(0).descendants()) {
            for kind in kinds {
                let walked: Vec<Syntax> = node.descendants().filter(|it| it.kind() == kind).collect();
                assert_eq!(node.find(kind).collect::<Vec<_>>(), walked, "{kind:?} in {node:?}");
            }
            let walked: Vec<Syntax> = node.descendants().filter(|it| it.is(&kinds)).collect();
            assert_eq!(node.find_any(&kinds), walked);
        }
    }
}
