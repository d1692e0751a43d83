//! Typed views: what a node of one kind is made of.

use super::{Field, Kind, Syntax, literal};

/// `{ key: value }`
#[derive(Clone, Copy, Debug)]
pub struct Object<'t>(pub Syntax<'t>);

/// `` `text ${value}` ``
#[derive(Clone, Copy, Debug)]
pub struct Template<'t>(pub Syntax<'t>);

impl<'t> Object<'t> {
    /// If the node is an object literal.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn of(syntax: Syntax<'t>) -> Option<Object<'t>> {
        let syntax = super::plain(syntax);
        (syntax.kind() == Kind::Object).then_some(Object(syntax))
    }

    /// The value of a key; of `{ key }` the name itself, of `{ key() {} }` the method.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn get(self, key: &str) -> Option<Syntax<'t>> {
        self.entries().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// The value at the end of a path of keys.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn at(self, path: &[&str]) -> Option<Syntax<'t>> {
        let (first, rest) = path.split_first()?;
        let value = self.get(first)?;
        if rest.is_empty() { Some(value) } else { Object::of(value)?.at(rest) }
    }

    /// Whether it has the key.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// `key: value` of a key, whole.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn pair(self, key: &str) -> Option<Syntax<'t>> {
        self.0.children().find(|it| entry(*it).is_some_and(|(name, _)| name == key))
    }

    /// Keys and values in reading order; computed keys and spreads are left out.
    pub fn entries(self) -> impl Iterator<Item = (&'t str, Syntax<'t>)> {
        self.0.children().filter_map(entry)
    }

    /// What is spread into it, in reading order.
    pub fn spreads(self) -> impl Iterator<Item = Syntax<'t>> {
        let spreads = self.0.children().filter(|it| it.kind() == Kind::Spread);
        spreads.filter_map(|it| it.children().next())
    }

    /// Whether something unseen may be in it: a spread or a computed key.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn is_open(self) -> bool {
        self.0
            .children()
            .any(|it| it.kind() == Kind::Spread || it.field(Field::Key).is_some_and(|key| key.kind() == Kind::Computed))
    }
}

#[cfg_attr(target_arch = "wasm32", inline(never))]
fn entry(syntax: Syntax<'_>) -> Option<(&str, Syntax<'_>)> {
    match syntax.kind() {
        Kind::Pair => {
            let key = syntax.field(Field::Key)?;
            (key.kind() != Kind::Computed).then_some(())?;
            Some((literal(key).unwrap_or(key.text()), syntax.field(Field::Value)?))
        }
        Kind::Shorthand => Some((syntax.text(), syntax)),
        Kind::Method => Some((syntax.field(Field::Name)?.text(), syntax)),
        _ => None,
    }
}

impl<'t> Template<'t> {
    /// If the node is a template string.
    pub fn of(syntax: Syntax<'t>) -> Option<Template<'t>> {
        (syntax.kind() == Kind::Template).then_some(Template(syntax))
    }

    /// The expressions between `${` and `}`.
    pub fn values(self) -> impl Iterator<Item = Syntax<'t>> {
        self.0.children().filter(|it| it.kind() == Kind::Substitution).filter_map(|it| it.children().next())
    }
}
