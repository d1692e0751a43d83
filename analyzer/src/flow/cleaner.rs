//! Functions that make a value harmless, by their names.

use super::check::{ALL, SHAPE};
use super::sink::Harm;
use crate::syntax::name_words;

/// A function of the project that exists to make values harmless.
pub(super) fn is_cleaner(name: &str) -> bool {
    let words = name_words(name);
    let verbs = [
        "sanitize",
        "sanitise",
        "escape",
        "purify",
        "clean",
        "encode",
        "hash",
        "encrypt",
        "quote",
        "whitelist",
        "allow",
    ];
    let checks = ["validate", "assert", "ensure", "verify", "safe"];
    words.first().is_some_and(|it| verbs.contains(&it.as_str()) || checks.contains(&it.as_str()))
        || words.iter().any(|it| matches!(it.as_str(), "safe" | "sanitized" | "escaped" | "allowed"))
}

/// The harms that a function of a package keeps a value from doing, by its name.
pub(super) fn by_name(name: &str) -> Option<u32> {
    Some(match name {
        "basename" => Harm::Path.bit() | Harm::Module.bit(),
        "encodeURIComponent" => {
            Harm::Url.bit() | Harm::Redirect.bit() | Harm::Html.bit() | Harm::Header.bit() | Harm::Log.bit()
        }
        "xss" | "filterXSS" => Harm::Html.bit(),
        // It leaves `//host`, `../` and quotes as they are.
        "encodeURI" => Harm::Html.bit() | Harm::Header.bit() | Harm::Log.bit(),
        "escapeRegExp" | "escapeStringRegexp" | "escapeRegex" => Harm::Regex.bit(),
        "stringify" => Harm::Log.bit() | Harm::Header.bit() | SHAPE,
        "pick" | "omit" => Harm::Assignment.bit(),
        _ if is_cleaner(name) => ALL,
        _ => return None,
    })
}
