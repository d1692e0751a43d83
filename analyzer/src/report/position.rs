//! Bytes to lines, columns and UTF-16 offsets, once per file.

use super::{Position, Range};
use crate::syntax::Span;

/// Where the lines of a text begin.
pub struct LineIndex<'t> {
    text: &'t str,
    /// Byte and UTF-16 offset of each line's start.
    lines: Vec<(u32, u32)>,
}

impl<'t> LineIndex<'t> {
    /// Reads a text.
    pub fn of(text: &'t str) -> LineIndex<'t> {
        let mut lines = vec![(0, 0)];
        let is_ascii = text.is_ascii();
        let (mut start, mut unit) = (0, 0);
        line_ends(text, |end| {
            let line = || text.get(start..=end).unwrap_or_default();
            unit += if is_ascii { (end + 1 - start) as u32 } else { units(line()) };
            start = end + 1;
            lines.push((start as u32, unit));
        });
        LineIndex { text, lines }
    }

    /// A span's positions.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    fn position(&self, byte: u32) -> Position {
        let line = self.lines.partition_point(|(start, _)| *start <= byte).max(1);
        let (start, unit) = self.lines.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start as usize..byte as usize).map_or(0, units);
        Position { line: line as u32, column: before + 1, offset: unit + before }
    }
}

/// Hands over where the line feeds of a text are, found eight bytes at a time.
fn line_ends(text: &str, mut found: impl FnMut(usize)) {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    const FEEDS: u64 = 0x0A0A_0A0A_0A0A_0A0A;
    let (words, rest) = text.as_bytes().as_chunks();
    for (at, word) in words.iter().enumerate() {
        let other = u64::from_le_bytes(*word) ^ FEEDS;
        // The high bit of each byte that is a line feed.
        let mut feeds = !(((other & LOW) + LOW) | other | LOW);
        while feeds != 0 {
            found(at * 8 + feeds.trailing_zeros() as usize / 8);
            feeds &= feeds - 1;
        }
    }
    let behind = words.len() * 8;
    rest.iter().enumerate().filter(|(_, it)| **it == b'\n').for_each(|(at, _)| found(behind + at));
}

fn units(text: &str) -> u32 {
    text.bytes().map(units_of).sum()
}

/// The UTF-16 units that a byte of UTF-8 begins: one if it begins a character, two if that has four bytes.
fn units_of(byte: u8) -> u32 {
    u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0)
}

/// How many lines a text has; an empty text has none.
pub(super) fn line_count(text: &str) -> u32 {
    let open = !text.is_empty() && !text.ends_with('\n');
    // Runs whose line feeds a byte can count, which is what the compiler makes fast.
    let runs = text.as_bytes().chunks(255);
    let feeds = |run: &[u8]| u32::from(run.iter().map(|it| u8::from(*it == b'\n')).sum::<u8>());
    runs.map(feeds).sum::<u32>() + u32::from(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        let text = "a\r\n😀é b\nlast";
        let index = LineIndex::of(text);
        let at = text.find('b').expect("b") as u32;
        let position = index.range(Span::empty(at)).start;
        assert_eq!(position, Position { line: 2, column: 5, offset: 7 });
        assert_eq!(units(text), text.encode_utf16().count() as u32);
        assert_eq!([text, "", "a\n"].map(line_count), [3, 0, 1]);
        let long = "\n\u{b}\n\n12345678\u{b}\n\u{8a}\n234567890123\n";
        let mut ends = Vec::new();
        line_ends(long, |it| ends.push(it));
        assert!(long.match_indices('\n').map(|(at, _)| at).eq(ends), "{long:?}");
    }
}
