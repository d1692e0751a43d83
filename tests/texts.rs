//! Texts, and the project they make: what tests of facts stand on.

use std::sync::Arc;

use analyzer::Standard;
use analyzer::project::{File, Project};
use analyzer::syntax::Parser;

/// Reads `(path, text)` pairs by a standard and asks the project about them.
pub fn project<T>(standard: &Standard, texts: &[(&str, &str)], ask: impl FnOnce(&Project) -> T) -> T {
    let mut parser = Parser::default();
    let mut file = |(path, text): &(&str, &str)| {
        let text: Arc<str> = (*text).into();
        let tree = File::language(path).map(|it| Arc::new(parser.parse(it, text.clone())));
        File { path: (*path).into(), text, tree }
    };
    let mut files: Vec<File> = texts.iter().map(&mut file).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    ask(&Project::of(&files, standard))
}
