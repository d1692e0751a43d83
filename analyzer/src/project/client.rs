//! Which expressions are a Prisma client, one of its models, or a repository: by what they were declared as.

use std::sync::Arc;

use super::class::{Class, Type};
use super::query::{Operation, Orm, Query, operation};
use super::scope::{Binding, binding, taken_from};
use super::{Call, Project};
use crate::syntax::{Field, Kind, Syntax, plain};

/// How many names are followed to a client.
const MOST_STEPS: usize = 6;

impl<'t> Project<'t> {
    pub(super) fn read_queries(&self) -> Vec<Query<'t>> {
        self.calls.iter().filter(|it| !it.is_new).filter_map(|it| self.query(it)).collect()
    }

    fn query(&self, call: &Call<'t>) -> Option<Query<'t>> {
        let receiver = plain(call.receiver?);
        let found = |orm, operation: Operation, (client, model)| {
            Some(Query { call: call.clone(), orm, model, operation, client })
        };
        if let Some(operation) = operation(Orm::Prisma, call.name)
            && let Some(delegate) = self.delegate(receiver, MOST_STEPS)
        {
            return found(Orm::Prisma, operation, delegate);
        }
        // Most calls are of neither, and their class need not be looked for.
        let [orm, other] = [Orm::TypeOrm, Orm::Mongoose].map(|it| operation(it, call.name));
        orm.or(other)?;
        let (orm, model) = self.repository(receiver)?;
        found(orm, operation(orm, call.name)?, (receiver, model))
    }

    /// Whether an expression is a Prisma client or a transaction of one.
    pub fn is_prisma(&self, client: Syntax<'t>) -> bool {
        self.is_client(client, MOST_STEPS)
    }

    /// Whether a class, by what names it, is a Prisma client.
    #[cfg(feature = "whole")]
    pub fn is_client_class(&self, name: Syntax<'t>) -> bool {
        self.is_client_type(name, name.text(), MOST_STEPS)
    }

    /// The client and the model of `this.prisma.user`, or of what stands for it.
    fn delegate(&self, receiver: Syntax<'t>, steps: usize) -> Option<(Syntax<'t>, &'t str)> {
        let steps = steps.checked_sub(1)?;
        match receiver.kind() {
            Kind::Member => {
                let (owner, name) = (plain(receiver.field(Field::Object)?), receiver.field(Field::Property)?.text());
                if self.is_client(owner, steps) {
                    return Some((owner, name));
                }
                let class = self.class_behind(owner)?;
                self.delegate(plain(member(&class, name)?), steps)
            }
            Kind::Identifier => match binding(receiver) {
                Some(Binding::Value(value)) => self.delegate(plain(value), steps),
                Some(Binding::Open) => taken_from(receiver).filter(|(from, _)| self.is_client(*from, steps)),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_client(&self, client: Syntax<'t>, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        let client = plain(client);
        match client.kind() {
            Kind::Member => {
                let name = client.field(Field::Property).map_or("", Syntax::text);
                let owner = client.field(Field::Object).and_then(|it| self.class_behind(it));
                owner.and_then(|it| self.holds_client(&it, name, steps)).unwrap_or_else(|| sounds_like_prisma(name))
            }
            Kind::This => self.class_of(client).is_some_and(|it| self.is_heir(it, steps)),
            Kind::Identifier => match binding(client) {
                Some(Binding::Value(value)) => self.is_client(value, steps),
                Some(Binding::Parameter(parameter)) => self.is_client_parameter(parameter, steps),
                Some(Binding::Open) => match taken_from(client) {
                    Some((_, key)) => sounds_like_prisma(key),
                    None => sounds_like_prisma(client.text()),
                },
                None => sounds_like_prisma(client.text()),
            },
            Kind::New => {
                let constructor = client.field(Field::Constructor);
                constructor.is_some_and(|it| self.is_client_type(it, it.text(), steps))
            }
            Kind::Binary | Kind::Ternary => client.children().any(|it| self.is_client(it, steps)),
            Kind::Call => Call::of(client).is_some_and(|it| {
                let target = self.target(&it);
                it.name == "$extends"
                    || target.and_then(|it| returned(it.body?)).is_some_and(|it| self.is_client(it, steps))
            }),
            _ => false,
        }
    }

    /// The class of `this`, or of what `this.name` and `name` were declared as.
    fn class_behind(&self, owner: Syntax<'t>) -> Option<Arc<Class<'t>>> {
        let owner = plain(owner);
        if owner.kind() == Kind::This {
            return self.class_of(owner).cloned();
        }
        let held = self.held(owner)?;
        let annotation = held.annotation?;
        self.class_named(owner.file, annotation.name).cloned()
    }

    /// Whether a property, accessor or constructor parameter of a class holds a client; nothing if it has none of the
    /// name, or one whose type is not known.
    fn holds_client(&self, class: &Class<'t>, name: &str, steps: usize) -> Option<bool> {
        if let Some(annotation) = class.type_of(name) {
            return Some(self.is_client_type(annotation.syntax, annotation.name, steps));
        }
        if let Some(value) = member(class, name) {
            return Some(self.is_client(value, steps));
        }
        let steps = steps.checked_sub(1)?;
        let base = class.extends.as_ref()?;
        self.holds_client(self.class_named(base.syntax.file, base.name)?, name, steps)
    }

    fn is_client_type(&self, at: Syntax<'t>, name: &str, steps: usize) -> bool {
        match self.class_named(at.file, name) {
            Some(class) => self.is_heir(class, steps),
            None => {
                let others = ["Repository", "Module", "Options", "Error"];
                name.contains("Prisma") && !others.iter().any(|it| name.ends_with(it))
            }
        }
    }

    /// Whether a class extends `PrismaClient`, by any number of steps.
    fn is_heir(&self, class: &Class<'t>, steps: usize) -> bool {
        let Some(base) = &class.extends else { return false };
        let imported = self.import_of(base.syntax.file, base.name).map_or(base.name, |(_, it)| it.name);
        match self.class_named(base.syntax.file, base.name) {
            Some(base) => steps > 0 && self.is_heir(base, steps - 1),
            // What a function returns is a class that is not seen.
            None => {
                imported == "PrismaClient"
                    || base.syntax.text().contains("Prisma")
                    || class.name.text().contains("Prisma")
            }
        }
    }

    fn is_client_parameter(&self, parameter: Syntax<'t>, steps: usize) -> bool {
        let name = parameter.field(Field::Pattern).unwrap_or(parameter).text();
        let annotation = parameter.field(Field::Type).and_then(|it| it.children().next()).map(Type::of);
        if let Some(annotation) = annotation.filter(|it| !it.name.is_empty()) {
            let is_class = self.class_named(parameter.file, annotation.name).is_some();
            return self.is_client_type(annotation.syntax, annotation.name, steps)
                || (!is_class && is_transaction(name));
        }
        let function = parameter.ancestor(&[Kind::Arrow, Kind::FunctionExpression, Kind::Method, Kind::Function]);
        let call = function.and_then(|it| it.ancestor(&[Kind::Call])).and_then(Call::of);
        let in_transaction = call.is_some_and(|it| it.name == "$transaction");
        in_transaction || sounds_like_prisma(name)
    }

    fn repository(&self, receiver: Syntax<'t>) -> Option<(Orm, &'t str)> {
        let is_own =
            receiver.kind() == Kind::Member && receiver.field(Field::Object).is_some_and(|it| it.kind() == Kind::This);
        is_own.then_some(())?;
        let name = receiver.field(Field::Property)?.text();
        let class = self.class_of(receiver);
        let decorated = |decorator: &str| {
            let injection = class.and_then(|it| it.injection(name));
            injection.is_some_and(|it| super::named(&it.decorators, decorator).is_some())
        };
        let typed = class.and_then(|it| it.type_of(name)).map(|it| it.name);
        match typed {
            _ if decorated("InjectRepository") => Some((Orm::TypeOrm, name)),
            _ if decorated("InjectModel") => Some((Orm::Mongoose, name)),
            Some("Repository" | "TreeRepository" | "MongoRepository") => Some((Orm::TypeOrm, name)),
            Some("Model") => Some((Orm::Mongoose, name)),
            _ => None,
        }
    }
}

/// What a property starts with, or what an accessor returns.
fn member<'t>(class: &Class<'t>, name: &str) -> Option<Syntax<'t>> {
    let property = class.properties.iter().find(|it| it.name.text() == name);
    property.and_then(|it| it.value).or_else(|| {
        let accessor = class.method(name).filter(|it| it.modifiers.contains(&"get"))?;
        returned(accessor.body?)
    })
}

/// What the only `return` of a body hands back.
fn returned(body: Syntax) -> Option<Syntax> {
    let mut returns = body.find(Kind::Return);
    let only = returns.next()?.children().find(|it| it.kind() != Kind::Keyword);
    if returns.next().is_some() { None } else { only }
}

fn sounds_like_prisma(name: &str) -> bool {
    name.to_ascii_lowercase().contains("prisma") || is_transaction(name)
}

fn is_transaction(name: &str) -> bool {
    matches!(name, "tx" | "trx" | "TX")
}
