//! Questions about one expression, answered from its text alone.

use super::{Field, Kind, Syntax};

impl Syntax<'_> {
    /// Whether its source text is this one.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn says(self, text: &str) -> bool {
        let span = self.span();
        (span.end - span.start) as usize == text.len() && self.text() == text
    }
}

/// The expression without parentheses, `await`, `!`, `as T`, `satisfies T`.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn plain(syntax: Syntax<'_>) -> Syntax<'_> {
    let mut plain = syntax;
    while let Some(inner) = wrapped(plain) {
        plain = inner;
    }
    plain
}

fn wrapped(syntax: Syntax<'_>) -> Option<Syntax<'_>> {
    match syntax.kind() {
        Kind::Parenthesized | Kind::NonNull | Kind::As | Kind::Satisfies => syntax.children().next(),
        Kind::Await => syntax.children().find(|it| it.kind() != Kind::Keyword),
        Kind::TypeAssertion => syntax.children().last(),
        _ => None,
    }
}

/// What a `return` or a `throw` hands back.
pub fn returned(statement: Syntax<'_>) -> Option<Syntax<'_>> {
    statement.children().find(|it| it.kind() != Kind::Keyword).map(plain)
}

/// The text of a string literal, or of a template without values; escapes stand as written.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn literal(syntax: Syntax<'_>) -> Option<&str> {
    let syntax = plain(syntax);
    let fixed = match syntax.kind() {
        Kind::String => true,
        Kind::Template => syntax.child(Kind::Substitution).is_none(),
        _ => false,
    };
    let text = syntax.text();
    fixed.then(|| text.get(1..text.len().saturating_sub(1)).unwrap_or_default())
}

/// `a.b.c` as its names: `["a", "b", "c"]`; `this` is a name; an index, a call or anything else ends the chain at the
/// left, so that `f().b.c` is `["", "b", "c"]`.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn chain(syntax: Syntax<'_>) -> Vec<&str> {
    let mut names = Vec::new();
    let mut at = plain(syntax);
    while at.kind() == Kind::Member {
        names.push(at.field(Field::Property).map_or("", Syntax::text));
        match at.field(Field::Object) {
            Some(object) => at = plain(object),
            None => break,
        }
    }
    names.push(if at.is(&[Kind::Identifier, Kind::This, Kind::Shorthand]) { at.text() } else { "" });
    names.reverse();
    names
}

/// The expression a chain of members, calls and indexes hangs on: `a` of `a.b[0].c()`.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn root(syntax: Syntax<'_>) -> Syntax<'_> {
    std::iter::successors(Some(plain(syntax)), |it| below(*it).map(plain)).last().unwrap_or(syntax)
}

fn below(syntax: Syntax<'_>) -> Option<Syntax<'_>> {
    match syntax.kind() {
        Kind::Member | Kind::Subscript => syntax.field(Field::Object),
        Kind::Call => syntax.field(Field::Function),
        _ => None,
    }
}

/// Whether an expression is known to be true or false wherever it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `true`, a non-empty string, a number other than 0.
    Always,
    /// `false`, `0`, `null`, `undefined`, `''`.
    Never,
    /// Anything else.
    Depends,
}

impl Condition {
    /// Reads a literal.
    pub fn of(syntax: Syntax) -> Condition {
        let syntax = plain(syntax);
        match syntax.kind() {
            Kind::True => Condition::Always,
            Kind::False | Kind::Null | Kind::Undefined => Condition::Never,
            Kind::Number if syntax.text() == "0" => Condition::Never,
            Kind::String if syntax.text().len() == 2 => Condition::Never,
            Kind::Number | Kind::String | Kind::Object | Kind::Array => Condition::Always,
            _ => Condition::Depends,
        }
    }
}
