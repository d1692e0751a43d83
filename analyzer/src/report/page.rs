//! A rule as plain data: what the rule pages and `nestor rules` hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Severity;

/// A rule as its readers see it: `nestor rules --format json`, the rule pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulePage {
    /// `category/name`.
    pub id: String,
    /// The problem in a sentence.
    pub title: String,
    /// The part of `id` before the slash.
    pub category: String,
    /// Unless a standard sets another.
    pub severity: Severity,
    /// Lines of the standard it enforces.
    pub standard: Vec<String>,
    /// Web addresses.
    pub refs: Vec<String>,
    /// `CWE-89`.
    pub cwe: Vec<String>,
    /// Evidence it cannot judge without.
    pub needs: Vec<String>,
    /// Whether it offers one.
    pub fix: FixKind,
    /// Markdown with the headings "Why it matters", "How to fix", "When not to apply"; no examples.
    pub words: String,
    /// Bad and good code; a site keeps it apart.
    #[serde(default)]
    pub examples: Vec<ExamplePage>,
}

/// The surest fix among a rule's examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FixKind {
    /// Steps in words only.
    None,
    /// The code behaves the same but for the fault.
    Safe,
    /// A person should look first.
    Review,
}

/// One example of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExamplePage {
    /// Whether the rule is silent on it.
    pub good: bool,
    /// Text by path, without marks; the path is `src/example.ts` unless the example names it.
    pub files: BTreeMap<String, String>,
    /// The lines that are found.
    pub marks: Vec<Mark>,
}

/// A line that a rule finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The example's file.
    pub path: String,
    /// From 1.
    pub line: u32,
}
