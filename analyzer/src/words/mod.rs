//! A rule's `.md`: its sections and its examples.

/// What a rule's `.md` says: all of it, or without the feature `words` the advice alone, so that the engine stays small
/// in a browser.
macro_rules! words {
    ($path:literal) => {{
        const FILE: &str = include_str!($path);
        const KEPT: (usize, usize) = $crate::words::kept(FILE);
        const BYTES: [u8; KEPT.1] = $crate::words::cut(FILE, KEPT.0);
        match std::str::from_utf8(&BYTES) {
            Ok(words) => words,
            Err(_) => "",
        }
    }};
}

/// Where the part that is kept begins, and how long it is, in bytes: the file, or its advice.
pub(crate) const fn kept(file: &str) -> (usize, usize) {
    if cfg!(feature = "words") {
        return (0, file.len());
    }
    let start = find(file, ADVICE, 0);
    let text = start + ADVICE.len();
    (start, find(file, "\n\n", text) - start)
}

/// What the section of the advice begins with.
const ADVICE: &str = "## How to fix\n\n";

/// Some bytes of a file.
pub(crate) const fn cut<const LENGTH: usize>(file: &str, start: usize) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    let (_, rest) = file.as_bytes().split_at(start);
    bytes.copy_from_slice(rest.split_at(LENGTH).0);
    bytes
}

/// Where a text first stands in a file from a place on; the file's end if nowhere.
const fn find(file: &str, text: &str, from: usize) -> usize {
    let (_, mut rest) = file.as_bytes().split_at(from);
    while rest.len() >= text.len() {
        if starts_with(rest, text.as_bytes()) {
            return file.len() - rest.len();
        }
        rest = rest.split_at(1).1;
    }
    file.len()
}

const fn starts_with(mut rest: &[u8], mut text: &[u8]) -> bool {
    while let (Some((a, more)), Some((b, left))) = (rest.split_first(), text.split_first()) {
        if *a != *b {
            return false;
        }
        (rest, text) = (more, left);
    }
    text.is_empty()
}

/// The first paragraph of a rule's "How to fix".
pub(crate) fn advice(words: &str) -> &str {
    let advice = words.split(ADVICE).nth(1).unwrap_or_default();
    advice.split("\n\n").next().unwrap_or_default()
}

#[cfg(feature = "words")]
mod page;
#[cfg(feature = "words")]
pub use page::page;
