//! What makes a value harmless before it is used: pipes, validated properties, types that a pipe turns it into.

use super::address;
use super::check::{ALL, SHAPE};
use super::sink::Harm;
use super::source::{Part, is_simple};
use crate::project::{Class, Decorator, Parameter, Pipe, Project, Type};
use crate::syntax::{Field, Kind, Object, Syntax, literal, name_words, root};

/// Pipes of Nest that let only numbers, truth values, UUIDs, dates or members of an enum through.
const PIPES: [&str; 7] = [
    "ParseIntPipe",
    "ParseFloatPipe",
    "ParseBoolPipe",
    "ParseUUIDPipe",
    "ParseEnumPipe",
    "ParseDatePipe",
    "ParseObjectIdPipe",
];

/// Validators that let through nothing that could harm anywhere.
const NARROW: [&str; 36] = [
    "IsInt",
    "IsNumber",
    "IsBoolean",
    "IsBooleanString",
    "IsNumberString",
    "IsDate",
    "IsDateString",
    "IsISO8601",
    "IsRFC3339",
    "IsUUID",
    "IsEnum",
    "IsIn",
    "IsMongoId",
    "IsAlpha",
    "IsAlphanumeric",
    "IsHexadecimal",
    "IsHexColor",
    "IsPort",
    "IsISO31661Alpha2",
    "IsISO31661Alpha3",
    "IsISO4217CurrencyCode",
    "IsCurrency",
    "IsDecimal",
    "IsPositive",
    "IsNegative",
    "IsDivisibleBy",
    "IsTimeZone",
    "IsSemVer",
    "IsULID",
    "IsHash",
    "IsIBAN",
    "IsISBN",
    "IsCreditCard",
    "IsLatitude",
    "IsLongitude",
    "IsMilitaryTime",
];

/// What is certain of a bound parameter, or of what is under keys of it: the harms it cannot do, and whether that is all
/// that could be said.
pub(super) fn bound<'t>(
    project: &Project<'t>,
    (parameter, decorator): (Option<&Parameter<'t>>, Option<&Decorator<'t>>),
    part: Part,
    path: &[&'t str],
) -> (u32, bool) {
    let Some(parameter) = parameter else { return (0, true) };
    let pipes = decorator.into_iter().flat_map(|it| it.args.iter()).filter(|it| literal(**it).is_none());
    let named: Vec<&str> = pipes.map(|it| pipe_name(*it)).collect();
    if named.iter().any(|it| PIPES.contains(it)) || decorator.is_some_and(|it| is_enum(project, it)) {
        return (ALL, true);
    }
    // A pipe of the team's own may do anything.
    let is_piped = named.iter().any(|it| it.ends_with("Pipe") && *it != "ValidationPipe" && *it != "DefaultValuePipe")
        || used_pipes(project, parameter).iter().any(|it| pipe_name(*it) != "ValidationPipe");
    if is_piped {
        let (mask, _) = typed(project, parameter, part, path, decorator);
        return (mask | SHAPE, false);
    }
    typed(project, parameter, part, path, decorator)
}

/// What `@UsePipes` of a handler or its class names.
fn used_pipes<'t>(project: &Project<'t>, parameter: &Parameter<'t>) -> Vec<Syntax<'t>> {
    let Some(class) = project.class_of(parameter.syntax) else { return Vec::new() };
    let method = class.methods.iter().find(|it| it.syntax.contains(parameter.syntax));
    let all = class.decorators.iter().chain(method.into_iter().flat_map(|it| it.decorators.iter()));
    all.filter(|it| it.name == "UsePipes").flat_map(|it| it.args.iter().copied()).collect()
}

fn pipe_name(pipe: Syntax<'_>) -> &str {
    root(pipe.field(Field::Constructor).unwrap_or(pipe)).text()
}

/// Whether a `ValidationPipe` of the handler's own leaves only what the class declares.
fn is_kept_here<'t>(project: &Project<'t>, parameter: &Parameter<'t>, decorator: Option<&Decorator<'t>>) -> bool {
    let bound = decorator.into_iter().flat_map(|it| it.args.iter().copied());
    used_pipes(project, parameter).into_iter().chain(bound).filter(|it| pipe_name(*it) == "ValidationPipe").any(|it| {
        let options = crate::project::Call::of(it).and_then(|it| project.options(*it.args.first()?));
        options.is_some_and(|it| it.get("whitelist").is_none_or(|it| it.kind() != Kind::False) && it.has("whitelist"))
    })
}

