//! JSON files with the place of every value, parsed once: manifests, compiler options, targets, reports.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::File;
use crate::finding::Place;
use crate::source::LONGEST;
use crate::syntax::Span;

/// A JSON file.
pub struct Document<'t> {
    /// The index of the file.
    pub file: u32,
    value: Value<'t>,
}

/// A value of a JSON file; cheap to copy.
#[derive(Clone, Copy)]
pub struct Json<'d> {
    value: &'d Value<'d>,
    /// The index of the file.
    pub file: u32,
}

/// A key of an object, and what stands behind it.
#[derive(Clone, Copy)]
pub struct KeyValue<'d> {
    /// The key.
    pub name: &'d str,
    /// `"key": value`, whole.
    pub place: Place,
    /// What stands behind the colon.
    pub value: Json<'d>,
}

impl Document<'_> {
    /// What the file holds.
    pub fn root(&self) -> Json<'_> {
        Json { value: &self.value, file: self.file }
    }
}

impl<'d> Json<'d> {
    /// Where it stands.
    pub fn place(self) -> Place {
        place(self.file, self.value)
    }

    /// The entries of an object, in reading order; none of anything else.
    pub fn entries(self) -> impl Iterator<Item = KeyValue<'d>> {
        let properties = self.value.as_object().map_or(&[][..], |it| &it.properties);
        properties.iter().map(move |it| KeyValue {
            name: it.name.as_str(),
            place: place(self.file, it),
            value: Json { value: &it.value, file: self.file },
        })
    }

    /// The entry of a key.
    pub fn entry(self, key: &str) -> Option<KeyValue<'d>> {
        self.entries().find(|it| it.name == key)
    }

    /// The value at the end of a path of keys.
    pub fn at(self, path: &[&str]) -> Option<Json<'d>> {
        let mut at = self;
        for key in path {
            at = at.entry(key)?.value;
        }
        Some(at)
    }

    /// The elements of a list; none of anything else.
    pub fn items(self) -> impl Iterator<Item = Json<'d>> {
        let elements = self.value.as_array().map_or(&[][..], |it| &it.elements);
        elements.iter().map(move |value| Json { value, file: self.file })
    }

    /// A text, without quotes.
    pub fn text(self) -> Option<&'d str> {
        self.value.as_string_lit().map(|it| &*it.value)
    }

    /// `true` or `false`.
    pub fn flag(self) -> Option<bool> {
        self.value.as_boolean_lit().map(|it| it.value)
    }

    /// A number as it is written.
    pub fn number(self) -> Option<&'d str> {
        self.value.as_number_lit().map(|it| it.value)
    }

    /// Whether it is an object or a list without anything in it.
    pub fn is_empty(self) -> bool {
        self.entries().next().is_none() && self.items().next().is_none()
    }
}

fn place(file: u32, at: &impl Ranged) -> Place {
    let range = at.range();
    Place { file, span: Span { start: range.start as u32, end: range.end as u32 } }
}

impl KeyValue<'_> {
    /// Where the key stands, without its value.
    pub fn key(&self) -> Place {
        let start = self.place.span.start;
        Place { file: self.place.file, span: Span { start, end: start + self.name.len() as u32 + 2 } }
    }
}

/// What could not be read, and where.
pub type Problem = (Place, String);

/// Reads the files that rules ask about by their keys.
pub(super) fn all(files: &[File]) -> (Vec<Document<'_>>, Vec<Problem>) {
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    for (file, it) in (0..).zip(files).filter(|(_, it)| is_document(it.name())) {
        match read(file, &it.text) {
            Ok(Some(document)) => documents.push(document),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    (documents, problems)
}

/// Not the files that only machines write; those are read where they are asked for.
fn is_document(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or_default();
    matches!(stem, "package" | "project" | "nx" | "nest-cli") || name == ".swcrc" || is_tsconfig(name) || is_jest(name)
}

/// `tsconfig.json`, `tsconfig.build.json`, …
pub(super) fn is_tsconfig(name: &str) -> bool {
    name.starts_with("tsconfig") && name.ends_with(".json")
}

fn is_jest(name: &str) -> bool {
    name.starts_with("jest") && name.ends_with(".json")
}

/// Reads one text. Comments and trailing commas are understood, as `tsconfig.json` has them.
pub(super) fn read(file: u32, text: &str) -> Result<Option<Document<'_>>, Problem> {
    let start = Place { file, span: Span::empty(0) };
    if text.len() > 4 * LONGEST {
        return Err((start, "This file is too large to be read; what it says is taken as unknown.".into()));
    }
    match parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()) {
        Ok(parsed) => Ok(parsed.value.map(|value| Document { file, value })),
        Err(error) => {
            let span = Span::empty(error.range().start as u32);
            Err((
                Place { file, span },
                format!("This is not JSON: {}. What it says is taken as unknown.", error.kind()),
            ))
        }
    }
}
