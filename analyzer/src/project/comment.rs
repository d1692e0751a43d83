//! Comments that give a reason.

use crate::syntax::{Kind, Syntax};

/// Whether a comment within a node says why, in more than one word.
pub fn explains_itself(node: Syntax) -> bool {
    node.descendants().any(says_why)
}

/// Whether a comment stands right above the statement that a node is part of.
pub fn is_explained_above(node: Syntax) -> bool {
    let stands_alone = |it: &Syntax| it.parent().is_some_and(|it| it.is(&[Kind::Block, Kind::Program]));
    let Some(statement) = std::iter::once(node).chain(node.ancestors()).find(stands_alone) else { return false };
    let siblings = statement.parent().into_iter().flat_map(Syntax::children_and_comments);
    siblings.take_while(|it| *it != statement).last().is_some_and(says_why)
}

/// Directives to tools and reminders are no reasons.
fn says_why(node: Syntax) -> bool {
    let text = node.text().trim_start_matches(['/', '*', ' ']);
    let others = ["TODO", "FIXME", "eslint", "@ts-", "nestor-ignore", "biome-ignore", "prettier"];
    node.kind() == Kind::Comment && text.contains(' ') && !others.iter().any(|it| text.starts_with(it))
}