/// What the type of a parameter says.
fn typed<'t>(
    project: &Project<'t>,
    parameter: &Parameter<'t>,
    part: Part,
    path: &[&'t str],
    decorator: Option<&Decorator<'t>>,
) -> (u32, bool) {
    let Some(annotation) = &parameter.annotation else { return (0, part != Part::Job) };
    if path.is_empty() && is_simple(annotation.syntax) {
        let is_text = annotation.syntax.text().starts_with("string");
        let turned = number_mask(project);
        // `ValidationPipe` with `transform` makes a text of what is declared as one, in paths and query strings.
        let is_turned = is_text && turned != 0 && matches!(part, Part::Query | Part::Param) && is_keyed(decorator);
        return match is_text {
            true => (if is_turned { SHAPE } else { 0 }, true),
            false => (turned, false),
        };
    }
    // Of `import type` nothing is left that a pipe could check against.
    let import = project.import_of(annotation.syntax.file, annotation.name);
    let is_left = import.is_none_or(|(_, it)| !it.type_only) && !annotation.syntax.is(&[Kind::ArrayType]);
    let class = project.class_named(annotation.syntax.file, annotation.name).filter(|_| is_left);
    let Some(class) = class else {
        if !has_part(project, annotation.syntax, path) {
            return (ALL, true);
        }
        let is_kept = part == Part::Body && is_constrained(annotation.syntax.text());
        return (if is_kept { SHAPE } else { 0 }, !is_kept);
    };
    let (mask, is_known) = properties(project, class, path);
    let kept = if path.is_empty() && is_kept_here(project, parameter, decorator) { SHAPE } else { 0 };
    // `ValidationPipe` removes `__proto__` from what it reads into a class.
    let is_stripped = project.bootstraps.is_empty() || project.pipes.iter().any(|it| it.is_global);
    (mask | kept | if is_stripped { Harm::Pollution.bit() } else { 0 }, is_known)
}

/// `@Query('q')`, as opposed to `@Query()`.
fn is_keyed(decorator: Option<&Decorator>) -> bool {
    decorator.and_then(|it| it.args.first()).is_some_and(|it| literal(*it).is_some())
}

/// `@Query('page') page: number`: with `transform` the global pipe makes a number of it.
fn number_mask(project: &Project) -> u32 {
    let global = project.pipes.iter().filter(|it| it.is_global);
    let turns = |it: &Pipe| it.options.is_some_and(|it| it.text().contains("transform: true"));
    let unseen = project.bootstraps.is_empty() && !project.pipes.iter().any(|it| it.is_global);
    if unseen || global.into_iter().any(|it| it.name != "ValidationPipe" || turns(it)) { ALL } else { 0 }
}

/// `Pick<UserDto, 'name'>`, `z.infer<typeof schema>`: a type that something else may enforce.
fn is_constrained(text: &str) -> bool {
    text.starts_with("z.infer") || text.starts_with("Infer<") || text.starts_with("Static<")
}

/// What the class of a request says of itself, or of what is under keys of it.
fn properties<'t>(project: &Project<'t>, class: &Class<'t>, path: &[&'t str]) -> (u32, bool) {
    let is_unseen = project.bootstraps.is_empty() || project.bootstraps.iter().any(|it| it.is_open);
    // `class X extends createZodDto(schema)`: what the schema says is not read.
    let is_made = class.extends.as_ref().is_some_and(|it| it.syntax.kind() == Kind::Call && is_schema(it.name));
    let Some((first, rest)) = path.split_first() else {
        let is_kept = project.is_guarded_by_pipe() || is_made;
        // What the class declares is what may come in: whether too much is another rule's question.
        return (if is_kept || is_unseen { SHAPE } else { 0 }, !is_made);
    };
    if is_made {
        return (SHAPE, false);
    }
    match property(project, class, first) {
        Some((_, property)) if rest.is_empty() => {
            let (mask, is_known) = validated(project, &property);
            // What has no validator does not pass a pipe that keeps requests to their classes.
            let is_bare = !property.decorators.iter().any(|it| project.is_validator(it));
            let is_stripped = is_bare && project.is_guarded_by_pipe();
            (if is_stripped { mask | SHAPE } else { mask }, is_known && !(is_bare && (is_unseen || is_stripped)))
        }
        Some((holder, property)) => {
            let annotation = property.annotation.as_ref();
            let argument = annotation.and_then(|it| it.arguments.first()).map(|it| it.text());
            let name = argument.or(annotation.map(|it| it.syntax.text())).unwrap_or_default().trim_end_matches("[]");
            let inner = project.class_named(holder, name).filter(|it| it.syntax != class.syntax);
            match inner.cloned() {
                Some(inner) => properties(project, &inner, rest),
                None if annotation.is_none_or(|it| has_part(project, it.syntax, rest)) => (0, true),
                None => (ALL, true),
            }
        }
        // A method of the text, or a property of a mapped type.
        None => (ALL, false),
    }
}

