//! Classes: decorators, constructor parameters, properties, methods, heritage.

use std::sync::Arc;

use super::decorator::{self, Decorator, named};
use super::role;
use crate::syntax::{Field, Kind, Syntax};

/// A class declaration.
#[derive(Debug)]
pub struct Class<'t> {
    /// The declaration.
    pub syntax: Syntax<'t>,
    /// Its name.
    pub name: Syntax<'t>,
    /// In reading order.
    pub decorators: Vec<Decorator<'t>>,
    /// `extends X<Y>`.
    pub extends: Option<Type<'t>>,
    /// The parameters of its constructor.
    pub injections: Vec<Parameter<'t>>,
    /// Without those that the constructor declares.
    pub properties: Vec<Property<'t>>,
    /// With the constructor.
    pub methods: Vec<Arc<Method<'t>>>,
    /// A bit for each [`super::Role`] it plays.
    pub(super) roles: u8,
}

/// A field of a class.
#[derive(Debug)]
pub struct Property<'t> {
    /// The definition.
    pub syntax: Syntax<'t>,
    /// Its name.
    pub name: Syntax<'t>,
    /// In reading order.
    pub decorators: Vec<Decorator<'t>>,
    /// As annotated.
    pub annotation: Option<Type<'t>>,
    /// What it starts with.
    pub value: Option<Syntax<'t>>,
    /// `?`.
    pub is_optional: bool,
    /// `static`, `private`, `readonly`, `declare`, …
    pub modifiers: Vec<&'t str>,
}

/// A method, an accessor or the constructor.
#[derive(Debug)]
pub struct Method<'t> {
    /// The definition.
    pub syntax: Syntax<'t>,
    /// Its name.
    pub name: Syntax<'t>,
    /// In reading order.
    pub decorators: Vec<Decorator<'t>>,
    /// In order.
    pub parameters: Vec<Parameter<'t>>,
    /// Its statements.
    pub body: Option<Syntax<'t>>,
    /// `async`, `static`, `private`, …
    pub modifiers: Vec<&'t str>,
}

/// A parameter of a method.
#[derive(Debug)]
pub struct Parameter<'t> {
    /// The whole parameter.
    pub syntax: Syntax<'t>,
    /// Its name or pattern.
    pub name: Syntax<'t>,
    /// In reading order.
    pub decorators: Vec<Decorator<'t>>,
    /// As annotated.
    pub annotation: Option<Type<'t>>,
    /// Whether the constructor makes a property of it: `private readonly x: X`.
    pub is_property: bool,
}

/// A type as written: `Repository<User>` is named `Repository` and has the argument `User`.
#[derive(Clone, Debug)]
pub struct Type<'t> {
    /// The type, without the colon.
    pub syntax: Syntax<'t>,
    /// Its name; empty for what has none, such as a union.
    pub name: &'t str,
    /// The types between `<` and `>`.
    pub arguments: Vec<Syntax<'t>>,
}

impl<'t> Property<'t> {
    /// `@ManyToOne(…)` and its like, of an entity of TypeORM.
    #[cfg(feature = "whole")]
    pub fn relation(&self) -> Option<&Decorator<'t>> {
        let names = ["ManyToOne", "OneToOne", "OneToMany", "ManyToMany"];
        self.decorators.iter().find(|it| names.contains(&it.name))
    }
}

impl<'t> Class<'t> {
    /// The decorator of this name.
    pub fn decorator(&self, name: &str) -> Option<&Decorator<'t>> {
        named(&self.decorators, name)
    }

    /// The method of this name.
    pub fn method(&self, name: &str) -> Option<&Arc<Method<'t>>> {
        self.methods.iter().find(|it| it.name.text() == name)
    }

    /// The type of `this.name`, be it a property or made so by the constructor.
    pub fn type_of(&self, name: &str) -> Option<&Type<'t>> {
        let property = self.properties.iter().find(|it| it.name.text() == name).and_then(|it| it.annotation.as_ref());
        property.or_else(|| self.injection(name)?.annotation.as_ref())
    }

    /// The constructor parameter that becomes `this.name`.
    pub fn injection(&self, name: &str) -> Option<&Parameter<'t>> {
        self.injections.iter().find(|it| it.is_property && it.name.text() == name)
    }
}

