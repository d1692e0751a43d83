//! The JavaScript face: `new Reviewer(standard?).review([{ path, text }])`.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::report::{self, Edit, Options, Review, Severity};
use crate::{Source, Standard};

/// A reviewer that keeps what it parsed, so that an edit costs the edited file.
#[wasm_bindgen]
pub struct Reviewer {
    reviewer: crate::Reviewer,
    standard: Standard,
    sources: Vec<Source>,
    last: Option<Review>,
}

#[wasm_bindgen]
impl Reviewer {
    /// `standard` is the text of a `nestor.json`; what cannot be understood becomes notes of the reviews.
    #[wasm_bindgen(constructor)]
    pub fn new(standard: Option<String>) -> Reviewer {
        let standard = standard.map_or_else(Standard::default, |it| Standard::read(&it));
        Reviewer { reviewer: crate::Reviewer::default(), standard, sources: Vec::new(), last: None }
    }

    /// Reviews `{ path, text }[]`; gives the review as a plain object.
    ///
    /// # Errors
    /// If the argument has another shape.
    #[wasm_bindgen(skip_typescript)]
    pub fn review(&mut self, files: JsValue) -> Result<JsValue, JsError> {
        self.sources = list(&files)?.iter().map(|it| source(&it)).collect::<Result<_, _>>()?;
        let review = self.reviewer.review(&self.sources, &self.standard);
        let value = plain(&review);
        self.last = Some(review);
        value
    }

    /// The last review with the fixes alone that a second review agrees with; takes about as long as a review.
    ///
    /// # Errors
    /// If nothing was reviewed yet.
    #[cfg(feature = "whole")]
    #[wasm_bindgen(skip_typescript)]
    pub fn confirm(&mut self) -> Result<JsValue, JsError> {
        let review = self.last.as_mut().ok_or_else(|| JsError::new("Nothing was reviewed yet."))?;
        self.reviewer.confirm(&self.sources, &self.standard, review);
        plain(review)
    }

    /// The last review as `json` or `markdown`; `options` are `ReportOptions` of the package's types, or nothing.
    ///
    /// # Errors
    /// If nothing was reviewed yet, or the format is another.
    #[wasm_bindgen(skip_typescript)]
    pub fn report(&self, format: &str, options: JsValue) -> Result<String, JsError> {
        let review = self.last.as_ref().ok_or_else(|| JsError::new("Nothing was reviewed yet."))?;
        match format {
            "json" => Ok(report::json(review)),
            "markdown" => Ok(report::markdown_with(review, &self.sources, &chosen(&options))),
            other => Err(JsError::new(&format!("There is no format {other}; there are json and markdown."))),
        }
    }

    /// The files that change when the fixes of these findings of the last review are applied together. A fix that
    /// overlaps an earlier one is left out.
    ///
    /// # Errors
    /// If the argument is not a list of fingerprints.
    #[wasm_bindgen(skip_typescript)]
    pub fn fix(&self, fingerprints: JsValue) -> Result<JsValue, JsError> {
        let wanted: Vec<String> = list(&fingerprints)?.iter().filter_map(|it| it.as_string()).collect();
        let findings = self.last.iter().flat_map(|it| &it.findings);
        let fixes = findings.filter(|it| wanted.contains(&it.fingerprint)).filter_map(|it| it.fix.as_ref());
        let edits = report::together(fixes);
        let changed = self.sources.iter().filter(|it| edits.iter().any(|edit| edit.path == it.path));
        let files = Array::new();
        for source in changed {
            let own: Vec<&Edit> = edits.iter().filter(|edit| edit.path == source.path).copied().collect();
            let file = Object::new();
            set(&file, "path", &source.path)?;
            set(&file, "text", &report::apply(&source.text, &own))?;
            files.push(&file);
        }
        Ok(files.into())
    }

    /// `[start, end, class]` triples in UTF-16 units for colouring: 1 keyword, 2 string, 3 comment, 4 decorator,
    /// 5 number, 6 type, 7 function name.
    pub fn highlight(&self, path: &str, text: &str) -> Vec<u32> {
        crate::highlight(path, text)
    }
}

/// Through the report's own JSON: a second serializer would double that part of the wasm.
fn plain(review: &Review) -> Result<JsValue, JsError> {
    JSON::parse(&report::json(review)).map_err(|_| JsError::new("The review is not JSON."))
}

/// What is not understood in the options is as if it were not there.
fn chosen(options: &JsValue) -> Options {
    let get = |value: &JsValue, key: &str| Reflect::get(value, &key.into()).unwrap_or_default();
    let is = |key: &str| get(options, key).is_truthy();
    let entries = |key: &str| get(options, key).dyn_into::<Array>().unwrap_or_default();
    let words = [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
    let severity = |word: JsValue| {
        let at = ["info", "low", "medium", "high", "critical"].iter().position(|it| word == **it)?;
        words.get(at).copied()
    };
    let text = |item: &JsValue, key: &str| get(item, key).as_string().unwrap_or_default();
    Options {
        code: is("code"),
        passed: is("passed"),
        folded: is("folded"),
        severities: entries("severities").iter().filter_map(severity).collect(),
        checked: entries("checked").iter().map(|it| (text(&it, "item"), text(&it, "note"))).collect(),
    }
}

fn list(value: &JsValue) -> Result<&Array, JsError> {
    value.dyn_ref().ok_or_else(|| JsError::new("A list was expected."))
}

fn source(file: &JsValue) -> Result<Source, JsError> {
    let text = |key: &str| {
        let value = Reflect::get(file, &key.into()).ok().and_then(|it| it.as_string());
        value.ok_or_else(|| JsError::new("A file is { path, text }, both strings."))
    };
    Ok(Source::new(text("path")?, text("text")?))
}

fn set(object: &Object, key: &str, value: &str) -> Result<(), JsError> {
    let set = Reflect::set(object, &key.into(), &value.into());
    set.map(drop).map_err(|_| JsError::new("An object could not be written."))
}
