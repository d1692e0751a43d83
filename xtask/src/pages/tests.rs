//! Tests of the pages as a whole.

use std::collections::BTreeMap;

use analyzer::report::{ExamplePage, FixKind, Mark, RulePage, Severity, lines};

use super::*;

fn rule(id: &str, title: &str) -> RulePage {
    let example = |good: bool, text: &str| ExamplePage {
        good,
        files: BTreeMap::from([("src/example.ts".to_owned(), text.to_owned())]),
        marks: if good { vec![] } else { vec![Mark { path: "src/example.ts".to_owned(), line: 1 }] },
    };
    RulePage {
        id: id.to_owned(),
        title: title.to_owned(),
        category: id.split('/').next().unwrap_or_default().to_owned(),
        severity: Severity::High,
        standard: vec!["S001".to_owned(), "X110".to_owned()],
        refs: vec!["https://example.com/a?b=1&c".to_owned()],
        cwe: vec!["CWE-89".to_owned()],
        needs: vec!["main.ts".to_owned()],
        fix: FixKind::Safe,
        words: "## Why it matters\n\nA <b> & \"c\".\n\n## How to fix\n\nSo.\n\n## When not to apply\n\nNever."
            .to_owned(),
        examples: vec![example(false, "a<script>alert(1)</script>\n"), example(true, "b;\n"), example(true, "c;\n")],
    }
}

fn site() -> Pages {
    let rules = [rule("api/one", "One & <two>"), rule("api/two", "Two"), rule("auth/three", "Three \"quoted\"")];
    all(&rules, &Colours::new(), &Presets::new())
}

/// What `name="` is followed by, up to the next quote.
fn values<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    text.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where a relative address leads from a page.
fn target(page: &str, to: &str) -> (String, String) {
    let (path, hash) = to.split_once('#').unwrap_or((to, ""));
    let path = path.split('?').next().unwrap_or_default();
    let mut folders: Vec<&str> = page.split('/').collect();
    if path.is_empty() {
        return (page.to_owned(), hash.to_owned());
    }
    folders.pop();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part == ".." { folders.pop().map(drop).unwrap_or_default() } else { folders.push(part) }
    }
    if path.ends_with('/') {
        folders.push("index.html");
    }
    (folders.join("/"), hash.to_owned())
}

#[test]
fn every_rule_has_a_page_and_every_link_leads_somewhere() {
    let site = site();
    assert_eq!(site.len(), 5, "{:?}", site.keys());
    for (page, text) in &site {
        for to in values(text, "href").into_iter().filter(|to| !to.starts_with("https://")) {
            let (path, hash) = target(page, to);
            if path == "index.html" || path.starts_with("{assets}/") {
                continue;
            }
            let there = site.get(&path).unwrap_or_else(|| panic!("{page} links {to}: {path}"));
            assert!(hash.is_empty() || values(there, "id").contains(&hash.as_str()), "{page} links {to}");
        }
    }
}

#[test]
fn a_page_has_its_language_one_title_and_no_script_or_style_of_its_own() {
    for (page, text) in site() {
        assert!(text.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{page}");
        assert_eq!((text.matches("<h1").count(), text.matches("<main").count()), (1, 1), "{page}");
        assert_eq!(text.matches("<script").count(), 1, "{page}");
        for forbidden in [" style=", " onclick=", "<style", "alert(1)</script>"] {
            assert!(!text.contains(forbidden), "{page} has {forbidden}");
        }
        let mut ids = values(&text, "id");
        ids.sort_unstable();
        assert!(ids.windows(2).all(|two| two[0] != two[1]), "{page}: an id twice in {ids:?}");
    }
}

#[test]
fn words_and_code_are_text() {
    let page = &site()["rules/api/one/index.html"];
    for part in [
        "<title>One &amp; &lt;two&gt; · Nestor</title>",
        "<h1>One &amp; &lt;two&gt;</h1>",
        "<p>A &lt;b&gt; &amp; \"c\".</p>",
        "a&lt;script&gt;alert(1)&lt;/script&gt;",
        "<a href=\"https://example.com/a?b=1&amp;c\"",
        "1 more example<",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn the_standard_has_every_line() {
    let page = &site()["rules/standard/index.html"];
    let ids = values(page, "id");
    for line in lines() {
        assert_eq!(ids.iter().filter(|id| **id == line).count(), 1, "{line}");
    }
    assert!(page.contains("<a href=\"../api/one/\">One &amp; &lt;two&gt;</a>"), "{page}");
}
