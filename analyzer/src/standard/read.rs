//! `nestor.json` to a standard; whatever is unknown is said with its place.

use jsonc_parser::ast::{Array, Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Level, Preset, Standard};
use crate::rules;
use crate::syntax::Span;

pub(super) fn standard(text: &str) -> Standard {
    let mut reader = Reader { standard: Standard { text: text.to_owned(), ..Standard::default() } };
    match parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()) {
        Ok(parsed) => match parsed.value {
            Some(Value::Object(object)) => reader.object(&object),
            Some(other) => reader.problem(&other, "The standard is an object: `{ \"preset\": … }`.".into()),
            None => {}
        },
        Err(error) => {
            let range = error.range();
            reader.standard.problems.push((
                Span { start: range.start as u32, end: range.end as u32 },
                format!("This is not JSON: {}. The default standard is used.", error.kind()),
            ));
        }
    }
    reader.standard
}

const FACTS: &str = "accessTokenHours, authGuards, coverage, libraries, publicDecorators, sensitiveNames, tenantField";

pub(super) struct Reader {
    pub standard: Standard,
}

impl Reader {
    fn object(&mut self, object: &Object) {
        // Other keys name its rules.
        #[cfg(feature = "whole")]
        self.custom(object);
        for property in &object.properties {
            match property.name.as_str() {
                "$schema" | "custom" => {}
                "preset" => self.preset(property),
                "rules" => self.each(property, Reader::rule),
                "facts" => self.each(property, Reader::fact),
                "notes" => self.each(property, Reader::note),
                "ignore" => self.ignore(property),
                other => {
                    let known = "preset, rules, facts, notes, ignore, custom";
                    self.problem(property, format!("`{other}` is not a key of the standard; it has {known}."));
                }
            }
        }
    }

    fn preset(&mut self, property: &ObjectProp) {
        let name = string(&property.value);
        match name.as_deref().and_then(Preset::named) {
            Some(preset) => self.standard.preset = preset,
            None => {
                let known: Vec<&str> = Preset::NAMES.iter().map(|(it, _)| *it).collect();
                self.problem(&property.value, format!("There is no such preset; there are {}.", known.join(", ")));
            }
        }
    }

    fn rule(&mut self, property: &ObjectProp) {
        let id = property.name.as_str();
        let category = id.strip_suffix("/*");
        let known = match category {
            Some(category) => {
                rules::CATEGORIES.iter().any(|it| it.name == category) || self.owns(&format!("{category}/"))
            }
            None => self.knows(id),
        };
        if !known {
            return self.unknown(property);
        }
        let level = string(&property.value);
        match Level::NAMES.iter().find(|(it, _)| Some(*it) == level.as_deref()) {
            Some((_, level)) => {
                self.standard.rules.insert(id.to_owned(), *level);
            }
            None => {
                let known: Vec<&str> = Level::NAMES.iter().map(|(it, _)| *it).collect();
                self.problem(&property.value, format!("A rule is set to one of {}.", known.join(", ")));
            }
        }
    }

    #[cfg(feature = "whole")]
    fn custom(&mut self, object: &Object) {
        match object.get("custom").map(|it| &it.value) {
            Some(Value::Array(list)) => list.elements.iter().for_each(|it| super::custom::read(self, it)),
            Some(other) => self.problem(other, "`custom` is a list of rules.".into()),
            None => {}
        }
    }

    fn knows(&self, id: &str) -> bool {
        rules::all().any(|it| it.id == id) || self.owns(id)
    }

    /// Whether a rule of the team begins so.
    fn owns(&self, start: &str) -> bool {
        let is = |id: &str| id == start || start.ends_with('/') && id.starts_with(start);
        self.standard.own_ids().any(is)
    }

    /// An engine that has some of the rules cannot tell a name that is wrong from one of the others.
    fn unknown(&mut self, property: &ObjectProp) {
        if cfg!(feature = "whole") {
            self.problem(property, format!("There is no rule `{}`.", property.name.as_str()));
        }
    }

    fn fact(&mut self, property: &ObjectProp) {
        let name = property.name.as_str();
        match name {
            "accessTokenHours" => {
                if let Some(it) = self.number(property, 1..=8760) {
                    self.standard.facts.access_token_hours = it;
                }
            }
            "coverage" => {
                if let Some(it) = self.number(property, 0..=100) {
                    self.standard.facts.coverage = it;
                }
            }
            "sensitiveNames" => {
                let names = self.strings(&property.value);
                self.standard.facts.sensitive_names = names.iter().map(|it| it.to_ascii_lowercase()).collect();
            }
            "publicDecorators" => self.standard.facts.public_decorators = self.strings(&property.value),
            "authGuards" => self.standard.facts.auth_guards = self.strings(&property.value),
            "libraries" => self.standard.facts.libraries = self.strings(&property.value),
            "tenantField" => match string(&property.value) {
                Some(name) => self.standard.facts.tenant_field = name,
                None => self.problem(&property.value, "`tenantField` is a text.".into()),
            },
            _ => self.problem(property, format!("`{name}` is not a fact; there are {FACTS}.")),
        }
    }

    fn note(&mut self, property: &ObjectProp) {
        let id = property.name.as_str();
        if !self.knows(id) {
            return self.unknown(property);
        }
        match string(&property.value) {
            Some(text) => {
                self.standard.notes.insert(id.to_owned(), text);
            }
            None => self.problem(&property.value, "A note is a text.".into()),
        }
    }

    fn ignore(&mut self, property: &ObjectProp) {
        self.standard.ignore = self.strings(&property.value);
    }

    fn each(&mut self, property: &ObjectProp, read: fn(&mut Reader, &ObjectProp)) {
        match &property.value {
            Value::Object(object) => object.properties.iter().for_each(|it| read(self, it)),
            other => self.problem(other, format!("`{}` is an object.", property.name.as_str())),
        }
    }

    fn number(&mut self, property: &ObjectProp, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let number = match &property.value {
            Value::NumberLit(it) => it.value.parse().ok().filter(|it| range.contains(it)),
            _ => None,
        };
        if number.is_none() {
            let message =
                format!("`{}` is a number from {} to {}.", property.name.as_str(), range.start(), range.end());
            self.problem(&property.value, message);
        }
        number
    }

    pub fn strings(&mut self, value: &Value) -> Vec<String> {
        let Value::Array(Array { elements, .. }) = value else {
            self.problem(value, "This is a list of texts.".into());
            return Vec::new();
        };
        let mut texts = Vec::new();
        for element in elements {
            match string(element) {
                Some(text) => texts.push(text),
                None => self.problem(element, "This is a list of texts.".into()),
            }
        }
        texts
    }

    pub fn problem(&mut self, at: &impl Ranged, message: String) {
        let range = at.range();
        self.standard.problems.push((Span { start: range.start as u32, end: range.end as u32 }, message));
    }
}

pub(super) fn string(value: &Value) -> Option<String> {
    match value {
        Value::StringLit(it) => Some(it.value.to_string()),
        _ => None,
    }
}
