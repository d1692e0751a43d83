//! `toThrow()` that any failure satisfies.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, chain, returned};

pub static RULE: Rule = Rule {
    id: "testing/unspecific-throw",
    title: "A test accepts any error",
    severity: Severity::Info,
    standard: &["S175"],
    refs: &["https://jestjs.io/docs/expect#tothrowerror"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("unspecific_throw.md"),
    check: &[Check::Call(&["toThrow", "toThrowError"], check)],
};

/// Exceptions that `@nestjs/common` exports.
const NEST: [&str; 15] = [
    "BadRequestException",
    "ConflictException",
    "ForbiddenException",
    "GatewayTimeoutException",
    "GoneException",
    "HttpException",
    "InternalServerErrorException",
    "MethodNotAllowedException",
    "NotAcceptableException",
    "NotFoundException",
    "NotImplementedException",
    "PayloadTooLargeException",
    "ServiceUnavailableException",
    "UnauthorizedException",
    "UnprocessableEntityException",
];

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let receiver = call.receiver.filter(|_| call.args.is_empty())?;
    (project.is_test(call.syntax) && !chain(receiver).contains(&"not")).then_some(())?;
    let expect = receiver.find(Kind::Call).chain([receiver]).filter_map(Call::of).find(|it| it.name == "expect")?;
    let test = project.test_around(call.syntax);
    let title = test.and_then(|it| it.title);
    let subject = expect.args.first().map_or("this", |it| it.text());
    let subject = if subject.len() > 60 || subject.contains('\n') { "the call" } else { subject };
    let said = title.and_then(|it| exception(project, call.syntax, it));
    let thrown =
        || expect.args.first().and_then(|it| thrown(project, *it)).filter(|it| is_at_hand(project, call.syntax, it));
    let named = said.or_else(thrown);
    let any = format!("`{}()` accepts anything that is thrown", call.name);
    let message = match (said, named) {
        (Some(name), _) => format!("The title says `{name}`, {any}: a `TypeError` of a broken mock passes as well."),
        (_, Some(name)) => {
            format!("`{subject}` should throw `{name}`, {any}: a `TypeError` of a broken mock passes as well.")
        }
        _ => format!("{any} by `{subject}`: a `TypeError` of a broken mock passes like the error that is meant."),
    };
    let arguments = call.syntax.child(Kind::Arguments)?;
    let fix = named.map(|name| {
        let fix = Fix::review(
            format!("Expect `{name}`"),
            "it is what the title says, or the one class that the method throws",
        );
        project.bring(fix.replace(arguments, format!("({name})")), call.syntax, name, "@nestjs/common")
    });
    Some(Finding::at(call.callee.child(Kind::PropertyIdentifier).unwrap_or(call.syntax), message).fix(fix))
}

/// The exception that a title names, if the file has it or Nest does.
fn exception<'t>(project: &Project<'t>, at: Syntax<'t>, title: &'t str) -> Option<&'t str> {
    let words = title.split(|it: char| !it.is_ascii_alphanumeric());
    words.into_iter().find(|it| (it.ends_with("Exception") || it.ends_with("Error")) && is_at_hand(project, at, it))
}

fn is_at_hand(project: &Project, at: Syntax, name: &str) -> bool {
    NEST.contains(&name) || project.import_of(at.file, name).is_some()
}

/// The one class of errors that the method under test throws.
fn thrown<'t>(project: &Project<'t>, expected: Syntax<'t>) -> Option<&'t str> {
    let mut calls = expected.find(Kind::Call).chain([expected]).filter_map(Call::of);
    let body = calls.find_map(|it| {
        let class = project.held_class(it.receiver?)?;
        class.method(it.name)?.body
    })?;
    let mut names =
        body.find(Kind::Throw).map(|it| returned(it).and_then(Call::of).filter(|it| it.is_new).map(|it| it.name));
    let first = names.next()??;
    names.all(|it| it == Some(first)).then_some(first)
}
