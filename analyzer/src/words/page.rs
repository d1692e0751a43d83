//! What a reader of a rule sees: its prose, and its examples apart.

use std::collections::BTreeMap;

use crate::report::{ExamplePage, Mark, RulePage};
use crate::rule::Rule;

/// What ends a line that must be found: in code, in files with `#` comments, in SQL.
const MARKS: [&str; 3] = ["//~", "#~", "--~"];

/// What a reader of the rule sees.
pub fn page(rule: &Rule) -> RulePage {
    let own = |it: &&str| !it.starts_with("CWE-");
    RulePage {
        id: rule.id.into(),
        title: rule.title.into(),
        category: rule.id.split('/').next().unwrap_or_default().into(),
        severity: rule.severity,
        standard: rule.standard.iter().map(|it| (*it).into()).collect(),
        refs: rule.refs.iter().copied().filter(own).map(String::from).collect(),
        cwe: rule.refs.iter().copied().filter(|it| !own(it)).map(String::from).collect(),
        needs: rule.needs.iter().map(|it| it.file().into()).collect(),
        fix: rule.fix,
        words: prose(rule.words),
        examples: examples(rule.words),
    }
}

/// The text without its examples.
fn prose(words: &str) -> String {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in words.lines() {
        let fence = line.starts_with("```");
        if !inside && !fence {
            lines.push(line);
        }
        inside ^= fence;
    }
    lines.join("\n").trim().replace("\n\n\n", "\n\n")
}

/// The fenced code marked `bad` or `good`, in reading order.
fn examples(words: &str) -> Vec<ExamplePage> {
    let mut examples = Vec::new();
    let mut lines = words.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|it| !it.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|it| !it.starts_with("```")).collect();
        examples.push(example(info, &body));
    }
    examples
}

fn example(info: &str, body: &[&str]) -> ExamplePage {
    let language = info.split_whitespace().next().unwrap_or_default();
    let first = match language {
        "prisma" => "schema.prisma",
        "json" => "package.json",
        "sh" => ".env",
        "dockerfile" => "Dockerfile",
        "yaml" => "docker-compose.yml",
        "sql" => "prisma/migrations/20240101000000_change/migration.sql",
        _ => "src/example.ts",
    };
    let mut path = first.to_owned();
    let mut page = ExamplePage { good: info.ends_with("good"), files: BTreeMap::new(), marks: Vec::new() };
    for line in body {
        if let Some(next) = line.strip_prefix("//- ").or(line.strip_prefix("--- ")) {
            path = next.trim().to_owned();
            continue;
        }
        let text = page.files.entry(path.clone()).or_default();
        let plain = MARKS.iter().find_map(|it| line.strip_suffix(it)).map(str::trim_end);
        if plain.is_some() {
            page.marks.push(Mark { path: path.clone(), line: text.matches('\n').count() as u32 + 1 });
        }
        text.push_str(plain.unwrap_or(line));
        text.push('\n');
    }
    page
}
