//! The only folder that knows tree-sitter.

mod edited;
mod expr;
mod flatten;
mod kind;
mod kinds;
mod name;
mod node;
mod parser;
#[cfg(feature = "whole")]
mod pattern;
mod tree;
mod variables;
mod view;
mod walk;

pub use edited::Edited;
pub use expr::{Condition, chain, literal, plain, returned, root};
pub use kind::{Field, Kind};
pub use name::{name_words, same_words, words};
pub use parser::Parser;
#[cfg(feature = "whole")]
pub use pattern::{Document, Match, Pattern, Shape};
pub use tree::{Language, Span, Syntax, Tree};
pub use view::{Object, Template};