/// Whether a value of a type may have what is under these keys: a text has no parts.
fn has_part<'t>(project: &Project<'t>, typed: Syntax<'t>, keys: &[&str]) -> bool {
    let Some((first, rest)) = keys.split_first() else { return true };
    let name = typed.text().trim_end_matches("[]");
    if matches!(name, "string" | "number" | "boolean" | "Date") {
        return false;
    }
    let inline = Some(typed).filter(|it| it.kind() == Kind::ObjectType);
    let Some(shape) = inline.or_else(|| project.shape_named(typed.file, name)) else { return true };
    let mut members = shape.descendants().filter(|it| it.field(Field::Name).is_some_and(|it| it.text() == *first));
    let inner = members.find_map(|it| it.field(Field::Type)?.children().next());
    inner.is_none_or(|it| has_part(project, it, rest))
}

fn is_schema(name: &str) -> bool {
    let words = name_words(name);
    words.iter().any(|it| matches!(it.as_str(), "zod" | "schema" | "valibot" | "typebox"))
}

/// A property of a class or of what it extends, with the file it stands in.
fn property<'t>(project: &Project<'t>, class: &Class<'t>, name: &str) -> Option<(u32, Read<'t>)> {
    let own = |class: &Class<'t>| {
        let found = class.properties.iter().find(|it| it.name.text() == name)?;
        Some((class.syntax.file, Read { decorators: found.decorators.clone(), annotation: found.annotation.clone() }))
    };
    own(class).or_else(|| project.bases_of(class).find_map(|it| own(&it)))
}

/// What of a property is asked for.
struct Read<'t> {
    decorators: Vec<Decorator<'t>>,
    annotation: Option<Type<'t>>,
}

/// `@Field(() => SortField)`, `@Args('sort', { type: () => SortField })`: GraphQL lets only members of an enum through.
fn is_enum<'t>(project: &Project<'t>, decorator: &Decorator<'t>) -> bool {
    let last = decorator.args.last().copied().filter(|_| matches!(decorator.name, "Field" | "Args"));
    let given = last.and_then(|it| Object::of(it).map_or(Some(it), |it| it.get("type")));
    let typed = given.filter(|it| it.kind() == Kind::Arrow).and_then(|it| it.field(Field::Body));
    let texts = ["String", "ID", "GraphQLString", "GraphQLID", "GraphQLJSON", "GraphQLJSONObject", "JSON"];
    typed.is_some_and(|it| {
        it.kind() == Kind::Identifier
            && !texts.contains(&it.text())
            && project.class_named(it.file, it.text()).is_none()
    })
}

fn validated<'t>(project: &Project<'t>, property: &Read<'t>) -> (u32, bool) {
    if property.decorators.iter().any(|it| is_enum(project, it)) {
        return (ALL, true);
    }
    let own = |it: &&Decorator<'t>| project.is_validator(it);
    let all: Vec<&Decorator> = property.decorators.iter().filter(own).collect();
    let is_narrow = |it: &&&Decorator<'t>| NARROW.contains(&it.name) || it.name == "Matches" && is_anchored(it);
    if all.iter().any(|it| is_narrow(&it)) {
        return (ALL, true);
    }
    let is_text = all.iter().any(|it| {
        it.name.starts_with("Is")
            && !matches!(it.name, "IsOptional" | "IsDefined" | "IsNotEmpty" | "IsObject" | "IsArray")
            || matches!(it.name, "Length" | "MinLength" | "MaxLength" | "Matches" | "Contains")
    });
    let is_listed =
        |it: &&Decorator<'t>| it.name == "IsUrl" && it.args.iter().any(|it| it.text().contains("host_whitelist"));
    let listed = if all.iter().any(is_listed) { address::HOST } else { 0 };
    // One of the team's own may check anything; `@Transform` may replace anything.
    let is_known = |it: &&Decorator<'t>| {
        it.name.starts_with("Is")
            || matches!(it.name, "Length" | "MinLength" | "MaxLength" | "Matches" | "ValidateNested" | "ArrayMaxSize")
    };
    let is_turned = property.decorators.iter().any(|it| it.name == "Transform");
    let is_sure = all.iter().all(is_known) && !is_turned;
    // An address holds no line break.
    let is_address = all.iter().any(|it| matches!(it.name, "IsEmail" | "IsUrl" | "IsPhoneNumber" | "IsMobilePhone"));
    let line = if is_address { Harm::Log.bit() | Harm::Header.bit() } else { 0 };
    let kind = property.annotation.as_ref().map_or("", |it| it.syntax.text());
    let is_other = matches!(kind, "number" | "boolean" | "Date") && !all.is_empty();
    (
        if is_other {
            ALL
        } else if is_text {
            SHAPE | listed | line
        } else {
            0
        },
        is_sure,
    )
}

/// `@Matches(/^[a-z]+$/)`
fn is_anchored(decorator: &Decorator) -> bool {
    let Some(pattern) = decorator.args.first().map(|it| it.text()) else { return false };
    let body = pattern.trim_start_matches('/').trim_end_matches(|it: char| it.is_ascii_alphabetic());
    body.starts_with('^') && body.ends_with("$/") && !body.contains(".*") && !body.contains(".+")
}
