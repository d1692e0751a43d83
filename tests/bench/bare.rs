//! The yardstick: every text that the engine parses, by tree-sitter alone.
#![allow(unsafe_code, reason = "tree-sitter takes raw functions")]

use analyzer::Source;
use analyzer::project::File;
use analyzer::syntax::Language;

use crate::allocator;

/// As tree-sitter comes: with the allocator of the system. To be called while nothing of tree-sitter's exists.
pub fn parse(sources: &[Source]) -> usize {
    // SAFETY: nothing that the program's allocator made is alive, and no other thread runs.
    unsafe { tree_sitter::set_allocator(None) };
    let count = parse_as_the_program(sources);
    allocator::share();
    count
}

/// With the allocator of the program.
pub fn parse_as_the_program(sources: &[Source]) -> usize {
    let mut typescript = tree_sitter::Parser::new();
    typescript.set_language(&tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()).expect("the grammar fits");
    let code = sources.iter().filter(|it| File::language(&it.path) == Some(Language::TypeScript));
    code.filter_map(|it| typescript.parse(it.text.as_bytes(), None))
        .map(|it| it.root_node().child_count() as usize)
        .sum()
}
