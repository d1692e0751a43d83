//! What a page of the site brings with it.

use std::collections::BTreeSet;

use crate::site::Files;

/// The files that a page names, and those that they name in turn.
pub fn reached(site: &Files, page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![page.to_owned()];
    while let Some(path) = waiting.pop() {
        let names_nothing = path.ends_with(".wasm") || path.ends_with(".json");
        if !found.insert(path.clone()) || names_nothing {
            continue;
        }
        let text = site.get(&path).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        // The rules' pages are links to go to, not parts of this one.
        waiting.extend(site.keys().filter(|other| !other.starts_with("rules/") && names(&text, other)).cloned());
    }
    found
}

/// Whether a text names a file: its name after a quote or a slash.
fn names(text: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    text.match_indices(name).any(|(at, _)| text[..at].ends_with(['"', '\'', '/', '`']))
}
