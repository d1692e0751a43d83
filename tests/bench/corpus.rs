//! The sources that are timed: a project on the disk, or this repository's own small ones many times over.

use std::path::Path;

use analyzer::project::File;
use analyzer::{Reviewer, Source, Standard, is_read};
use ignore::WalkBuilder;

/// Some sources and what they are called.
pub struct Corpus {
    /// The folder.
    pub name: String,
    /// Sorted by path.
    pub sources: Vec<Source>,
}

/// What nobody writes by hand.
const SKIPPED: [&str; 6] = ["node_modules", "dist", "build", "generated", "lcov-report", ".git"];
/// Copies of the repository's own projects, each an app of its own.
const COPIES: usize = 60;

impl Corpus {
    /// The sources in a folder.
    pub fn of(folder: &Path) -> Corpus {
        let keep = |it: &ignore::DirEntry| !SKIPPED.iter().any(|name| it.file_name() == *name);
        let entries = WalkBuilder::new(folder).hidden(false).filter_entry(keep).build().flatten();
        let files = entries.filter(|it| it.path().is_file() && it.path().to_str().is_some_and(is_read));
        let source = |path: &Path| {
            let relative = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            Some(Source::new(relative, std::fs::read_to_string(path).ok()?))
        };
        let mut sources: Vec<Source> = files.filter_map(|it| source(it.path())).collect();
        sources.sort_by(|one, other| one.path.cmp(&other.path));
        assert!(!sources.is_empty(), "{} holds nothing to review", folder.display());
        Corpus { name: folder.display().to_string(), sources }
    }

    /// The repository's own small projects, many times.
    pub fn own() -> Corpus {
        let own = Corpus::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/projects"));
        Corpus { name: format!("tests/projects, {COPIES} times"), sources: own.copies(COPIES) }
    }

    /// The same without code that a review leaves out, such as a front end's: the bare parse is of what is reviewed.
    pub fn reviewed(mut self) -> Corpus {
        let mut reviewer = Reviewer::default();
        reviewer.review(&self.sources, &Standard::default());
        let has_tree = |it: &Source| reviewer.trees().iter().any(|(path, _)| *path == it.path);
        self.sources.retain(|it| File::language(&it.path).is_none() || has_tree(it));
        self
    }

    /// The project several times, each in a folder of its own.
    pub fn copies(&self, count: usize) -> Vec<Source> {
        let copy = |number: usize| {
            self.sources.iter().map(move |it| Source::new(format!("copy{number:03}/{}", it.path), it.text.clone()))
        };
        (0..count).flat_map(copy).collect()
    }
}
