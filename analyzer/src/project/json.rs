//! Configuration in JSON, with comments and trailing commas.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The object that a text is.
pub(crate) fn object(text: &str) -> Option<Object<'_>> {
    // A byte order mark is no JSON.
    let text = text.trim_start_matches('\u{feff}');
    match parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?.value? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// Every string in a value, however deep, in reading order.
pub(crate) fn strings(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::StringLit(it) => into.push(it.value.to_string()),
        Value::Array(it) => it.elements.iter().for_each(|it| strings(it, into)),
        Value::Object(it) => it.properties.iter().for_each(|it| strings(&it.value, into)),
        _ => {}
    }
}

/// Every string below a key.
pub(crate) fn strings_at(object: &Object, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(it) = object.get(key) {
        strings(&it.value, &mut found);
    }
    found
}
