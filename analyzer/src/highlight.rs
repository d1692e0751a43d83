//! Source text to coloured spans, for readers without an editor.

use crate::project::File;
use crate::syntax::{Field, Kind, Parser, Span, Syntax};

/// What a span is coloured as; the numbers are part of the JavaScript face.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Keyword = 1,
    String = 2,
    Comment = 3,
    Decorator = 4,
    Number = 5,
    Type = 6,
    Function = 7,
}

/// `[start, end, class]` triples in UTF-16 units, in reading order, not overlapping; empty where there is no grammar.
pub fn highlight(path: &str, text: &str) -> Vec<u32> {
    let Some(language) = File::language(path) else { return Vec::new() };
    let tree = Parser::default().parse(language, text.into());
    let mut spans: Vec<(Span, Class)> = Vec::new();
    for node in tree.root(0).descendants() {
        let inside = spans.last().is_some_and(|(span, _)| node.span().start < span.end);
        if let Some(class) = class(node).filter(|_| !inside) {
            spans.push((node.span(), class));
        }
    }
    let mut out = Vec::with_capacity(spans.len() * 3);
    let (mut byte, mut unit) = (0, 0);
    let mut advance = |to: u32| {
        unit += text.get(byte as usize..to as usize).map_or(0, |it| it.encode_utf16().count() as u32);
        byte = to;
        unit
    };
    for (span, class) in spans {
        out.extend([advance(span.start), advance(span.end), class as u32]);
    }
    out
}

fn class(node: Syntax) -> Option<Class> {
    match node.kind() {
        Kind::Comment | Kind::DeveloperComment => Some(Class::Comment),
        Kind::String | Kind::StringFragment | Kind::Regex => Some(Class::String),
        Kind::Template if node.child(Kind::Substitution).is_none() => Some(Class::String),
        Kind::Number => Some(Class::Number),
        Kind::Keyword | Kind::This | Kind::Super | Kind::True | Kind::False | Kind::Null | Kind::Accessibility => {
            Some(Class::Keyword)
        }
        Kind::TypeIdentifier | Kind::PredefinedType | Kind::ColumnType => Some(Class::Type),
        Kind::Identifier | Kind::PropertyIdentifier => named(node),
        _ => None,
    }
}

fn named(node: Syntax) -> Option<Class> {
    let parent = node.parent()?;
    let grand = parent.parent();
    let in_decorator = parent.kind() == Kind::Decorator
        || (parent.kind() == Kind::Call && grand.is_some_and(|it| it.kind() == Kind::Decorator))
        || parent.is(&[Kind::Attribute, Kind::BlockAttribute]);
    let is_called = node.role() == Field::Function
        || (node.role() == Field::Property && parent.role() == Field::Function)
        || (parent.is(&[Kind::Method, Kind::Function]) && node.role() == Field::Name);
    match () {
        () if in_decorator => Some(Class::Decorator),
        () if parent.kind() == Kind::Model => Some(Class::Type),
        () if is_called => Some(Class::Function),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_utf16_and_in_order() {
        let text = "// 😀\n@Get() list() { return 'a'; }";
        let triples = highlight("a.ts", text);
        let units: Vec<u16> = text.encode_utf16().collect();
        let named: Vec<(String, u32)> = triples
            .chunks(3)
            .map(|it| (String::from_utf16_lossy(&units[it[0] as usize..it[1] as usize]), it[2]))
            .collect();
        let expected = [("// 😀", 3), ("Get", 4), ("return", 1), ("'a'", 2)];
        for (text, class) in expected {
            assert!(named.contains(&(text.to_owned(), class)), "{text} in {named:?}");
        }
        assert!(triples.chunks(3).zip(triples.chunks(3).skip(1)).all(|(a, b)| a[1] <= b[0]));
    }
}
