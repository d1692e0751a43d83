//! Tokens, and what is injected where: constructor and property injection, factories' `inject`, aliases.

use super::listed::{Listed, What};
use crate::project::{Class, Parameter, Project, named};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain};

/// What stands for a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token<'t> {
    /// A class of this project, by its place in `Project::classes`.
    Class(u32),
    /// A text.
    Text(&'t str),
    /// A symbol, by file and place of what creates it.
    Symbol(u32, u32),
    /// Something of a package, or that cannot be seen, by name.
    Other(&'t str),
}

/// One thing that needs another.
#[derive(Clone, Copy, Debug)]
pub struct Wire<'t> {
    /// What is needed.
    pub token: Token<'t>,
    /// What needs it: a class, or the token of a factory or an alias.
    pub into: Token<'t>,
    /// The parameter, the property, the entry of `inject`.
    pub syntax: Syntax<'t>,
    /// Nest goes on without it.
    pub is_optional: bool,
    /// `@Inject(forwardRef(() => X))`.
    pub is_forward: bool,
    /// `useClass`: created on the spot, not looked up.
    pub is_made: bool,
}

impl<'t> Project<'t> {
    /// The token that an expression means.
    pub fn token(&self, expression: Syntax<'t>) -> Token<'t> {
        let mut found = Vec::new();
        self.listed(expression, &mut found);
        match found.as_slice() {
            [Listed { what: What::Class(class), .. }] => Token::Class(*class),
            [Listed { what: What::Token(value), .. }] => match (literal(*value), value.kind()) {
                (Some(text), _) => Token::Text(text),
                (None, Kind::Member) => Token::Other(value.text()),
                _ => Token::Symbol(value.file, value.span().start),
            },
            _ => Token::Other(plain(expression).text()),
        }
    }

    /// What a class needs: by its constructor, or the one it inherits, and by its properties.
    pub fn wires_into<'p>(&'p self, class: &Class<'t>) -> &'p [Wire<'t>] {
        let Some(place) = self.place_of(class.syntax) else { return &[] };
        let wires = &self.wiring.wires;
        let first = wires.partition_point(|it| it.into < Token::Class(place));
        let end = wires.partition_point(|it| it.into <= Token::Class(place));
        wires.get(first..end).unwrap_or_default()
    }

    /// Whether a class takes part in injection: it is decorated, and not as an entity.
    pub(super) fn is_wired(&self, class: &Class<'t>) -> bool {
        let parameters = self.constructor_of(class).is_some_and(|it| !it.injections.is_empty());
        let properties = class.properties.iter().any(|it| named(&it.decorators, "Inject").is_some());
        !class.decorators.is_empty() && (parameters || properties)
    }

    /// The class whose constructor a class runs: itself, or the nearest base that has one.
    pub fn constructor_of<'c>(&'c self, class: &'c Class<'t>) -> Option<&'c Class<'t>> {
        let mut at = class;
        for _ in 0..5 {
            if at.method("constructor").is_some() {
                return Some(at);
            }
            let base = at.extends.as_ref()?;
            at = self.class_named(at.syntax.file, base.name)?;
        }
        None
    }

    pub(super) fn read_wires(&self) -> Vec<Wire<'t>> {
        let mut wires = Vec::new();
        for (place, class) in (0..).zip(&self.classes) {
            if self.is_wired(class) {
                self.class_wires(class, Token::Class(place), &mut wires);
            }
        }
        for module in &self.wiring.modules {
            for entry in &module.providers {
                self.object_wires(entry.what, &mut wires);
            }
        }
        wires.sort_by_key(|it| it.into);
        wires
    }

    fn class_wires(&self, class: &Class<'t>, into: Token<'t>, wires: &mut Vec<Wire<'t>>) {
        let parameters = self.constructor_of(class).into_iter().flat_map(|it| &it.injections);
        wires.extend(parameters.filter_map(|it| self.parameter_wire(it, into)));
        for property in &class.properties {
            let Some(inject) = named(&property.decorators, "Inject") else { continue };
            let typed = property.annotation.as_ref().map(|it| it.syntax);
            let Some(key) = inject.args.first().copied().or(typed) else { continue };
            let is_optional = named(&property.decorators, "Optional").is_some();
            wires.push(self.wire(key, into, property.syntax, is_optional));
        }
    }

    fn parameter_wire(&self, it: &Parameter<'t>, into: Token<'t>) -> Option<Wire<'t>> {
        let inject = named(&it.decorators, "Inject").and_then(|it| it.args.first().copied());
        let is_own = it.decorators.iter().any(|it| !matches!(it.name, "Inject" | "Optional"));
        // `@InjectRepository(X)` and the like: a token of a package's own making.
        (inject.is_some() || !is_own).then_some(())?;
        let key =
            inject.or(it.annotation.as_ref().filter(|it| !it.name.is_empty()).map(|it| match it.arguments.len() {
                0 => it.syntax,
                _ => it.syntax.field(Field::Name).unwrap_or(it.syntax),
            }))?;
        let is_optional = named(&it.decorators, "Optional").is_some()
            || it.syntax.kind() == Kind::OptionalParameter
            || it.syntax.field(Field::Value).is_some();
        Some(self.wire(key, into, it.syntax, is_optional))
    }

    fn wire(&self, key: Syntax<'t>, into: Token<'t>, syntax: Syntax<'t>, is_optional: bool) -> Wire<'t> {
        let is_type = key.is(&[Kind::TypeIdentifier, Kind::NestedType, Kind::PredefinedType]);
        let token = if is_type { self.typed(key) } else { self.token(key) };
        Wire { token, into, syntax, is_optional, is_forward: key.text().starts_with("forwardRef"), is_made: false }
    }

    /// The class a type means at run time; a type that is gone by then is no class.
    fn typed(&self, name: Syntax<'t>) -> Token<'t> {
        let type_only = self.import_of(name.file, name.text()).is_some_and(|(_, it)| it.type_only);
        let own_shape = self.shape_named(name.file, name.text()).is_some_and(|it| it.file == name.file);
        let class = if type_only || own_shape { None } else { self.class_at(name) };
        class.map_or(Token::Other(name.text()), Token::Class)
    }

    /// `inject` of a factory, `useClass`, `useExisting`.
    fn object_wires(&self, what: What<'t>, wires: &mut Vec<Wire<'t>>) {
        let Some(into) = self.part(what, "provide").map(|it| self.token(it)) else { return };
        for key in ["useClass", "useExisting"] {
            if let Some(value) = self.part(what, key) {
                wires.push(Wire { is_made: key == "useClass", ..self.wire(value, into, value, false) });
            }
        }
        let list = self.part(what, "inject").map(|it| self.constant(it)).filter(|it| it.kind() == Kind::Array);
        for entry in list.into_iter().flat_map(Syntax::children).filter(|it| it.kind() != Kind::Spread) {
            let object = Object::of(entry);
            let key = object.and_then(|it| it.get("token")).unwrap_or(entry);
            let optional = object.and_then(|it| it.get("optional")).is_some_and(|it| it.kind() != Kind::False);
            wires.push(self.wire(key, into, entry, optional));
        }
    }
}
