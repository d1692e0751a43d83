//! Validators: which decorators check a property, and which classes are checked at all.

use super::class::{Class, Property};
use super::{Decorator, Project};
use crate::syntax::{Field, Kind, Syntax};

/// Packages whose decorators describe a property without checking it.
const DESCRIBING: [&str; 8] = [
    "@nestjs/swagger",
    "@nestjs/graphql",
    "class-transformer",
    "typeorm",
    "@nestjs/mongoose",
    "@nestjs/sequelize",
    "sequelize-typescript",
    "@mikro-orm/core",
];

/// The same by name, for a paste without its imports.
const DESCRIBERS: [&str; 11] = [
    "ApiProperty",
    "ApiPropertyOptional",
    "ApiHideProperty",
    "ApiResponseProperty",
    "Type",
    "Transform",
    "Expose",
    "Exclude",
    "Field",
    "Prop",
    "Column",
];

impl<'t> Project<'t> {
    /// Whether a decorator checks a property, or may do so: one of the team's own counts.
    pub fn is_validator(&self, decorator: &Decorator<'t>) -> bool {
        let Some(expression) = decorator.syntax.children().next() else { return false };
        let callee = expression.field(Field::Function).unwrap_or(expression);
        match self.import_of(callee.file, crate::syntax::root(callee).text()) {
            Some((import, _)) => !DESCRIBING.contains(&import.module),
            None => !DESCRIBERS.contains(&decorator.name),
        }
    }

    /// Whether a property has a decorator that checks it.
    pub fn is_validated(&self, property: &Property<'t>) -> bool {
        property.decorators.iter().any(|it| self.is_validator(it))
    }

    /// Where requests are kept to their classes by `class-validator`: not in a project that lacks the package, and
    /// not behind a global pipe of another kind.
    pub fn uses_class_validator(&self) -> bool {
        let lacks = |it: &super::Manifest| it.dependencies.iter().all(|(name, _)| name != "class-validator");
        let absent = !self.manifests.is_empty() && self.manifests.iter().all(lacks);
        let other =
            self.pipes.iter().any(|it| it.is_global && it.name.ends_with("Pipe") && it.name != "ValidationPipe");
        !absent && !other
    }

    /// A class that is named and decorated like the body of a request, though no handler is in sight.
    pub(super) fn looks_like_request(&self, class: &Class<'t>) -> bool {
        let name = class.name.text();
        let answers = ["Response", "Result", "Output", "Reply", "View"];
        name.ends_with("Dto")
            && !answers.iter().any(|it| name.contains(it))
            && class.properties.iter().flat_map(|it| &it.decorators).any(|it| {
                let known = it.name.starts_with("Is") || matches!(it.name, "MinLength" | "MaxLength" | "Matches");
                known && self.is_validator(it)
            })
    }

    /// The parameter through which a handler reads a class as it comes, without a pipe of its own.
    pub fn reader_of(&self, class: &Class<'t>) -> Option<Syntax<'t>> {
        let place = (class.syntax.file, class.syntax.span().start);
        let at = self.readers.binary_search_by_key(&place, |(it, _)| *it).ok()?;
        self.readers.get(at).map(|(_, it)| *it)
    }

    /// Whether other classes hold it in properties of which none has `@ValidateNested()`: no pipe looks into it there.
    pub fn is_never_opened(&self, class: &Class<'t>) -> bool {
        let place = (class.syntax.file, class.syntax.span().start);
        let first = self.nested.partition_point(|(it, _)| *it < place);
        let mut holders = self.nested.iter().skip(first).take_while(|(it, _)| *it == place).peekable();
        holders.peek().is_some() && holders.all(|(_, is_opened)| !is_opened)
    }

    /// The classes that stand in properties, and whether the property's decorators look into them; sorted.
    pub(super) fn read_nested(&self) -> Vec<((u32, u32), bool)> {
        // The team's own decorator may be composed of anything; those that begin with `Is` look at the value alone.
        let opens = |it: &Decorator<'t>| self.is_validator(it) && !it.name.starts_with("Is");
        let properties = self.classes.iter().filter(|it| !self.is_test(it.syntax)).flat_map(|it| &it.properties);
        let mut nested: Vec<((u32, u32), bool)> = Vec::new();
        for property in properties.filter(|it| !it.decorators.is_empty()) {
            let is_opened = property.decorators.iter().any(opens);
            let named = |it: &Syntax<'t>| it.kind() == Kind::TypeIdentifier;
            let types = property.annotation.iter().flat_map(|it| it.syntax.descendants().chain([it.syntax]));
            let types = types.filter(named);
            let held = types.filter_map(|it| self.class_named(it.file, it.text()));
            nested.extend(held.map(|it| ((it.syntax.file, it.syntax.span().start), is_opened)));
        }
        nested.sort_unstable();
        nested
    }

    pub(super) fn read_readers(&self) -> Vec<((u32, u32), Syntax<'t>)> {
        let open = self.routes.iter().filter(|it| !it.has_other_pipe());
        let parameters = open.flat_map(|it| &it.method.parameters).filter(|it| {
            let bound = it.decorators.iter().find(|it| super::REQUEST_PARTS.contains(&it.name));
            bound.is_some_and(|it| it.args.is_empty())
        });
        let read = parameters.filter_map(|it| {
            let typed = it.annotation.as_ref()?;
            let class = self.class_named(typed.syntax.file, typed.name)?.syntax;
            Some(((class.file, class.span().start), it.syntax))
        });
        let mut readers: Vec<((u32, u32), Syntax)> = read.collect();
        readers.sort_by_key(|(place, _)| *place);
        readers.dedup_by_key(|(place, _)| *place);
        readers
    }
}
