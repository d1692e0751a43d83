//! The house keeps its own rules: sizes, names, words, who knows whom.

use std::fs;
use std::path::{Path, PathBuf};

use analyzer::{report::RulePage, rules};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below a folder with one of these endings, with its text.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut open = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("a folder of the repository").flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "node_modules" | "target" | "engine" | "dist") {
                open.push(path);
            } else if endings.iter().any(|it| name.ends_with(it)) {
                let relative = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
                found.push((relative, fs::read_to_string(path).expect("UTF-8")));
            }
        }
    }
    found.sort();
    found
}

fn rust() -> Vec<(String, String)> {
    ["analyzer", "cli", "web/src", "xtask", "tests"].iter().flat_map(|it| files(it, &[".rs"])).collect()
}

#[test]
fn source_files_are_short_and_say_what_they_are() {
    for (path, text) in rust() {
        let lines = text.lines().count();
        assert!(lines <= 300, "{path} has {lines} lines");
        assert!(text.starts_with("//! "), "{path} does not begin with a sentence");
    }
    for (path, text) in files("web", &[".js"]) {
        assert!(text.lines().count() <= 300, "{path}");
    }
}

#[test]
fn only_syntax_knows_tree_sitter() {
    let outside =
        files("analyzer/src", &[".rs"]).into_iter().filter(|(path, _)| !path.starts_with("analyzer/src/syntax"));
    for (path, text) in outside {
        let names = text.lines().filter(|it| !it.trim_start().starts_with("//")).any(|it| it.contains("tree_sitter"));
        assert!(!names, "{path} names tree_sitter");
    }
}

#[test]
fn the_engine_names_no_rule() {
    let engine =
        files("analyzer/src", &[".rs"]).into_iter().filter(|(path, _)| !path.starts_with("analyzer/src/rules/"));
    for (path, text) in engine {
        let code: String = text.lines().filter(|it| !it.trim_start().starts_with("//")).collect();
        for rule in rules::all() {
            assert!(!code.contains(rule.id), "{path} names {}", rule.id);
        }
    }
}

#[test]
fn every_rule_file_is_listed_and_named_as_its_rule() {
    let listed: Vec<String> = rules::all().map(|it| it.id.replace('-', "_")).collect();
    for (path, _) in files("analyzer/src/rules", &[".rs"]).iter().filter(|(it, _)| !it.ends_with("mod.rs")) {
        let id = path.trim_start_matches("analyzer/src/rules/").trim_end_matches(".rs");
        assert!(listed.iter().any(|it| it == id), "{path} is in no category's list");
        assert!(root().join(path.replace(".rs", ".md")).exists(), "{path} has no words beside it");
    }
    for category in rules::CATEGORIES {
        assert!(category.rules.is_sorted_by_key(|it| it.id), "{} is not in alphabetical order", category.name);
        assert!(category.rules.iter().all(|it| it.id.starts_with(&format!("{}/", category.name))), "{}", category.name);
    }
}

#[test]
fn every_rule_has_its_words() {
    for page in rules::all().map(analyzer::page) {
        let RulePage { id, title, words, .. } = &page;
        assert!(title.chars().count() <= 60, "{id}: the title has {} characters", title.chars().count());
        assert!(!title.ends_with('.'), "{id}: the title ends in a full stop");
        assert!(
            words.contains("## How to fix\n\n"),
            "{id}: no empty line under the heading, so the report finds no advice"
        );
        for (heading, most) in [("Why it matters", 90), ("How to fix", 80), ("When not to apply", 80)] {
            let section = words.split("## ").find_map(|it| it.strip_prefix(heading)).unwrap_or_default();
            let count = section.split_whitespace().count();
            assert!(count > 5, "{id}: nothing under {heading}");
            assert!(count <= most, "{id}: {count} words under {heading}, at most {most}");
            assert!(!section.contains('!') || section.contains("`"), "{id}: an exclamation mark under {heading}");
        }
        assert!(page.examples.iter().any(|it| !it.good && !it.marks.is_empty()), "{id} has no bad example");
        assert!(page.examples.iter().any(|it| it.good), "{id} has no good example");
    }
}

#[test]
fn every_rule_enforces_lines_of_the_standard() {
    for rule in rules::all() {
        assert!(!rule.standard.is_empty(), "{}", rule.id);
        for line in rule.standard {
            let digits = line.strip_prefix(['S', 'X']).unwrap_or_default();
            let number: u32 = digits.parse().unwrap_or_default();
            let last = if line.starts_with('S') { 214 } else { 110 };
            assert!(digits.len() == 3 && (1..=last).contains(&number), "{}: {line}", rule.id);
        }
        for reference in rule.refs {
            assert!(reference.starts_with("CWE-") || reference.starts_with("https://"), "{}: {reference}", rule.id);
        }
    }
}
