//! `toThrow()` that any failure satisfies.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, chain};

pub static RULE: Rule = Rule {
    id: "testing/unspecific-throw",
    title: "A test is content with any error",
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
    let test = project.tests.iter().rfind(|it| !it.is_group && it.call.syntax.contains(call.syntax));
    let title = test.and_then(|it| it.title);
    let subject = expect.args.first().map_or("this", |it| it.text());
    let subject = if subject.len() > 60 || subject.contains('\n') { "the call" } else { subject };
    let named = title.and_then(|it| exception(project, call.syntax, it));
    let message = match named {
        Some(name) => format!(
            "The title says `{name}`, `{}()` accepts anything that is thrown: a `TypeError` of a broken mock passes as well.",
            call.name
        ),
        None => format!(
            "`{}()` accepts anything that `{subject}` throws: a `TypeError` of a broken mock passes like the error that is meant.",
            call.name
        ),
    };
    let arguments = call.syntax.child(Kind::Arguments)?;
    let fix = named.map(|name| {
        let fix = Fix::review(format!("Expect `{name}`"), "It is what the title of the test says.");
        project.bring(fix.replace(arguments, format!("({name})")), call.syntax, name, "@nestjs/common")
    });
    Some(Finding::at(call.callee.child(Kind::PropertyIdentifier).unwrap_or(call.syntax), message).fix(fix))
}

/// The exception that a title names, if the file has it or Nest does.
fn exception<'t>(project: &Project<'t>, at: Syntax<'t>, title: &'t str) -> Option<&'t str> {
    let words = title.split(|it: char| !it.is_ascii_alphanumeric());
    words.into_iter().find(|it| {
        let is_error = it.ends_with("Exception") || it.ends_with("Error");
        is_error && (NEST.contains(it) || project.import_of(at.file, it).is_some())
    })
}
