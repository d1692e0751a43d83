//! Where each class is read from a request: the part, the handler, and the way through bases and properties.

use super::{Class, Decorator, Project, Property, Setting, Type, named};
use crate::syntax::{Field, Kind, Object, Syntax};

/// A class that is read from a part of a request.
#[derive(Clone, Copy, Debug)]
pub struct Intake<'t> {
    place: (u32, u32),
    /// `Body`, `Query` or `Param`.
    pub part: &'t str,
    /// The parameter of the handler.
    pub parameter: Syntax<'t>,
    /// The place of the handler in [`Project::routes`].
    pub route: usize,
    /// Whether it stands in a property of the class that the handler names.
    pub is_held: bool,
    /// Whether `PickType` or `OmitType` may have left some of its properties out.
    pub is_cut: bool,
}

/// Names of `class-validator`, for a paste without its imports.
const VALIDATORS: &str = "ArrayMaxSize ArrayMinSize ArrayNotEmpty ArrayUnique Contains Equals IsAlpha IsAlphanumeric \
    IsArray IsBoolean IsBooleanString IsDate IsDateString IsDefined IsEmail IsEmpty IsEnum IsISO8601 IsIn IsInt \
    IsLatitude IsLongitude IsMongoId IsNegative IsNotEmpty IsNotEmptyObject IsNotIn IsNumber IsNumberString IsObject \
    IsOptional IsPhoneNumber IsPositive IsString IsStrongPassword IsUUID IsUrl Length Matches Max MaxDate MaxLength \
    Min MinDate MinLength NotContains ValidateIf ValidateNested";

impl<'t> Project<'t> {
    /// Where a class is read from requests.
    pub fn intakes_of(&self, class: &Class) -> &[Intake<'t>] {
        let place = (class.syntax.file, class.syntax.span().start);
        let first = self.intakes.partition_point(|it| it.place < place);
        let last = self.intakes.partition_point(|it| it.place <= place);
        self.intakes.get(first..last).unwrap_or_default()
    }