impl<'t> Parameter<'t> {
    /// Reads a node, if it is a parameter with or without a type.
    pub fn of(syntax: Syntax<'t>) -> Option<Parameter<'t>> {
        parameter(syntax)
    }
}

impl<'t> Type<'t> {
    /// Reads a type.
    pub fn of(syntax: Syntax<'t>) -> Type<'t> {
        let generic = syntax.kind() == Kind::GenericType;
        let name = if generic { syntax.field(Field::Name).unwrap_or(syntax) } else { syntax };
        let arguments = syntax.field(Field::TypeArguments).into_iter().flat_map(Syntax::children).collect();
        let has_name = name.is(&[Kind::TypeIdentifier, Kind::NestedType, Kind::PredefinedType, Kind::Identifier]);
        Type { syntax, name: if has_name { name.text() } else { "" }, arguments }
    }

    fn annotation(holder: Syntax<'t>) -> Option<Type<'t>> {
        Some(Type::of(holder.field(Field::Type)?.children().next()?))
    }
}

pub(super) fn all(root: Syntax<'_>) -> impl Iterator<Item = Arc<Class<'_>>> {
    root.find_any(&[Kind::Class, Kind::AbstractClass]).into_iter().filter_map(class).map(Arc::new)
}

fn class(syntax: Syntax) -> Option<Class> {
    // The grammar hangs the decorators of an exported class on the export.
    let export = syntax.parent().filter(|it| it.kind() == Kind::Export);
    let decorators = export.into_iter().chain([syntax]).flat_map(decorator::of).collect();
    let body = syntax.field(Field::Body)?;
    let extends = syntax.child(Kind::Heritage).and_then(|it| it.child(Kind::Extends));
    let methods = methods(body);
    let constructor = methods.iter().find(|it| it.name.text() == "constructor");
    let mut class = Class {
        syntax,
        name: syntax.field(Field::Name)?,
        decorators,
        extends: extends.and_then(base),
        injections: constructor.into_iter().flat_map(|it| parameters(it.syntax)).collect(),
        properties: body.children().filter_map(property).collect(),
        methods,
        roles: 0,
    };
    class.roles = role::of(&class);
    Some(class)
}

fn base(extends: Syntax<'_>) -> Option<Type<'_>> {
    let value = extends.field(Field::Value)?;
    let arguments = extends.field(Field::TypeArguments).into_iter().flat_map(Syntax::children).collect();
    let callee = if value.kind() == Kind::Call { value.field(Field::Function)? } else { value };
    Some(Type { syntax: value, name: callee.text(), arguments })
}

fn property(syntax: Syntax) -> Option<Property> {
    (syntax.kind() == Kind::FieldDefinition).then_some(())?;
    let name = syntax.field(Field::Name)?;
    let gap = syntax.source().get(name.span().end as usize..).unwrap_or_default();
    Some(Property {
        syntax,
        name,
        decorators: decorator::of(syntax),
        annotation: Type::annotation(syntax),
        value: syntax.field(Field::Value),
        is_optional: gap.trim_start().starts_with('?'),
        modifiers: modifiers(syntax),
    })
}

fn methods(body: Syntax<'_>) -> Vec<Arc<Method<'_>>> {
    // Decorators of a method are its elder siblings.
    let mut elder = Vec::new();
    let mut methods = Vec::new();
    for member in body.children() {
        match member.kind() {
            Kind::Decorator => {
                elder.extend(decorator::read(member));
                continue;
            }
            Kind::Method => methods.extend(method(member, std::mem::take(&mut elder)).map(Arc::new)),
            _ => {}
        }
        elder.clear();
    }
    methods
}

fn method<'t>(syntax: Syntax<'t>, decorators: Vec<Decorator<'t>>) -> Option<Method<'t>> {
    Some(Method {
        syntax,
        name: syntax.field(Field::Name)?,
        decorators,
        parameters: parameters(syntax),
        body: syntax.field(Field::Body),
        modifiers: modifiers(syntax),
    })
}

fn parameters(function: Syntax<'_>) -> Vec<Parameter<'_>> {
    let kinds = [Kind::RequiredParameter, Kind::OptionalParameter];
    let list = function.field(Field::Parameters).into_iter().flat_map(Syntax::children);
    list.filter(|it| it.is(&kinds)).filter_map(parameter).collect()
}

fn parameter(syntax: Syntax<'_>) -> Option<Parameter<'_>> {
    let is_modifier = |it: Syntax| it.kind() == Kind::Accessibility || it.text() == "readonly";
    Some(Parameter {
        syntax,
        name: syntax.field(Field::Pattern).or(syntax.field(Field::Name))?,
        decorators: decorator::of(syntax),
        annotation: Type::annotation(syntax),
        is_property: syntax.children().any(is_modifier),
    })
}

fn modifiers(syntax: Syntax<'_>) -> Vec<&str> {
    syntax.children().filter(|it| it.is(&[Kind::Keyword, Kind::Accessibility])).map(Syntax::text).collect()
}
