//! A team's own rules: a shape of code, and what is said where it is found.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;

use super::read::{Reader, string};
use crate::report::{ExamplePage, FixKind, LineIndex, Mark, RulePage, Severity};
use crate::standard::Level;
use crate::syntax::{Document, Pattern, Shape};

/// A rule of `custom` in `nestor.json`.
#[derive(Clone, Debug)]
pub struct Custom {
    /// What readers of a rule see; the examples among it.
    pub page: RulePage,
    /// Where it finds something.
    pub shape: Shape,
    /// What it says there; `$NAME` becomes the source that the name stands for.
    pub message: String,
    /// The paths it looks at, as globs; all if empty.
    pub files: Vec<String>,
}

impl Custom {
    /// The message at a place.
    pub fn said(&self, names: &[(String, String)]) -> String {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        names.iter().fold(self.message.clone(), |message, (name, text)| message.replace(name.as_str(), &line(text)))
    }

    /// Whether it looks at a file.
    pub fn covers(&self, path: &str) -> bool {
        self.files.is_empty() || self.files.iter().any(|it| fast_glob::glob_match(it, path))
    }
}

/// Of every rule of a team.
const CATEGORY: &str = "team";

const KEYS: &str = "id, title, severity, message, words, pattern, inside, has, not, files, examples";

/// Reads one; what is wrong with it is said, and it is left out if it cannot run.
pub(super) fn read(reader: &mut Reader, value: &Value) {
    let Value::Object(object) = value else {
        return reader
            .problem(value, "A rule of a team is an object: `{ \"id\": \"team/…\", \"pattern\": \"…\" }`.".into());
    };
    for property in &object.properties {
        let name = property.name.as_str();
        if !KEYS.split(", ").any(|it| it == name) {
            reader.problem(property, format!("`{name}` is not a key of a rule; it has {KEYS}."));
        }
    }
    let Some(id) = id(reader, object) else { return };
    let Some(title) = text(reader, object, "title") else { return };
    let before = reader.standard.problems.len();
    let shape = shape(reader, object, true);
    if shape.pattern.is_empty() || reader.standard.problems.len() > before {
        return reader.problem(
            object,
            format!("`{id}` does not run: it needs a `pattern`, and all of them have to be readable."),
        );
    }
    let severity = severity(reader, object);
    let words = optional(reader, object, "words").unwrap_or_default();
    let message = optional(reader, object, "message").unwrap_or_else(|| format!("{}.", title.trim_end_matches('.')));
    let files = object.get("files").map(|it| reader.strings(&it.value)).unwrap_or_default();
    let examples = examples(reader, object, &shape);
    let words =
        if words.is_empty() || words.starts_with('#') { words } else { format!("## Why it matters\n\n{words}") };
    let page = RulePage {
        id,
        title,
        category: CATEGORY.into(),
        severity,
        standard: Vec::new(),
        refs: Vec::new(),
        cwe: Vec::new(),
        needs: Vec::new(),
        fix: FixKind::None,
        words,
        examples,
    };
    reader.standard.custom.push(Custom { page, shape, message, files });
}

fn id(reader: &mut Reader, object: &Object) -> Option<String> {
    let id = text(reader, object, "id")?;
    let at = object.get("id").map(|it| it.value.range()).unwrap_or(object.range());
    let is_word =
        |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
    if !id.strip_prefix(CATEGORY).and_then(|it| it.strip_prefix('/')).is_some_and(is_word) {
        reader.problem(&at, format!("The id of a team's rule is `{CATEGORY}/` and a name, such as `team/no-lodash`."));
        return None;
    }
    if reader.standard.custom.iter().any(|it| it.page.id == id) {
        reader.problem(&at, format!("There are two rules `{id}`; the first runs."));
        return None;
    }
    Some(id)
}

fn severity(reader: &mut Reader, object: &Object) -> Severity {
    let Some(property) = object.get("severity") else { return Severity::Medium };
    let name = string(&property.value);
    match Level::NAMES.iter().find(|(it, _)| Some(*it) == name.as_deref()) {
        Some((_, Level::Severity(severity))) => *severity,
        _ => {
            reader.problem(&property.value, "A severity is one of info, low, medium, high, critical.".into());
            Severity::Medium
        }
    }
}

