//! SQL as words with their places, and the statements they make up: strings, comments and dollar quotes stay whole.

use crate::syntax::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A keyword, a plain name, a number.
    Word,
    /// `"name"`, `` `name` `` or `[name]`.
    Quoted,
    /// `'text'` or `$$text$$`.
    Text,
    /// One byte of anything else.
    Sign,
}

/// A word, name, string or sign.
#[derive(Clone, Copy, Debug)]
pub struct Token<'t> {
    /// What it is.
    pub shape: Shape,
    /// Without its quotes.
    pub text: &'t str,
    /// With its quotes.
    pub span: Span,
}

impl Token<'_> {
    /// Whether it is this keyword.
    pub fn is(&self, word: &str) -> bool {
        self.shape == Shape::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is this sign.
    pub fn is_sign(&self, sign: &str) -> bool {
        self.shape == Shape::Sign && self.text == sign
    }
}

/// What a text is made of.
pub struct Script<'t> {
    /// In reading order, without comments.
    pub tokens: Vec<Token<'t>>,
    /// Whether a string, name or comment never ends, so that nothing behind it can be trusted.
    pub is_broken: bool,
}

impl<'t> Script<'t> {
    /// Reads a text; `base` is where it begins in its file.
    pub fn of(text: &'t str, base: usize) -> Script<'t> {
        // In MySQL, and only there, a backslash escapes in every string.
        let escapes = text.contains('`');
        let mut script = Script { tokens: Vec::new(), is_broken: false };
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            let rest = text.get(at..).unwrap_or_default();
            let length = match byte {
                byte if byte.is_ascii_whitespace() => 1,
                b'-' if rest.starts_with("--") => line(rest),
                b'#' if is_first(text, at) => line(rest),
                b'/' if rest.starts_with("/*") => script.whole(comment(rest), rest),
                _ => script.token(text, at, base, escapes),
            };
            at += length.max(1);
        }
        script
    }

