//! A review as SARIF 2.1.0, which code scanning services read.

use serde_json::{Map, Value, json};

use super::{Certainty, Edit, Finding, Fix, FixKind, Note, Range, Review, RulePage, Severity, State};
use crate::{rules, words};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Indented by two spaces. `below` stands before every path: what leads from the repository's root to the folder of
/// the review (`apps/api/`), or nothing.
pub fn sarif(review: &Review, below: &str) -> String {
    let ran = |id: &str| review.assessments.iter().any(|it| it.rule == id && it.state != State::Off);
    let own = review.custom.iter().filter(|it| ran(&it.id)).cloned();
    let pages: Vec<RulePage> = rules::all().filter(|it| ran(it.id)).map(words::page).chain(own).collect();
    let results: Vec<Value> = review.findings.iter().map(|it| result(it, &pages, below)).collect();
    let notes: Vec<Value> = review.notes.iter().map(|it| notification(it, below)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": review.tool.name,
                "semanticVersion": review.tool.version,
                "rules": pages.iter().map(descriptor).collect::<Vec<Value>>(),
                "properties": { "standard": review.tool.standard },
            }},
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notes }],
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

const ROOT: &str = "%SRCROOT%";

fn descriptor(page: &RulePage) -> Value {
    let category = rules::CATEGORIES.iter().find(|it| it.name == page.category);
    let is_security = category.is_some_and(|it| it.is_security);
    let mut tags: Vec<String> = vec![page.category.clone()];
    tags.extend(is_security.then(|| "security".to_owned()).filter(|it| *it != page.category));
    tags.extend(page.cwe.iter().map(|it| format!("external/cwe/{}", it.to_lowercase())));
    tags.extend(page.standard.iter().cloned());
    let mut properties = json!({
        "tags": tags,
        "precision": "high",
        "problem.severity": level_of_problem(page.severity),
    });
    if is_security {
        put(&mut properties, "security-severity", json!(score(page.severity)));
    }
    let mut rule = json!({
        "id": page.id,
        "name": name(&page.id),
        "shortDescription": { "text": page.title },
        "fullDescription": { "text": paragraph(&page.words) },
        "help": { "text": plain(&page.words), "markdown": help(page) },
        "defaultConfiguration": { "level": level(page.severity) },
        "properties": properties,
    });
    if let Some(address) = page.refs.first() {
        put(&mut rule, "helpUri", json!(address));
    }
    rule
}

/// `injection/raw-sql` as `RawSql`.
fn name(id: &str) -> String {
    let words = id.rsplit('/').next().unwrap_or_default().split('-');
    let capital =
        |it: &str| it.chars().take(1).flat_map(char::to_uppercase).chain(it.chars().skip(1)).collect::<String>();
    words.map(capital).collect()
}

/// The first paragraph of a rule's words: why it matters.
fn paragraph(words: &str) -> &str {
    words.split("\n\n").find(|it| !it.starts_with('#')).unwrap_or_default()
}

/// Headings without their marks.
fn plain(words: &str) -> String {
    words.lines().map(|it| it.trim_start_matches("## ")).collect::<Vec<_>>().join("\n")
}

/// The words, the first bad example and the first good one.
fn help(page: &RulePage) -> String {
    let mut out = page.words.clone();
    for good in [false, true] {
        let Some(example) = page.examples.iter().find(|it| it.good == good) else { continue };
        out += if good { "\n\n## Good\n" } else { "\n\n## Bad\n" };
        for (path, text) in &example.files {
            let language = path.rsplit('.').next().unwrap_or_default();
            out += &format!("\n```{language}\n{text}```\n");
        }
    }
    out
}

fn result(finding: &Finding, pages: &[RulePage], below: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [location(&finding.path, Some(&finding.range), below)],
        "partialFingerprints": { "nestor/v1": finding.fingerprint },
        "properties": {
            "severity": finding.severity,
            "certainty": finding.certainty,
            "precision": precision(finding.certainty),
            "standard": finding.standard,
        },
    });
    if let Some(index) = pages.iter().position(|it| it.id == finding.rule) {
        put(&mut result, "ruleIndex", json!(index));
    }
    if !finding.steps.is_empty() {
        put(&mut result, "codeFlows", json!([flow(finding, below)]));
    }
    if let Some(fix) = &finding.fix {
        put(&mut result, "fixes", json!([change(fix, below)]));
    }
    result
}

/// The steps in their order, and then the finding itself.
fn flow(finding: &Finding, below: &str) -> Value {
    let steps = finding.steps.iter().map(|it| (&it.path, &it.range, &it.message));
    let all = steps.chain([(&finding.path, &finding.range, &finding.title)]);
    let places = all.map(|(path, range, message)| {
        let mut place = location(path, Some(range), below);
        put(&mut place, "message", json!({ "text": message }));
        json!({ "location": place })
    });
    json!({ "threadFlows": [{ "locations": places.collect::<Vec<Value>>() }] })
}

fn change(fix: &Fix, below: &str) -> Value {
    let files = fix.edits.chunk_by(|a, b| a.path == b.path);
    let file = |edits: &[Edit]| {
        let path = edits.first().map_or("", |it| &it.path);
        let replacements: Vec<Value> = edits
            .iter()
            .map(|it| json!({ "deletedRegion": region(&it.range), "insertedContent": { "text": it.text } }))
            .collect();
        json!({ "artifactLocation": artifact(path, below), "replacements": replacements })
    };
    let kind = if fix.safe { FixKind::Safe } else { FixKind::Review };
    json!({
        "description": { "text": format!("{}: {}", fix.title, fix.reason) },
        "artifactChanges": files.map(file).collect::<Vec<Value>>(),
        "properties": { "kind": kind },
    })
}

fn notification(note: &Note, below: &str) -> Value {
    let mut value = json!({ "level": "note", "message": { "text": note.message } });
    if !note.path.is_empty() {
        put(&mut value, "locations", json!([location(&note.path, note.range.as_ref(), below)]));
    }
    value
}

fn location(path: &str, range: Option<&Range>, below: &str) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(path, below) });
    if let Some(range) = range {
        put(&mut physical, "region", region(range));
    }
    json!({ "physicalLocation": physical })
}

fn artifact(path: &str, below: &str) -> Value {
    json!({ "uri": uri(&format!("{below}{path}")), "uriBaseId": ROOT })
}

fn region(range: &Range) -> Value {
    json!({
        "startLine": range.start.line,
        "startColumn": range.start.column,
        "endLine": range.end.line,
        "endColumn": range.end.column,
    })
}

/// A relative reference: whatever has a meaning of its own in an address is escaped.
fn uri(path: &str) -> String {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&it);
    let byte = |it: u8| if is_plain(it) { (it as char).to_string() } else { format!("%{it:02X}") };
    path.bytes().map(byte).collect()
}

fn put(value: &mut Value, key: &str, inner: Value) {
    value.as_object_mut().unwrap_or(&mut Map::new()).insert(key.to_owned(), inner);
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn level_of_problem(severity: Severity) -> &'static str {
    match level(severity) {
        "note" => "recommendation",
        level => level,
    }
}

/// On the scale of CVSS, as code scanning shows it: critical over 9, high over 7, medium over 4.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "3.0",
        Severity::Info => "1.0",
    }
}

fn precision(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "very-high",
        Certainty::Likely => "high",
        Certainty::Check => "medium",
    }
}