/// A text that has to be there.
fn text(reader: &mut Reader, object: &Object, key: &str) -> Option<String> {
    if object.get(key).is_none() {
        reader.problem(object, format!("A rule of a team needs a `{key}`."));
    }
    optional(reader, object, key)
}

fn optional(reader: &mut Reader, object: &Object, key: &str) -> Option<String> {
    let property = object.get(key)?;
    let text = string(&property.value);
    if text.is_none() {
        reader.problem(&property.value, format!("`{key}` is a text."));
    }
    text
}

/// `pattern`, `inside`, `has` and `not` of an object.
fn shape(reader: &mut Reader, object: &Object, is_rule: bool) -> Shape {
    let mut shape = Shape::default();
    for property in &object.properties {
        match property.name.as_str() {
            "pattern" => {
                for one in shapes(reader, &property.value) {
                    shape.pattern.extend(one.pattern);
                }
            }
            "inside" => shape.inside = shapes(reader, &property.value),
            "has" => shape.has = shapes(reader, &property.value),
            "not" => shape.not = shapes(reader, &property.value),
            _ if is_rule => {}
            name => {
                reader.problem(property, format!("`{name}` is not known here; there are pattern, inside, has, not."))
            }
        }
    }
    shape
}

/// A pattern, an object of them, or a list of which one has to hold.
fn shapes(reader: &mut Reader, value: &Value) -> Vec<Shape> {
    match value {
        Value::StringLit(it) => match Pattern::read(&it.value) {
            Ok(pattern) => vec![Shape { pattern: vec![pattern], ..Shape::default() }],
            Err(message) => {
                reader.problem(value, message);
                Vec::new()
            }
        },
        Value::Object(object) => vec![shape(reader, object, false)],
        Value::Array(list) => list.elements.iter().flat_map(|it| shapes(reader, it)).collect(),
        _ => {
            reader.problem(
                value,
                "This is a pattern, an object with pattern, inside, has or not, or a list of them.".into(),
            );
            Vec::new()
        }
    }
}

/// `{ "bad": […], "good": […] }`: the first are found, the others are not, or it is said.
fn examples(reader: &mut Reader, object: &Object, shape: &Shape) -> Vec<ExamplePage> {
    let Some(property) = object.get("examples") else { return Vec::new() };
    let Value::Object(examples) = &property.value else {
        reader.problem(&property.value, "Examples are an object: `{ \"bad\": [\"…\"], \"good\": [\"…\"] }`.".into());
        return Vec::new();
    };
    let mut pages = Vec::new();
    for kind in &examples.properties {
        let good = match kind.name.as_str() {
            "bad" => false,
            "good" => true,
            name => {
                reader.problem(kind, format!("Examples are `bad` or `good`, not `{name}`."));
                continue;
            }
        };
        let Value::Array(list) = &kind.value else {
            reader.problem(&kind.value, "This is a list of texts.".into());
            continue;
        };
        for element in &list.elements {
            match string(element) {
                Some(code) => pages.push(example(reader, element, code, good, shape)),
                None => reader.problem(element, "This is a list of texts.".into()),
            }
        }
    }
    pages
}

fn example(reader: &mut Reader, at: &Value, code: String, good: bool, shape: &Shape) -> ExamplePage {
    let path = "src/example.ts".to_owned();
    let found = Document::of(&code).map(|it| shape.find(&it)).unwrap_or_default();
    let index = LineIndex::of(&code);
    let mark = |line| Mark { path: path.clone(), line };
    let marks: Vec<Mark> = found.iter().map(|it| mark(index.range(it.span).start.line)).collect();
    match (good, marks.first()) {
        (true, Some(mark)) => {
            reader.problem(at, format!("This example is good, and the rule finds its line {}.", mark.line));
        }
        (false, None) => reader.problem(at, "This example is bad, and the rule finds nothing in it.".into()),
        _ => {}
    }
    ExamplePage { good, files: [(path, code)].into(), marks }
}
