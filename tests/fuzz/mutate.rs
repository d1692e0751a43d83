//! Changes of a text as an editor, a bad merge or bad luck makes them.

use fastrand::Rng;

/// What a text may be given in the middle of anything.
const PIECES: [&str; 40] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "`",
    "${",
    "'",
    "\"",
    ";",
    ",",
    ":",
    "=>",
    "...",
    "?.",
    "!",
    "@",
    "/*",
    "//",
    "\u{0}",
    "😀",
    "\u{2028}",
    "\r",
    "async ",
    "await ",
    "class A extends A {}",
    "export * from '.';",
    "@Body() ",
    "= this.",
    "return ",
    "@@map(\"",
    "@relation(",
    "enum ",
    "function f(a = f()) { return f(a); }",
    "import x from './x';",
    "new ",
    "export default ",
    "constructor(private readonly a: A) {}",
    "…",
];

/// A text with one to six changes; `other` is what pieces are taken from.
pub fn mutated(text: &str, other: &str, random: &mut Rng) -> String {
    let mut text = text.to_owned();
    for _ in 0..random.usize(1..=6) {
        let (start, end) = range(&text, random);
        let piece = text[start..end].to_owned();
        match random.u8(..8) {
            0 => text.replace_range(start..end, ""),
            1 => text.insert_str(end, &piece),
            2 => text.truncate(end),
            3 => text.replace_range(..start, ""),
            4 | 5 => text.insert_str(start, PIECES[random.usize(..PIECES.len())]),
            6 => {
                let (from, to) = range(other, random);
                text.insert_str(start, &other[from..to]);
            }
            _ => {
                let (from, to) = word(&text, start);
                let (of, until) = word(&text, end);
                let new = text[of..until].to_owned();
                text.replace_range(from..to, &new);
            }
        }
        if text.is_empty() {
            return text;
        }
    }
    text
}

/// Up to four hundred bytes of a text, on the borders of characters.
fn range(text: &str, random: &mut Rng) -> (usize, usize) {
    let at = random.usize(..=text.len());
    let start = (0..=at).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0);
    let longest = if random.bool() { 12 } else { 400 };
    let end = (start + random.usize(..longest)).min(text.len());
    (start, (start..=end).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(start))
}

/// The word at a place.
fn word(text: &str, at: usize) -> (usize, usize) {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let start = text[..at].trim_end_matches(is_word).len();
    let end = text.len() - text[at..].trim_start_matches(is_word).len();
    (start, end)
}
