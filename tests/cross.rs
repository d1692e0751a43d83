//! Code that one rule calls good is good for the others too.

use analyzer::report::{ExamplePage, Finding, Severity};
use analyzer::rule::Rule;
use analyzer::{Source, Standard, review, rules};

/// What may be found in good examples: whose (a rule, a category, all), by which rule, why.
const ARGUED: &[(&str, &str, &str)] = &[
    ("", "http/helmet-missing", "the start is shown for one line of it"),
    ("", "architecture/database-in-controller", "a request and its query fit into one short class"),
    ("injection/", "validation/untyped-body", "the value is harmless without a pipe that looks at it"),
    ("injection/mass-assignment", "validation/lenient-pipe", "what the DTO declares is judged, whatever the pipe does"),
    (
        "crypto/env-not-ignored",
        "crypto/hard-coded-secret",
        "the secret is found there; that git ignores the file is not seen",
    ),
    (
        "validation/undecorated-property",
        "validation/nested-unchecked",
        "what no validator looks into is the other's to say",
    ),
    ("validation/optional-mismatch", "validation/lenient-pipe", "the option itself is what the other speaks of"),
    (
        "database/unbounded-list",
        "database/rows-loaded-to-count",
        "no answer holds the rows; that they are loaded stays wrong",
    ),
    ("crypto/constant-password-check", "crypto/blocking-hash", "the check decides, if at a price"),
];

#[test]
fn good_examples_are_quiet() {
    let noise: Vec<String> = rules::all().flat_map(noise).collect();
    assert!(noise.is_empty(), "{}\n{}", noise.len(), noise.join("\n"));
}

fn noise(rule: &'static Rule) -> Vec<String> {
    let page = analyzer::page(rule);
    let good = (1..).zip(&page.examples).filter(|(_, it)| it.good);
    let found = good.flat_map(|(number, it)| others(rule, it).into_iter().map(move |it| (number, it)));
    let lines = found.map(|(number, it)| {
        let at = it.range.start.line;
        format!("{:?} {} ex {number}: {} {}:{at} {}", it.severity, rule.id, it.rule, it.path, it.message)
    });
    lines.collect()
}

/// What the other rules find in an example.
fn others(rule: &Rule, example: &ExamplePage) -> Vec<Finding> {
    let files = example.files.iter();
    let sources: Vec<Source> = files.map(|(path, text)| Source::new(path.as_str(), text.as_str())).collect();
    let mut standard = Standard::default();
    if let Some(text) = example.files.get("nestor.json") {
        standard.facts = Standard::read(text).facts;
    }
    let found = review(&sources, &standard).findings.into_iter();
    found.filter(|it| it.rule != rule.id && it.severity >= Severity::Medium && !is_argued(rule, it)).collect()
}

fn is_argued(rule: &Rule, found: &Finding) -> bool {
    ARGUED.iter().any(|(whose, by, _)| rule.id.starts_with(whose) && found.rule == *by)
}
