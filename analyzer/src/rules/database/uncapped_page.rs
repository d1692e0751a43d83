//! The size of a page comes from the request, and nothing says how large it may be.

use crate::finding::Finding;
use crate::project::{Binding, Call, Decorator, Orm, Parameter, Project, Query, Type, binding, path_in, taken_from};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, plain, root};

pub static RULE: Rule = Rule {
    id: "database/uncapped-page",
    title: "The caller decides how many rows are loaded",
    severity: Severity::Medium,
    standard: &["X093"],
    refs: &["CWE-770", "https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("uncapped_page.md"),
    check: &[Check::Query(option), Check::Call(&["limit", "take"], chained)],
};

/// `findMany({ take: query.limit })`
fn option(project: &Project, query: &Query) -> Option<Finding> {
    (query.orm != Orm::Mongoose).then_some(())?;
    let take = project.option(query, "take").value()?;
    judge(project, take)
}

/// `find().limit(query.limit)`, `builder.take(page.take)`
fn chained(project: &Project, call: &Call) -> Option<Finding> {
    let [only] = call.args.as_slice() else { return None };
    let receiver = plain(call.receiver?);
    let builds = receiver.kind() == Kind::Call
        || receiver.text().to_ascii_lowercase().ends_with("builder")
        || receiver.text() == "qb";
    builds.then_some(())?;
    judge(project, *only)
}

fn judge<'t>(project: &Project<'t>, value: Syntax<'t>) -> Option<Finding> {
    (!project.is_test(value) && !project.is_script(value)).then_some(())?;
    let said = uncapped(project, value, 4)?;
    let message = format!(
        "`{}` is what the request asks for, and nothing caps it: `?limit=1000000` loads every row that matches into memory.",
        said.shown,
    );
    let finding = Finding::at(value, message);
    let finding = if said.place == value { finding } else { finding.step(said.place, said.how) };
    Some(finding.likely())
}

struct Said<'t> {
    place: Syntax<'t>,
    shown: &'t str,
    how: &'static str,
}

/// Where a number comes from, if that is a request and nothing on the way keeps it small.
fn uncapped<'t>(project: &Project<'t>, value: Syntax<'t>, left: usize) -> Option<Said<'t>> {
    let left = left.checked_sub(1)?;
    let value = plain(value);
    match value.kind() {
        // `limit || 20`, `limit ?? 20`
        Kind::Binary => {
            let operator = value.field(Field::Operator)?.text();
            let kept = matches!(operator, "||" | "??").then(|| value.field(Field::Left))?;
            uncapped(project, kept?, left)
        }
        // `limit ? Number(limit) : 20`
        Kind::Ternary => {
            let condition = value.field(Field::Condition)?;
            (!condition.text().contains(['<', '>'])).then_some(())?;
            uncapped(project, value.field(Field::Consequence)?, left)
        }
        Kind::Unary => uncapped(project, value.field(Field::Argument)?, left),
        Kind::Call => {
            let call =
                Call::of(value).filter(|it| matches!(it.callee.text(), "Number" | "parseInt" | "Number.parseInt"))?;
            uncapped(project, *call.args.first()?, left)
        }
        Kind::Member => {
            let owner = value.field(Field::Object).map(plain).filter(|it| it.kind() == Kind::Identifier)?;
            let Some(Binding::Parameter(parameter)) = binding(owner) else { return None };
            (!is_compared(value)).then_some(())?;
            member(project, parameter, value.field(Field::Property)?.text(), left)
        }
        Kind::Identifier | Kind::Shorthand if is_compared(value) => None,
        Kind::Identifier | Kind::Shorthand => match binding(value)? {
            Binding::Value(inner) => uncapped(project, inner, left),
            Binding::Parameter(parameter) => {
                let path = path_in(parameter.field(Field::Pattern)?, value.text())?;
                match path.as_slice() {
                    [] => handed(project, parameter, None, left),
                    [key] => member(project, parameter, key, left),
                    _ => None,
                }
            }
            Binding::Open => {
                let (from, key) = taken_from(value)?;
                let Some(Binding::Parameter(parameter)) = binding(plain(from)) else { return None };
                member(project, parameter, key, left)
            }
        },
        _ => None,
    }
}

