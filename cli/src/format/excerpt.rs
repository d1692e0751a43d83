//! The lines of a file that something is about, and places in them.

use std::collections::BTreeMap;
use std::ops::Range as Span;

use analyzer::report::{Position, Range};

use crate::read::Input;

/// Files by name, cut into lines when first asked for.
pub struct Sheets<'i> {
    inputs: &'i [Input],
    cut: BTreeMap<&'i str, Sheet<'i>>,
}

/// A file cut into lines.
pub struct Sheet<'i> {
    text: &'i str,
    /// The byte each line begins at.
    lines: Vec<usize>,
}

/// Some whole lines of a file.
pub struct Excerpt<'i> {
    pub text: &'i str,
    /// The number of its first line.
    pub line: usize,
    /// The byte of the file it begins at.
    start: usize,
}

impl<'i> Sheets<'i> {
    pub fn of(inputs: &'i [Input]) -> Sheets<'i> {
        Sheets { inputs, cut: BTreeMap::new() }
    }

    /// A file of the review.
    pub fn sheet(&mut self, name: &str) -> Option<&Sheet<'i>> {
        let at = self.inputs.binary_search_by(|it| it.source.path.as_str().cmp(name)).ok()?;
        let source = &self.inputs.get(at)?.source;
        Some(self.cut.entry(&source.path).or_insert_with(|| Sheet::of(&source.text)))
    }
}

impl<'i> Sheet<'i> {
    fn of(text: &'i str) -> Sheet<'i> {
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        Sheet { text, lines: std::iter::once(0).chain(behind).collect() }
    }

    /// The lines from one to another.
    pub fn excerpt(&self, first: u32, last: u32) -> Excerpt<'i> {
        let start = self.start(first);
        let text = self.text.get(start..self.start(last + 1)).unwrap_or_default();
        // A byte order mark has no width.
        let bare = text.trim_start_matches('\u{feff}');
        let text = bare.trim_end_matches(['\n', '\r']);
        Excerpt { text, line: first as usize, start: self.start(last + 1) - bare.len() }
    }

    fn start(&self, line: u32) -> usize {
        self.lines.get(line as usize - 1).copied().unwrap_or(self.text.len())
    }

    fn byte(&self, at: Position) -> usize {
        let start = self.start(at.line);
        let mut units = 1;
        let line = self.text.get(start..).unwrap_or_default();
        let until = |it: &(usize, char)| {
            units += it.1.len_utf16() as u32;
            units <= at.column
        };
        start + line.char_indices().take_while(until).map(|(_, it)| it.len_utf8()).sum::<usize>()
    }

    /// Where a range lies in an excerpt, in bytes.
    pub fn span(&self, excerpt: &Excerpt, range: &Range) -> Span<usize> {
        let within = |at| self.byte(at).saturating_sub(excerpt.start).min(excerpt.text.len());
        let (start, end) = (within(range.start), within(range.end));
        start..end.max(start)
    }
}
