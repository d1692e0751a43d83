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

    /// Their size.
    pub fn bytes(&self) -> usize {
        self.sources.iter().map(|it| it.text.len()).sum()
    }

    /// The project several times, each in a folder of its own.
    pub fn copies(&self, count: usize) -> Vec<Source> {
        let copy = |number: usize| {
            self.sources.iter().map(move |it| Source::new(format!("copy{number:03}/{}", it.path), it.text.clone()))
        };
        (0..count).flat_map(copy).collect()
    }

    /// One file of about 100 KB of the project's own code, and longer ones of the same.
    pub fn longer(&self, times: usize) -> Vec<Source> {
        let mut text = String::new();
        let readable =
            |it: &&Source| it.path.ends_with(".ts") && !it.text.contains("@angular") && it.text.len() < 50_000;
        let pieces: Vec<&Source> = self.sources.iter().filter(readable).collect();
        for piece in pieces.iter().cycle() {
            if text.len() > times * 100_000 {
                break;
            }
            text.push_str(&piece.text);
            text.push('\n');
        }
        vec![Source::new("src/long.ts", text)]
    }

    /// The project with one more line in its middle file.
    pub fn edited(&self) -> Vec<Source> {
        let mut sources = self.sources.clone();
        let code: Vec<usize> = (0..sources.len()).filter(|it| sources[*it].path.ends_with(".ts")).collect();
        let at = code[code.len() / 2];
        sources[at] =
            Source::new(sources[at].path.clone(), format!("{}\nexport const edited = 1;\n", sources[at].text));
        sources
    }
}
