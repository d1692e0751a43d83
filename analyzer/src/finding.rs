//! What a rule hands back: places in bytes, words about this code, and what would mend it.

use crate::report::{Certainty, Severity};
use crate::syntax::{Object, Span, Syntax};

/// One thing found. The engine adds what the rule says about itself.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// About this code, in its own names.
    pub message: String,
    /// Other places that belong to it, in the order to read them.
    pub steps: Vec<(Place, String)>,
    /// What would mend it.
    pub fix: Option<Fix>,
    /// Unless the rule's own.
    pub severity: Option<Severity>,
    /// How sure.
    pub certainty: Certainty,
}

/// A span of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The index of the file among the sources.
    pub file: u32,
    /// In bytes.
    pub span: Span,
}

/// A change that mends a finding: all of its edits or none.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, as a verb phrase.
    pub title: String,
    /// Whether the code behaves the same but for the fault.
    pub safe: bool,
    /// One sentence: why it is safe, or what to look at first.
    pub reason: &'static str,
    /// Not overlapping.
    pub edits: Vec<(Place, String)>,
}

impl From<Syntax<'_>> for Place {
    fn from(syntax: Syntax) -> Place {
        Place { file: syntax.file, span: syntax.span() }
    }
}

impl Finding {
    /// A certain finding of the rule's own severity.
    pub fn at(place: impl Into<Place>, message: impl Into<String>) -> Finding {
        let (place, message) = (place.into(), message.into());
        Finding { place, message, steps: Vec::new(), fix: None, severity: None, certainty: Certainty::Certain }
    }

    /// Adds a place that belongs to it.
    pub fn step(mut self, place: impl Into<Place>, message: impl Into<String>) -> Finding {
        self.steps.push((place.into(), message.into()));
        self
    }

    /// Weighs more or less than the rule usually does.
    pub fn severity(self, severity: Severity) -> Finding {
        Finding { severity: Some(severity), ..self }
    }

    /// True unless something unseen says otherwise.
    pub fn likely(self) -> Finding {
        Finding { certainty: Certainty::Likely, ..self }
    }

    /// For a person to look at.
    pub fn to_check(self) -> Finding {
        Finding { certainty: Certainty::Check, ..self }
    }

    /// Offers a change.
    pub fn fix(self, fix: impl Into<Option<Fix>>) -> Finding {
        Finding { fix: fix.into(), ..self }
    }
}

impl Fix {
    /// The code behaves the same but for the fault; `reason` says why.
    pub fn safe(title: impl Into<String>, reason: &'static str) -> Fix {
        Fix { title: title.into(), safe: true, reason, edits: Vec::new() }
    }

    /// A person should look first; `reason` says at what.
    pub fn review(title: impl Into<String>, reason: &'static str) -> Fix {
        Fix { title: title.into(), safe: false, reason, edits: Vec::new() }
    }

    /// Writes `text` in place of a node.
    pub fn replace(mut self, place: impl Into<Place>, text: impl Into<String>) -> Fix {
        self.edits.push((place.into(), text.into()));
        self
    }

    /// Writes `text` before a node.
    pub fn before(self, syntax: Syntax, text: impl Into<String>) -> Fix {
        self.replace(Place { file: syntax.file, span: Span::empty(syntax.span().start) }, text)
    }

    /// Writes `text` behind a node.
    pub fn after(self, syntax: Syntax, text: impl Into<String>) -> Fix {
        self.replace(Place { file: syntax.file, span: Span::empty(syntax.span().end) }, text)
    }

    /// Writes one more item behind the last of a list, on a line of its own if the last has one.
    pub fn append(self, last: Syntax, text: &str) -> Fix {
        let head = last.source().get(..last.span().start as usize).unwrap_or_default();
        let line = head.rsplit('\n').next().unwrap_or_default();
        let gap = if line.trim().is_empty() { format!(",\n{line}") } else { ", ".to_owned() };
        self.after(last, gap + text)
    }

    /// Writes entries (`key: value`) at the end of an object literal, in its own layout.
    pub fn add_entries(self, object: Object, entries: &[String]) -> Fix {
        let Some(last) = object.0.children().last() else {
            return self.replace(object.0, format!("{{ {} }}", entries.join(", ")));
        };
        let text = object.0.text();
        if !text.contains('\n') {
            return self.after(last, format!(", {}", entries.join(", ")));
        }
        let head = last.source().get(..last.span().start as usize).unwrap_or_default();
        let line = head.get(head.rfind('\n').map_or(0, |it| it + 1)..).unwrap_or_default();
        let indent: String = line.chars().take_while(|it| it.is_whitespace()).collect();
        let new: String = entries.iter().map(|it| format!(",\n{indent}{it}")).collect();
        self.after(last, new)
    }

    /// Takes out the lines a node stands on, if nothing else stands there; else the node alone.
    pub fn remove_lines(self, syntax: Syntax) -> Fix {
        let (text, span) = (syntax.source(), syntax.span());
        let head = text.get(..span.start as usize).unwrap_or_default();
        let tail = text.get(span.end as usize..).unwrap_or_default();
        let line = head.rfind('\n').map_or(0, |it| it + 1);
        let end = tail.find('\n').map_or(text.len(), |it| span.end as usize + it + 1);
        let alone = head.get(line..).is_some_and(|it| it.trim().is_empty())
            && text.get(span.end as usize..end).is_some_and(|it| matches!(it.trim(), "" | ";" | ","));
        let whole = Span { start: line as u32, end: end as u32 };
        self.replace(Place { file: syntax.file, span: if alone { whole } else { span } }, "")
    }
}
