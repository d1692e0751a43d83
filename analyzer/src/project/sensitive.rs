//! Names that say their value must stay secret.

use super::Project;
use crate::syntax::name_words;

/// Words before a sensitive one that make the name about something else: `hasPassword`, `totalTokens`.
const BEFORE: [&str; 45] = [
    "has",
    "is",
    "are",
    "was",
    "should",
    "can",
    "needs",
    "requires",
    "with",
    "without",
    "no",
    "missing",
    "invalid",
    "wrong",
    "incorrect",
    "expired",
    "forgot",
    "masked",
    "redacted",
    "encrypted",
    "obfuscated",
    "sanitized",
    "safe",
    "num",
    "number",
    "count",
    "total",
    "max",
    "min",
    "prompt",
    "completion",
    "input",
    "output",
    "cached",
    "used",
    "remaining",
    "cancel",
    "cancellation",
    "injection",
    "provider",
    "page",
    "next",
    "continuation",
    "public",
    "show",
];

/// Words behind a sensitive one that do the same: `tokenCount`, `passwordChangedAt`.
const BEHIND: [&str; 71] = [
    "consent",
    "banner",
    "preferences",
    "settings",
    "notice",
    "parser",
    "store",
    "domain",
    "hint",
    "id",
    "ids",
    "count",
    "counts",
    "length",
    "len",
    "size",
    "type",
    "types",
    "kind",
    "name",
    "names",
    "expiry",
    "expires",
    "expiration",
    "expired",
    "at",
    "in",
    "ttl",
    "age",
    "date",
    "time",
    "status",
    "state",
    "valid",
    "present",
    "exists",
    "required",
    "enabled",
    "url",
    "uri",
    "path",
    "field",
    "prefix",
    "suffix",
    "version",
    "policy",
    "strategy",
    "service",
    "repository",
    "provider",
    "guard",
    "module",
    "factory",
    "manager",
    "error",
    "exception",
    "attempts",
    "limit",
    "usage",
    "used",
    "payload",
    "claims",
    "options",
    "config",
    "schema",
    "index",
    "position",
    "matches",
    "match",
    "changed",
    "reset",
];

impl Project<'_> {
    /// The sensitive word of the standard that a name is made of, if the rest of the name does not take it back.
    pub fn sensitive_word(&self, name: &str) -> Option<&str> {
        let words = name_words(name);
        self.standard.facts.sensitive_names.iter().map(String::as_str).find(|it| speaks_of(&words, it))
    }
}

fn speaks_of(words: &[String], sensitive: &str) -> bool {
    (0..words.len()).any(|from| {
        (from + 1..=words.len()).any(|to| {
            let (before, middle, behind) = (words.get(..from), words.get(from..to), words.get(to..));
            let joined = middle.unwrap_or_default().concat();
            let same = joined == sensitive || joined.strip_suffix('s') == Some(sensitive);
            let among = |list: &[&str], part: Option<&[String]>| {
                part.unwrap_or_default().iter().any(|it| list.contains(&it.as_str()))
            };
            same && !among(&BEFORE, before) && !among(&BEHIND, behind)
        })
    })
}