/// Whether a branch compares it with a limit.
fn is_compared(value: Syntax) -> bool {
    let Some(function) = value.ancestor(&[Kind::Method, Kind::Function]) else { return false };
    let compares = function
        .find(Kind::Binary)
        .filter(|it| it.field(Field::Operator).is_some_and(|it| matches!(it.text(), "<" | ">" | "<=" | ">=")));
    compares.into_iter().any(|it| it.text().contains(value.text()))
}

/// A parameter of a handler that reads it from the request, or what callers hand in.
fn handed<'t>(project: &Project<'t>, parameter: Syntax<'t>, key: Option<&'t str>, left: usize) -> Option<Said<'t>> {
    let read = Parameter::of(parameter)?;
    if let Some(bound) = read.decorators.iter().find(|it| matches!(it.name, "Query" | "Body" | "Args")) {
        let how = "it is read from the request here";
        // `@Query() query: any`
        if let Some(shown) = key.filter(|_| bound.args.is_empty()) {
            (!is_unseen(project, &read)).then_some(())?;
            return Some(Said { place: parameter, shown, how });
        }
        let name = bound.args.first().and_then(|it| literal(*it))?;
        let known = ["ParseIntPipe", "DefaultValuePipe"];
        let is_plain = bound
            .args
            .iter()
            .skip(1)
            .all(|it| known.contains(&root(it.field(Field::Constructor).unwrap_or(*it)).text()));
        return (is_plain && key.is_none()).then_some(Said {
            place: parameter,
            shown: name,
            how: "it is read from the request here",
        });
    }
    let method = parameter.ancestor(&[Kind::Method])?;
    let at = parameter.parent().filter(|it| it.parent() == Some(method))?.children().position(|it| it == parameter)?;
    project.callers(method).find_map(|call| {
        let argument = *call.args.get(at)?;
        match key {
            None => uncapped(project, argument, left),
            Some(key) => match plain(argument).kind() {
                Kind::Object => uncapped(project, crate::syntax::Object::of(argument)?.get(key)?, left),
                Kind::Identifier => match binding(plain(argument))? {
                    Binding::Parameter(parameter) => member(project, parameter, key, left),
                    _ => None,
                },
                _ => None,
            },
        }
    })
}

/// A member of a class that a request is read into.
fn member<'t>(project: &Project<'t>, parameter: Syntax<'t>, key: &'t str, left: usize) -> Option<Said<'t>> {
    let typed = parameter.field(Field::Type).and_then(|it| it.children().next()).map(Type::of);
    let class = typed.and_then(|it| project.class_named(parameter.file, it.name)).cloned();
    let Some(class) = class else { return handed(project, parameter, Some(key), left.checked_sub(1)?) };
    project.is_request(&class).then_some(())?;
    let bases: Vec<_> = project.bases_of(&class).collect();
    let all = std::iter::once(&class).chain(&bases).flat_map(|it| &it.properties);
    let property = all.into_iter().find(|it| it.name.text() == key)?;
    (!property.decorators.iter().any(caps)).then_some(Said {
        place: property.name,
        shown: property.name.text(),
        how: "the request is read into this property",
    })
}

/// `@Max(100)`, `@IsIn([10, 20])`, `@NumberField({ max: 50 })`, `@Transform(…)`: anything that is not known to let all through.
fn caps(decorator: &Decorator) -> bool {
    let lenient = [
        "IsInt",
        "IsNumber",
        "IsPositive",
        "Min",
        "IsOptional",
        "IsDefined",
        "IsNotEmpty",
        "Type",
        "ApiProperty",
        "ApiPropertyOptional",
        "IsNumberString",
        "Field",
        "Expose",
        "Allow",
        "IsString",
    ];
    !lenient.contains(&decorator.name)
}

/// A class that is not among the files may cap what it holds.
fn is_unseen(project: &Project, parameter: &Parameter) -> bool {
    parameter.annotation.as_ref().is_some_and(|it| {
        let is_named = it.name.starts_with(|it: char| it.is_ascii_uppercase());
        is_named && !matches!(it.name, "Record" | "Partial") && project.shape_named(it.syntax.file, it.name).is_none()
    })
}
