//! A review as plain data: what the JSON of every face holds, in the order it is written.
//!
//! Lines and columns count from 1; columns and offsets are UTF-16 code units, so that browsers and editors
//! can use them as they are.

use serde::{Deserialize, Serialize};

use super::RulePage;

/// The version of this data's shape; raised when a reader of the old shape would misread the new one.
pub const SCHEMA: u32 = 1;

/// Everything a review says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Who reviewed, by which standard.
    pub tool: Tool,
    /// Sizes and counts.
    pub summary: Summary,
    /// Sorted by path, offset, rule.
    pub findings: Vec<Finding>,
    /// One per rule, in the rules' order.
    pub assessments: Vec<Assessment>,
    /// The brief's 24 items, in its order.
    pub checklist: Vec<Item>,
    /// What the tests run.
    pub coverage: Coverage,
    /// The rules that the standard adds.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub custom: Vec<RulePage>,
    /// What could not be read or judged.
    pub notes: Vec<Note>,
}

/// What the tests run of the code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Lines that a test runs, in percent, rounded down; `None` without a coverage report.
    pub lines: Option<u32>,
    /// The percentage that the standard asks for.
    pub required: u32,
    /// Functions that no test runs, the file with the most missed lines first: at most twenty.
    pub missing: Vec<Untested>,
    /// How many more there are.
    pub more: u32,
}

/// A function that no test runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untested {
    /// Its file, as the coverage report names it.
    pub path: String,
    /// The line it begins on, from 1.
    pub line: u32,
    /// Its name.
    pub name: String,
}

/// Who reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    /// `nestor`.
    pub name: String,
    /// The engine's version.
    pub version: String,
    /// `sha256:` and the digest of the standard in force.
    pub standard: String,
}

/// Sizes and counts by severity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Files that were read.
    pub files: u32,
    /// Lines in them.
    pub lines: u32,
    /// Findings of severity critical.
    pub critical: u32,
    /// Findings of severity high.
    pub high: u32,
    /// Findings of severity medium.
    pub medium: u32,
    /// Findings of severity low.
    pub low: u32,
    /// Findings of severity info.
    pub info: u32,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Costs someone time some day.
    Low,
    /// Will hurt under load, in a year, or in the wrong hands.
    Medium,
    /// A fault or a weakness users will meet.
    High,
    /// An attacker or an accident away from losing data.
    Critical,
}

/// How sure a rule is of one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// A person should look: the code alone does not decide.
    Check,
    /// True unless something unseen says otherwise.
    Likely,
    /// What was read decides.
    Certain,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// `category/name`.
    pub rule: String,
    /// The rule's title: the problem in a sentence.
    pub title: String,
    /// The part of `rule` before the slash.
    pub category: String,
    /// As the standard sets it.
    pub severity: Severity,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Lines of the standard it enforces: `S050`.
    pub standard: Vec<String>,
    /// `CWE-89`.
    pub cwe: Vec<String>,
    /// About this code: its names, its lines. Markdown: code stands between backticks.
    pub message: String,
    /// Relative to where the review started, with `/`.
    pub path: String,
    /// Where.
    pub range: Range,
    /// Other places that belong to it, in the order to read them.
    pub steps: Vec<Step>,
    /// What would mend it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fix: Option<Fix>,
    /// The same while rule, enclosing symbol and the text found stay the same; unique in a review.
    pub fingerprint: String,
}

/// From `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// Behind the last character.
    pub end: Position,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1, in UTF-16 code units.
    pub column: u32,
    /// From 0, in UTF-16 code units from the file's start.
    pub offset: u32,
}

/// A place on the way to a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// As in [`Finding::path`].
    pub path: String,
    /// Where.
    pub range: Range,
    /// What happens there.
    pub message: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as a verb phrase.
    pub title: String,
    /// Whether the code behaves the same but for the fault.
    pub safe: bool,
    /// Why a person should look at it first, or why it is safe.
    pub reason: String,
    /// Sorted by path and offset, not overlapping; all or none.
    pub edits: Vec<Edit>,
}

/// One replacement; an empty range inserts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// As in [`Finding::path`].
    pub path: String,
    /// What is replaced.
    pub range: Range,
    /// By what.
    pub text: String,
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// `category/name`.
    pub rule: String,
    /// Found, passed, or why not judged.
    pub state: State,
    /// The evidence it lacked; empty unless `state` is [`State::NotSeen`].
    pub needs: Vec<String>,
    /// Findings.
    pub count: u32,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// At least one finding.
    Found,
    /// It had something to judge and found nothing.
    Passed,
    /// The files hold nothing it speaks of.
    NothingToJudge,
    /// It needs a file that was not given.
    NotSeen,
    /// Switched off by the standard.
    Off,
}

/// One line of the review checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// `Code quality`, `Security`, `Database`, `Testing`.
    pub group: String,
    /// The line, in the brief's words.
    pub item: String,
    /// What is known.
    pub state: ItemState,
    /// A sentence: what was seen, or what is needed.
    pub evidence: String,
    /// The rules that speak to it.
    pub rules: Vec<String>,
}

/// What is known of a checklist item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// Judged, nothing found.
    Pass,
    /// At least one finding.
    Problem,
    /// It could be judged from files that were not given.
    NotSeen,
    /// Only a person can tell.
    Yours,
}

/// What could not be read or judged, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The file it is about; empty for the review as a whole.
    pub path: String,
    /// The place, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub range: Option<Range>,
    /// A sentence.
    pub message: String,
}
