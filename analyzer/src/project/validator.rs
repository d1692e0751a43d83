//! Validators: which decorators check a property, and which classes are checked at all.

use super::class::{Class, Property};
use super::{Decorator, Project};
use crate::syntax::{Field, Syntax};

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

    /// Whether a handler reads a class from the request as it comes: no pipe of its own stands before it.
    pub fn is_read_without_pipe(&self, class: &Class<'t>) -> Option<Syntax<'t>> {
        self.routes.iter().filter(|it| !it.has_other_pipe()).flat_map(|it| &it.method.parameters).find_map(|it| {
            let bound = it.decorators.iter().find(|it| super::REQUEST_PARTS.contains(&it.name))?;
            let typed = it.annotation.as_ref()?;
            let same = self.class_named(typed.syntax.file, typed.name)?.syntax == class.syntax;
            (same && bound.args.is_empty()).then_some(it.syntax)
        })
    }
}
