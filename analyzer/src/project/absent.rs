//! Conditions of queries whose value may be missing: Prisma and TypeORM then leave them out.

use super::{Binding, Call, Orm, Parameter, Project, Query, Type, binding, taken_from};
use crate::syntax::{Field, Kind, Syntax, plain};

/// A condition that may not be asked at all.
pub struct Absent<'t> {
    /// The field.
    pub field: &'t str,
    /// Its value.
    pub value: Syntax<'t>,
    /// Where it is said that the value may be missing.
    pub said: Syntax<'t>,
    /// How that is said.
    pub how: &'static str,
}

/// How many functions a value is followed back through.
const DEPTH: usize = 2;

impl<'t> Project<'t> {
    /// The conditions of a query that go missing with their value; empty if the project makes that an error.
    pub fn absent_conditions(&self, query: &Query<'t>) -> Vec<Absent<'t>> {
        let strict = |it: &super::Schema| {
            self.files.get(it.file as usize).is_some_and(|it| it.text.contains("strictUndefinedChecks"))
        };
        if query.orm == Orm::Mongoose || self.schemas.iter().any(strict) {
            return Vec::new();
        }
        let conditions = match query.orm {
            Orm::TypeOrm if query.call.name.ends_with("By") || query.call.name.ends_with("ByOrFail") => {
                query.call.object(0).map(|it| it.entries().collect()).unwrap_or_default()
            }
            _ => self.filter(query).all,
        };
        let read = |(field, value): (&'t str, Syntax<'t>)| {
            (!is_asked_before(value)).then_some(())?;
            let (said, how) = self.may_be_missing(value, DEPTH)?;
            Some(Absent { field, value, said, how })
        };
        conditions.into_iter().filter_map(read).collect()
    }

    fn may_be_missing(&self, value: Syntax<'t>, left: usize) -> Option<(Syntax<'t>, &'static str)> {
        let value = plain(value);
        match value.kind() {
            Kind::Member if has_optional_chain(value) => Some((value, "says itself that it may be")),
            Kind::Member => {
                let owner = value.field(Field::Object).map(plain).filter(|it| it.kind() == Kind::Identifier)?;
                let Some(Binding::Parameter(parameter)) = binding(owner) else { return None };
                self.optional_member(parameter, value.field(Field::Property)?.text())
            }
            Kind::Identifier | Kind::Shorthand => match binding(value)? {
                Binding::Value(inner) => {
                    let inner = plain(inner);
                    let passes = inner.is(&[Kind::Member, Kind::Identifier]) && !is_asked_before(inner);
                    self.may_be_missing(inner, left.checked_sub(1)?).filter(|_| passes)
                }
                Binding::Parameter(parameter) => self.missing_parameter(value, parameter, left),
                Binding::Open => {
                    let (from, key) = taken_from(value)?;
                    let Some(Binding::Parameter(parameter)) = binding(plain(from)) else { return None };
                    self.optional_member(parameter, key)
                }
            },
            _ => None,
        }
    }

    /// `id?: string`, `@Query('id') id: string`, or what a caller hands in.
    fn missing_parameter(
        &self,
        name: Syntax<'t>,
        parameter: Syntax<'t>,
        left: usize,
    ) -> Option<(Syntax<'t>, &'static str)> {
        if parameter.field(Field::Pattern).is_none_or(|it| it.kind() != Kind::Identifier) {
            let path = super::path_in(parameter.field(Field::Pattern)?, name.text())?;
            return self.optional_member(parameter, path.first().filter(|_| path.len() == 1)?);
        }
        if parameter.field(Field::Value).is_some() {
            return None;
        }
        if parameter.kind() == Kind::OptionalParameter {
            return Some((parameter, "is optional"));
        }
        let read = Parameter::of(parameter)?;
        if let Some(bound) = read.decorators.iter().find(|it| matches!(it.name, "Query" | "Headers" | "Body")) {
            let is_one = matches!(bound.args.as_slice(), [only] if crate::syntax::literal(*only).is_some());
            return is_one.then_some((parameter, "need not be part of the request"));
        }
        let method = parameter
            .ancestor(&[Kind::Method])
            .filter(|it| parameter.parent().and_then(Syntax::parent) == Some(*it))?;
        let place = parameter.parent()?.children().position(|it| it == parameter)?;
        let left = left.checked_sub(1)?;
        self.callers(method).find_map(|call| {
            let argument = *call.args.get(place)?;
            let own = self.class_of(argument).is_some() && !is_asked_before(argument);
            self.may_be_missing(argument, left).filter(|_| own)
        })
    }

    /// A member that the type of a parameter calls optional.
    fn optional_member(&self, parameter: Syntax<'t>, key: &str) -> Option<(Syntax<'t>, &'static str)> {
        let typed = Type::of(parameter.field(Field::Type)?.children().next()?);
        let how = "is optional";
        if let Some(class) = self.class_named(parameter.file, typed.name) {
            let property = class.properties.iter().find(|it| it.name.text() == key)?;
            let says = property.decorators.iter().any(|it| it.name == "IsOptional");
            let is_set = property.value.is_some()
                || property.decorators.iter().any(|it| matches!(it.name, "Transform" | "IsNotEmpty" | "IsDefined"));
            return ((property.is_optional || says) && !is_set).then_some((property.name, how));
        }
        let shape = Some(typed.syntax).filter(|it| it.kind() == Kind::ObjectType);
        let shape = shape.or_else(|| self.shape_named(parameter.file, typed.name))?;
        let name = shape
            .descendants()
            .find(|it| it.role() == Field::Name && it.text() == key && it.kind() == Kind::PropertyIdentifier)?;
        let behind = name.source().get(name.span().end as usize..)?;
        behind.starts_with('?').then_some((name, how))
    }
}

fn has_optional_chain(member: Syntax) -> bool {
    member.child(Kind::OptionalChain).is_some() || member.find(Kind::OptionalChain).next().is_some()
}

/// Whether a branch before the use hangs on the value, or a call is given it to look at.
fn is_asked_before(value: Syntax) -> bool {
    let text = plain(value).text().replace("?.", ".");
    let root = crate::syntax::root(value).text();
    let Some(function) = value.ancestor(&[Kind::Method, Kind::Function]) else { return false };
    let begins = value.span().start;
    let names = function
        .descendants()
        .filter(|it| it.is(&[Kind::Identifier, Kind::Member, Kind::Shorthand]) && it.span().start < begins);
    names.filter(|it| it.text().replace("?.", ".") == text || it.text() == root).any(|it| {
        let mut inner = it;
        it.ancestors().take_while(|up| *up != function).any(|up| {
            let is_condition = up.is(&[Kind::If, Kind::Ternary, Kind::While, Kind::Switch])
                && up.field(Field::Condition).or(up.field(Field::Value)) == Some(inner);
            let call = Some(up).filter(|it| it.kind() == Kind::Call).and_then(Call::of);
            let words = ["assert", "check", "ensure", "validate", "require", "invariant", "verify"];
            let asserts = call.is_some_and(|it| words.iter().any(|word| it.name.starts_with(word)));
            let operator = up.field(Field::Operator).map_or("", Syntax::text);
            let is_logic = up.kind() == Kind::Binary && matches!(operator, "&&" | "||" | "??");
            inner = up;
            is_condition || asserts || is_logic
        })
    })
}
