//! What the declaration of a property, parameter or variable says of the value it holds.

use super::class::Type;
use super::decorator::{self, Decorator};
use super::{Binding, Project, binding};
use crate::syntax::{Field, Kind, Syntax, literal, plain};

/// What is known of the value behind `this.name` or `name`.
#[derive(Clone, Debug)]
pub struct Held<'t> {
    /// The last name: `queue` of `this.queue`.
    pub name: &'t str,
    /// Whether its declaration was seen.
    pub is_declared: bool,
    /// As annotated.
    pub annotation: Option<Type<'t>>,
    /// Of the property or parameter.
    pub decorators: Vec<Decorator<'t>>,
    /// What it starts with.
    pub value: Option<Syntax<'t>>,
}

impl<'t> Held<'t> {
    /// Whether `@Inject(token)` gives it.
    pub fn is_injected_by(&self, token: &str) -> bool {
        self.decorators.iter().any(|it| {
            it.name == "Inject" && it.args.iter().any(|arg| arg.text() == token || literal(*arg) == Some(token))
        })
    }

    /// The name of its type; empty if it has none.
    pub fn type_name(&self) -> &'t str {
        self.annotation.as_ref().map_or("", |it| it.name)
    }
}

impl<'t> Project<'t> {
    /// Looks up what `this.name` or `name` holds; anything else holds nothing known.
    pub fn held(&self, expression: Syntax<'t>) -> Option<Held<'t>> {
        let at = plain(expression);
        match at.kind() {
            Kind::Member if at.field(Field::Object).is_some_and(|it| plain(it).kind() == Kind::This) => {
                Some(self.held_by_class(at, at.field(Field::Property)?.text()))
            }
            Kind::Identifier | Kind::Shorthand => Some(held_by_scope(at)),
            _ => None,
        }
    }

    fn held_by_class(&self, at: Syntax<'t>, name: &'t str) -> Held<'t> {
        let open = Held { name, is_declared: false, annotation: None, decorators: Vec::new(), value: None };
        let Some(class) = self.class_of(at) else { return open };
        if let Some(property) = class.properties.iter().find(|it| it.name.text() == name) {
            let (annotation, decorators) = (property.annotation.clone(), property.decorators.clone());
            return Held { is_declared: true, annotation, decorators, value: property.value, ..open };
        }
        match class.injection(name) {
            Some(it) => {
                let (annotation, decorators) = (it.annotation.clone(), it.decorators.clone());
                Held { is_declared: true, annotation, decorators, ..open }
            }
            None => open,
        }
    }
}

fn held_by_scope(name: Syntax<'_>) -> Held<'_> {
    let open = Held { name: name.text(), is_declared: false, annotation: None, decorators: Vec::new(), value: None };
    match binding(name) {
        Some(Binding::Value(value)) => {
            let declarator = value.parent().filter(|it| it.kind() == Kind::Declarator);
            let annotation = declarator.and_then(annotation);
            Held { is_declared: true, annotation, value: Some(value), ..open }
        }
        Some(Binding::Parameter(parameter)) => {
            let simple = parameter.field(Field::Pattern).is_some_and(|it| it.text() == name.text());
            let annotation = annotation(parameter).filter(|_| simple);
            Held { is_declared: true, annotation, decorators: decorator::of(parameter), ..open }
        }
        Some(Binding::Open) => Held { is_declared: true, ..open },
        None => open,
    }
}

fn annotation(holder: Syntax<'_>) -> Option<Type<'_>> {
    Some(Type::of(holder.field(Field::Type)?.children().next()?))
}
