//! Every rule proves its own examples.

use std::collections::BTreeMap;

use analyzer::report::{self, ExamplePage, Finding, FixKind};
use analyzer::rule::Rule;
use analyzer::standard::{Level, Standard};
use analyzer::{Source, review, rules};

#[test]
fn examples_hold() {
    let failures: Vec<String> = rules::all().flat_map(failures).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

#[test]
fn each_rule_offers_the_fix_it_declares() {
    for rule in rules::all() {
        let page = analyzer::page(rule);
        let bad = page.examples.iter().filter(|it| !it.good);
        let fixes: Vec<bool> =
            bad.flat_map(|it| run(rule, &it.files)).filter_map(|it| it.fix).map(|it| it.safe).collect();
        let shown = match (fixes.is_empty(), fixes.contains(&true)) {
            (true, _) => FixKind::None,
            (_, true) => FixKind::Safe,
            _ => FixKind::Review,
        };
        assert_eq!(shown, rule.fix, "{}: what its examples show, what it declares", rule.id);
    }
}

/// What is wrong with a rule's examples; empty when all hold.
fn failures(rule: &'static Rule) -> Vec<String> {
    let page = analyzer::page(rule);
    let mut failures = Vec::new();
    for (number, example) in (1..).zip(&page.examples) {
        let good = page.examples.get(number).filter(|it| it.good);
        let wrong = if example.good { silent(rule, example) } else { found(rule, example, good) };
        failures.extend(wrong.map(|it| format!("{}, example {number}: {it}", rule.id)));
    }
    failures
}

fn silent(rule: &'static Rule, example: &ExamplePage) -> Option<String> {
    let found = run(rule, &example.files);
    let messages: Vec<String> = found.iter().map(|it| format!("{}: {}", it.range.start.line, it.message)).collect();
    (!found.is_empty()).then(|| format!("good, yet found: {messages:?}"))
}

fn found(rule: &'static Rule, example: &ExamplePage, good: Option<&ExamplePage>) -> Option<String> {
    let found = run(rule, &example.files);
    let actual: Vec<(&str, u32)> = found.iter().map(|it| (it.path.as_str(), it.range.start.line)).collect();
    let expected: Vec<(&str, u32)> = example.marks.iter().map(|it| (it.path.as_str(), it.line)).collect();
    if actual != expected {
        return Some(format!("found at {actual:?}, expected {expected:?}"));
    }
    let fixes: Vec<&report::Fix> = found.iter().filter_map(|it| it.fix.as_ref()).collect();
    if fixes.is_empty() {
        return None;
    }
    let fixed = apply(&example.files, &fixes);
    let before = all(&example.files);
    let left = run(rule, &fixed).len() + fixes.len() - found.len();
    if left > 0 {
        return Some(format!("still found after the fix:\n{}", text(&fixed)));
    }
    let brought = all(&fixed).into_iter().find(|new| !before.iter().any(|old| old.rule == new.rule));
    if let Some(new) = brought {
        return Some(format!("the fix brings {}: {}\n{}", new.rule, new.message, text(&fixed)));
    }
    match good.filter(|_| fixes.len() == found.len()) {
        Some(good) if good.files != fixed => Some(format!("the fix gives\n{}", text(&fixed))),
        _ => None,
    }
}

/// Runs one rule alone.
fn run(rule: &'static Rule, files: &BTreeMap<String, String>) -> Vec<Finding> {
    let mut standard = Standard { preset: analyzer::standard::Preset::Off, ..Standard::default() };
    standard.rules.insert(rule.id.into(), Level::On);
    // An example may say what its team has set.
    if let Some(text) = files.get("nestor.json") {
        standard.facts = Standard::read(text).facts;
    }
    let also = files.values().flat_map(|it| it.lines()).filter_map(|it| it.trim().strip_prefix("// nestor-ignore "));
    for named in also.filter_map(|it| it.split(':').next()) {
        standard.rules.insert(named.trim().into(), Level::On);
    }
    review(&sources(files), &standard).findings.into_iter().filter(|it| it.rule == rule.id).collect()
}

fn all(files: &BTreeMap<String, String>) -> Vec<Finding> {
    let review = review(&sources(files), &Standard::default());
    assert!(review.notes.is_empty(), "{:?}\n{}", review.notes, text(files));
    review.findings
}

fn sources(files: &BTreeMap<String, String>) -> Vec<Source> {
    files.iter().map(|(path, text)| Source::new(path.as_str(), text.as_str())).collect()
}

/// Applies fixes as an editor would: by UTF-16 offsets, the last first.
fn apply(files: &BTreeMap<String, String>, fixes: &[&report::Fix]) -> BTreeMap<String, String> {
    let mut edits: Vec<&report::Edit> = fixes.iter().flat_map(|it| &it.edits).collect();
    edits.sort_by_key(|it| std::cmp::Reverse(it.range.start.offset));
    let mut fixed = files.clone();
    for edit in edits {
        let text = fixed.get_mut(&edit.path).expect("a fix edits a file of the review");
        let mut units: Vec<u16> = text.encode_utf16().collect();
        let range = edit.range.start.offset as usize..edit.range.end.offset as usize;
        units.splice(range, edit.text.encode_utf16());
        *text = String::from_utf16(&units).expect("edits fall between characters");
    }
    fixed
}

fn text(files: &BTreeMap<String, String>) -> String {
    files.iter().map(|(path, text)| format!("//- {path}\n{text}")).collect()
}
