//! Functions that make a value harmless, by their names.

use super::check::{ALL, SHAPE};
use super::sink::Harm;
use crate::syntax::words;

/// A function of the project that exists to make values harmless.
pub(super) fn is_cleaner(name: &str) -> bool {
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
        "validate",
        "assert",
        "ensure",
        "verify",
        "safe",
    ];
    words(name).next().is_some_and(|it| is_one_of(it, &verbs))
        || words(name).any(|it| is_one_of(it, &["safe", "sanitized", "escaped", "allowed"]))
}

/// Whether a word is one of these, whatever its case.
pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
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