    /// The statements, each without its semicolon.
    pub fn statements<'s>(&'s self) -> Vec<&'s [Token<'t>]> {
        let mut found = Vec::new();
        let mut start = 0;
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate() {
            if token.is("BEGIN") && self.tokens.get(start..at).is_some_and(is_routine) || depth > 0 && token.is("CASE")
            {
                depth += 1;
            } else if depth > 0 && token.is("END") {
                let next = self.tokens.get(at + 1);
                let closes = !["IF", "LOOP", "WHILE", "REPEAT"].iter().any(|it| next.is_some_and(|next| next.is(it)));
                depth -= usize::from(closes);
            } else if depth == 0 && token.is_sign(";") {
                found.extend(self.tokens.get(start..at));
                start = at + 1;
            }
        }
        found.extend(self.tokens.get(start..));
        found.retain(|it| !it.is_empty());
        found
    }

    fn token(&mut self, text: &'t str, at: usize, base: usize, escapes: bool) -> usize {
        let rest = text.get(at..).unwrap_or_default();
        let first = rest.bytes().next().unwrap_or_default();
        let prefixed = matches!(first, b'E' | b'e') && rest.get(1..2) == Some("'");
        let (shape, length, inner) = match first {
            _ if prefixed => quoted(rest, 2, "'", true, Shape::Text),
            b'\'' => quoted(rest, 1, "'", escapes, Shape::Text),
            b'"' => quoted(rest, 1, "\"", false, Shape::Quoted),
            b'`' => quoted(rest, 1, "`", false, Shape::Quoted),
            b'[' if self.opens_name(rest) => quoted(rest, 1, "]", false, Shape::Quoted),
            b'$' if dollar(rest).is_some() => {
                let tag = dollar(rest).unwrap_or_default();
                let length = rest.get(tag.len()..).and_then(|it| it.find(tag)).map(|it| it + 2 * tag.len());
                (Shape::Text, length, (tag.len(), tag.len()))
            }
            _ if is_word(first) => (Shape::Word, Some(rest.bytes().take_while(|it| is_word(*it)).count()), (0, 0)),
            _ => (Shape::Sign, rest.chars().next().map(char::len_utf8), (0, 0)),
        };
        let length = self.whole(length, rest);
        let inside = rest.get(inner.0..length.saturating_sub(inner.1)).unwrap_or_default();
        let (start, end) = ((base + at) as u32, (base + at + length) as u32);
        self.tokens.push(Token { shape, text: inside, span: Span { start, end } });
        length
    }

    /// The length, or all that is left of what never ends.
    fn whole(&mut self, length: Option<usize>, rest: &str) -> usize {
        self.is_broken |= length.is_none();
        length.unwrap_or(rest.len())
    }

    /// `[name]` of SQL Server and SQLite; not `text[]`, `array[1]` or `ARRAY[a]`.
    fn opens_name(&self, rest: &str) -> bool {
        let named = rest.as_bytes().get(1).is_some_and(|it| it.is_ascii_alphabetic() || *it == b'_');
        let follows_value = self.tokens.last().is_some_and(|it| it.is("ARRAY") || it.is_sign("]") || it.is_sign(")"));
        named && !follows_value
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

/// Whether nothing but space stands before it on its line.
fn is_first(text: &str, at: usize) -> bool {
    text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default().trim().is_empty()
}

fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// The length of a block comment; PostgreSQL nests them.
fn comment(rest: &str) -> Option<usize> {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let two = rest.as_bytes().get(at..at + 2)?;
        match two {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The length of what stands between quotes, where a doubled quote is one of the text.
fn quoted(rest: &str, open: usize, close: &str, escapes: bool, shape: Shape) -> (Shape, Option<usize>, (usize, usize)) {
    let mark = close.bytes().next().unwrap_or_default();
    let bytes = rest.as_bytes();
    let mut at = open;
    let length = loop {
        match bytes.get(at) {
            None => break None,
            Some(b'\\') if escapes => at += 2,
            Some(byte) if *byte == mark && bytes.get(at + 1) == Some(&mark) => at += 2,
            Some(byte) if *byte == mark => break Some(at + 1),
            Some(_) => at += 1,
        }
    };
    (shape, length, (open, 1))
}

/// `$$` or `$tag$`.
fn dollar(rest: &str) -> Option<&str> {
    let end = rest.get(1..)?.find('$')? + 1;
    let tag = rest.get(1..end)?;
    let named = tag.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_') && !tag.starts_with(char::is_numeric);
    named.then(|| rest.get(..=end)).flatten()
}

/// Whether a statement has a body of statements of its own: `CREATE TRIGGER … BEGIN … ; END`.
fn is_routine(head: &[Token]) -> bool {
    let kinds = ["TRIGGER", "FUNCTION", "PROCEDURE", "EVENT"];
    head.first().is_some_and(|it| it.is("CREATE")) && head.iter().take(8).any(|it| kinds.iter().any(|kind| it.is(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(text: &str) -> Vec<String> {
        let script = Script::of(text, 0);
        assert!(!script.is_broken, "{text}");
        let words = |it: &[Token]| it.iter().map(|it| it.text).collect::<Vec<_>>().join(" ");
        script.statements().into_iter().map(words).collect()
    }

    #[test]
    fn comments_strings_and_quotes_hide_semicolons() {
        assert_eq!(
            statements("-- a; b\nSELECT 1; /* x; /* y; */ z; */ SELECT 'it''s; fine';"),
            ["SELECT 1", "SELECT it''s; fine"]
        );
        assert_eq!(
            statements(r#"DROP TABLE "a;b"; DROP TABLE `c;d`; DROP TABLE [e;f]"#),
            ["DROP TABLE a;b", "DROP TABLE c;d", "DROP TABLE e;f"]
        );
        assert_eq!(
            statements(r"SELECT E'it\'s; one'; SELECT '\'; SELECT 2"),
            [r"SELECT it\'s; one", r"SELECT \", "SELECT 2"]
        );
        assert_eq!(statements("SELECT `a`, 'it\\'s; one'; SELECT 2").len(), 2);
        assert_eq!(statements("# mysql; note\nSELECT a #> b;").len(), 1);
    }

    #[test]
    fn dollar_quotes_and_routine_bodies_stay_whole() {
        let text = "DO $$ BEGIN DROP TABLE a; END $$; CREATE FUNCTION f() RETURNS int AS $body$ SELECT 1; $body$ LANGUAGE sql; SELECT $1;";
        assert_eq!(statements(text).len(), 3);
        let trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = CASE WHEN 1 THEN 2 END; DELETE FROM d; END; SELECT 1;";
        assert_eq!(statements(trigger).len(), 2);
        assert_eq!(statements("BEGIN; ALTER TABLE a ADD b int; COMMIT;").len(), 3);
    }

    #[test]
    fn arrays_are_no_names() {
        assert_eq!(
            statements("SELECT ARRAY[a, b], c[1], d::text[]"),
            ["SELECT ARRAY [ a , b ] , c [ 1 ] , d : : text [ ]"]
        );
    }

    #[test]
    fn what_never_ends_is_broken() {
        for text in ["SELECT 'a", "SELECT \"a", "/* a", "DO $$ a", "DO $x$ a $$"] {
            assert!(Script::of(text, 0).is_broken, "{text}");
        }
    }

    #[test]
    fn places_are_bytes_of_the_file() {
        let text = "SELECT 'ä', \"näme\"";
        for token in Script::of(text, 10).tokens {
            let range = token.span.start as usize - 10..token.span.end as usize - 10;
            assert!(text[range].contains(token.text));
        }
    }
}
