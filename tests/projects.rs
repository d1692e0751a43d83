//! Whole small apps, each with the review it must get. `UPDATE=1` writes what was found instead, to be read in the diff.

use std::fs;
use std::path::{Path, PathBuf};

use analyzer::report::Review;
use analyzer::{Source, Standard, review};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/projects")
}

fn sources(root: &Path, at: &Path, into: &mut Vec<Source>) {
    for entry in fs::read_dir(at).expect("a folder of the repository").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(root, &path, into);
        } else {
            let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            into.push(Source::new(relative, fs::read_to_string(&path).expect("UTF-8")));
        }
    }
}

/// One line a finding or note, in the review's order.
fn lines(review: &Review) -> String {
    let finding = |it: &analyzer::report::Finding| {
        let (start, fix) =
            (it.range.start, it.fix.as_ref().map_or("", |it| if it.safe { ", safe fix" } else { ", fix" }));
        let severity = format!("{:?}", it.severity).to_lowercase();
        format!("{}:{}:{} {severity} {}{fix}\n", it.path, start.line, start.column, it.rule)
    };
    let note = |it: &analyzer::report::Note| format!("{}: {}\n", it.path, it.message);
    review.findings.iter().map(finding).chain(review.notes.iter().map(note)).collect()
}

#[test]
fn projects_get_their_reviews() {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder()).expect("tests/projects").flatten().map(|it| it.path()).collect();
    names.retain(|it| it.is_dir());
    names.sort();
    assert!(names.len() >= 3);
    for project in names {
        let mut files = Vec::new();
        sources(&project, &project, &mut files);
        let found = lines(&review(&files, &Standard::default()));
        let expected = project.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &found).expect("the expectation is written");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, expected, "{}", project.display());
    }
}