    /// The first handler that reads a class from a query or from the path, where every value arrives as text.
    pub fn texts_of(&self, class: &Class) -> Option<&Intake<'t>> {
        self.intakes_of(class).iter().find(|it| it.part != "Body" && !it.is_held && !it.is_cut)
    }

    /// Whether pipes convert values to what properties are annotated with; `None` if that cannot be seen.
    pub fn converts_by_annotation(&self) -> Option<bool> {
        self.any_pipe_has(&["transformOptions", "enableImplicitConversion"])
    }

    /// Whether pipes convert single parameters to what they are annotated with; `None` if that cannot be seen.
    pub fn converts_primitives(&self) -> Option<bool> {
        self.any_pipe_has(&["transform"])
    }

    /// Whether no pipe that may stand before every handler is among the files.
    pub fn sees_no_pipe(&self) -> bool {
        let counts = |it: &super::Pipe| (it.is_global || it.name == "ValidationPipe") && !self.is_test(it.syntax);
        !self.pipes.iter().any(counts)
    }

    /// Whether some `ValidationPipe` sets an option to true.
    fn any_pipe_has(&self, path: &[&str]) -> Option<bool> {
        let mut found = None;
        for pipe in self.pipes.iter().filter(|it| !self.is_test(it.syntax)) {
            if pipe.name != "ValidationPipe" {
                // A pipe of the project may extend it; those of Nest convert what they stand before alone.
                if pipe.is_global || self.class_named(pipe.syntax.file, pipe.name).is_some() {
                    return None;
                }
                continue;
            }
            let is_set = match pipe.options {
                Some(it) => self.is_set(self.options(it)?, path)?,
                None => false,
            };
            found = Some(is_set || found == Some(true));
        }
        found
    }

    fn is_set(&self, options: Object<'t>, path: &[&str]) -> Option<bool> {
        let (key, rest) = path.split_first()?;
        match self.setting(options, key) {
            Setting::Set(it) if rest.is_empty() => Some(self.constant(it).kind() == Kind::True),
            Setting::Set(it) => self.is_set(self.options(it)?, rest),
            Setting::Absent => Some(false),
            Setting::Unseen => None,
        }
    }

    /// The decorator of `class-validator` of one of these names that stands on a property.
    pub fn validator_of<'p>(&self, property: &'p Property<'t>, names: &[&str]) -> Option<&'p Decorator<'t>> {
        property.decorators.iter().find(|it| names.contains(&it.name) && self.is_from(it, "class-validator"))
    }

    /// Whether a decorator comes from a package; in a paste without imports its name decides.
    pub fn is_from(&self, decorator: &Decorator<'t>, package: &str) -> bool {
        let Some(expression) = decorator.syntax.children().next() else { return false };
        let callee = expression.field(Field::Function).unwrap_or(expression);
        let is_known = || match package {
            "@nestjs/swagger" => decorator.name.starts_with("Api"),
            "class-transformer" => ["Type", "Transform", "Expose", "Exclude"].contains(&decorator.name),
            _ => VALIDATORS.split_whitespace().any(|it| it == decorator.name),
        };
        let is_imported = self.import_of(callee.file, crate::syntax::root(callee).text()).is_some();
        self.comes_from(callee, package) && (is_imported || is_known())
    }

    /// Whether a type is an enum of the project or of its Prisma schema.
    pub fn names_enum(&self, typed: Syntax<'t>) -> bool {
        let name = typed.text();
        if typed.kind() != Kind::TypeIdentifier {
            return false;
        }
        let Some((home, inside)) = self.home(typed.file, name) else {
            let imported = self.import_of(typed.file, name);
            return imported.is_some_and(|(it, _)| it.module.ends_with("prisma/client")) && self.is_enum(name);
        };
        self.declared_at(home, inside).any(|it| it.kind() == Kind::EnumDeclaration)
    }

    /// Sorted by the place of the class.
    pub(super) fn read_intakes(&self) -> Vec<Intake<'t>> {
        let mut open: Vec<(Syntax<'t>, Intake<'t>)> = Vec::new();
        let routes = self.routes.iter().enumerate().filter(|(_, it)| !it.has_other_pipe());
        for (route, it) in routes.filter(|(_, it)| !self.is_test(it.method.syntax)) {
            for parameter in &it.method.parameters {
                let bound = super::REQUEST_PARTS.iter().find_map(|it| named(&parameter.decorators, it));
                let Some((bound, typed)) = bound.filter(|it| is_plain(it)).zip(parameter.annotation.as_ref()) else {
                    continue;
                };
                let intake = Intake {
                    place: (0, 0),
                    part: bound.name,
                    parameter: parameter.syntax,
                    route,
                    is_held: false,
                    is_cut: false,
                };
                open.extend(names(typed.syntax).map(|it| (it, intake)));
            }
        }
        let mut found: Vec<Intake<'t>> = Vec::new();
        while let Some((name, intake)) = open.pop() {
            let Some(class) = self.class_named(name.file, name.text()) else { continue };
            let place = (class.syntax.file, class.syntax.span().start);
            let key = |it: &Intake<'t>| (it.place, it.route, it.part, it.is_held);
            let intake = Intake { place, ..intake };
            let Err(at) = found.binary_search_by(|it| key(it).cmp(&key(&intake))) else { continue };
            found.insert(at, intake);
            let cuts = class.extends.as_ref().is_some_and(|it| {
                let callees = it.syntax.find(Kind::Call).chain([it.syntax]).filter_map(|it| it.field(Field::Function));
                callees.into_iter().any(|it| !matches!(it.text(), "PartialType" | "IntersectionType"))
            });
            let base = class.extends.iter().flat_map(|it| names(it.syntax));
            open.extend(base.map(|it| (it, Intake { is_cut: intake.is_cut || cuts, ..intake })));
            let held = class.properties.iter().filter_map(|it| it.annotation.as_ref()).flat_map(|it| names(it.syntax));
            open.extend(held.map(|it| (it, Intake { is_held: true, is_cut: false, ..intake })));
        }
        found
    }
}

impl<'t> Type<'t> {
    /// Without `null`, `undefined` and `readonly`.
    pub fn core(&self) -> Syntax<'t> {
        core(self.syntax)
    }

    /// The type of the elements, if it is a list.
    pub fn element(&self) -> Option<Syntax<'t>> {
        let core = self.core();
        match core.kind() {
            Kind::ArrayType => core.children().next(),
            Kind::GenericType => {
                let typed = Type::of(core);
                matches!(typed.name, "Array" | "ReadonlyArray").then(|| typed.arguments.first().copied())?
            }
            _ => None,
        }
    }
}

fn core(typed: Syntax<'_>) -> Syntax<'_> {
    let is_empty = |it: &Syntax| matches!(it.text(), "null" | "undefined");
    match typed.kind() {
        Kind::Union => {
            let mut parts = typed.children().filter(|it| !is_empty(it));
            match (parts.next(), parts.next()) {
                (Some(only), None) => core(only),
                _ => typed,
            }
        }
        _ if typed.text().starts_with("readonly ") => typed.children().last().map_or(typed, core),
        _ => typed,
    }
}

/// Whether the whole part is read, through Nest's own pipe alone.
fn is_plain(bound: &Decorator) -> bool {
    bound.args.iter().all(|it| {
        let name = it.field(Field::Constructor).unwrap_or(*it);
        matches!(name.text(), "ValidationPipe" | "ParseArrayPipe")
    })
}

fn names(syntax: Syntax<'_>) -> impl Iterator<Item = Syntax<'_>> {
    syntax.descendants().chain([syntax]).filter(|it| it.is(&[Kind::Identifier, Kind::TypeIdentifier]))
}
