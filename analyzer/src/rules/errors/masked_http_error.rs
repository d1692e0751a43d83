//! HTTP errors that a catch turns into status 500.

use crate::finding::{Finding, Fix, Place};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Span, Syntax};

pub static RULE: Rule = Rule {
    id: "errors/masked-http-error",
    title: "An HTTP error is turned into status 500",
    severity: Severity::Medium,
    standard: &["S066"],
    refs: &["CWE-755", "https://docs.nestjs.com/exception-filters"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("masked_http_error.md"),
    check: &[Check::Node(Kind::Catch, catch)],
};

fn catch(project: &Project, catch: Syntax) -> Option<Finding> {
    let body = catch.field(Field::Body)?;
    let masking = body.children().find(|it| it.kind() == Kind::Throw && is_internal(*it))?;
    let earlier = || body.children().take_while(|it| *it != masking);
    (!earlier().any(|it| spares_http_errors(project, it))).then_some(())?;
    let attempt = catch.parent()?.field(Field::Body)?;
    let direct = attempt.find(Kind::Throw).find(|it| escapes(*it, attempt) && http_error(project, *it).is_some());
    let (origin, through) = match direct {
        Some(it) => (it, None),
        None => thrown_by_callee(project, attempt)?,
    };
    let name = http_error(project, origin)?;
    let line = masking.line() + 1;
    let message = match through {
        None => format!("`{name}` is thrown within this try, and line {line} answers 500 in its place."),
        Some(call) => format!("`{call}()` throws `{name}`, and line {line} answers 500 in its place."),
    };
    let is_mapped = earlier().any(|it| it.is(&[Kind::If, Kind::Switch]));
    let finding = Finding::at(shown(origin, through, attempt), message).step(masking, "every error ends here");
    let finding = if through.is_some() { finding.step(origin, "the error with its own status") } else { finding };
    let finding = if through.is_some() || is_mapped { finding.likely() } else { finding };
    Some(finding.fix(let_pass(project, catch, body)))
}

/// The place to show: the throw itself, or the call within the try that leads to it.
fn shown<'t>(origin: Syntax<'t>, through: Option<&str>, attempt: Syntax<'t>) -> Syntax<'t> {
    let calls = || attempt.find(Kind::Call).find(|it| Call::of(*it).is_some_and(|it| Some(it.name) == through));
    through.and_then(|_| calls()).unwrap_or(origin)
}

/// `throw new InternalServerErrorException(…)`, `throw new HttpException(…, 500)`.
fn is_internal(throw: Syntax) -> bool {
    let Some(call) = thrown(throw).filter(|it| it.is_new) else { return false };
    let status = call.args.get(1).map_or("", |it| it.text());
    call.name == "InternalServerErrorException"
        || (call.name == "HttpException" && (status == "500" || status.ends_with(".INTERNAL_SERVER_ERROR")))
}

fn thrown(throw: Syntax<'_>) -> Option<Call<'_>> {
    throw.children().find(|it| it.kind() != Kind::Keyword).and_then(Call::of)
}

/// Whether a statement looks at what kind of error it is, in a way that may let HTTP errors through. A look at the
/// database's error codes does not.
fn spares_http_errors(project: &Project, statement: Syntax) -> bool {
    let tests: Vec<Syntax> = match statement.kind() {
        Kind::If => statement.find(Kind::If).chain([statement]).filter_map(|it| it.field(Field::Condition)).collect(),
        Kind::Switch => statement.field(Field::Value).into_iter().collect(),
        Kind::ExpressionStatement => {
            let calls = statement.find(Kind::Call).filter_map(Call::of);
            return calls.into_iter().any(|it| hands_over(project, &it));
        }
        Kind::Return | Kind::Throw => return true,
        _ => return false,
    };
    tests.iter().any(|test| {
        let names = test.descendants().filter(|it| it.is(&[Kind::Identifier, Kind::PropertyIdentifier]));
        let of_database = |it: &str| it.starts_with("Prisma") || it == "QueryFailedError";
        let mut names = names.map(Syntax::text);
        let by_call = test.find(Kind::Call).any(|it| !it.text().contains("includes"));
        let speaks = names.any(|it| {
            !of_database(it)
                && (it.ends_with("Exception")
                    || it.ends_with("Error")
                    || matches!(it, "status" | "getStatus" | "response" | "name" | "constructor"))
        });
        by_call || speaks
    })
}

/// `this.handle(error)`: a helper that may throw the error on; a logger does not.
fn hands_over(project: &Project, call: &Call) -> bool {
    let own = call.chain().first().is_some_and(|it| *it == "this") || call.receiver.is_none();
    own && !project.is_log(call.syntax) && call.args.iter().any(|it| it.kind() == Kind::Identifier)
}

/// Whether what is thrown here reaches the catch of this try.
fn escapes(thrown: Syntax, attempt: Syntax) -> bool {
    let between = thrown.ancestors().take_while(|it| *it != attempt);
    let inner = between.filter(|it| it.kind() == Kind::Try);
    let caught_within = |it: Syntax| {
        it.field(Field::Handler).is_some() && it.field(Field::Body).is_some_and(|body| body.contains(thrown))
    };
    !inner.into_iter().any(caught_within)
}

/// The name of the class, if an error with a status of its own is thrown.
fn http_error<'t>(project: &Project<'t>, throw: Syntax<'t>) -> Option<&'t str> {
    let call = thrown(throw).filter(|it| it.is_new)?;
    let is_own = || {
        let class = project.class_named(throw.file, call.name)?;
        class.extends.as_ref().filter(|it| NEST.contains(&it.name))
    };
    let known = NEST.contains(&call.name) && project.comes_from(call.callee, "@nestjs/common");
    ((known && !is_internal(throw)) || is_own().is_some()).then_some(call.name)
}

const NEST: [&str; 19] = [
    "HttpException",
    "BadRequestException",
    "UnauthorizedException",
    "NotFoundException",
    "ForbiddenException",
    "NotAcceptableException",
    "RequestTimeoutException",
    "ConflictException",
    "GoneException",
    "HttpVersionNotSupportedException",
    "PayloadTooLargeException",
    "UnsupportedMediaTypeException",
    "UnprocessableEntityException",
    "NotImplementedException",
    "ImATeapotException",
    "MethodNotAllowedException",
    "BadGatewayException",
    "ServiceUnavailableException",
    "PreconditionFailedException",
];

/// A throw in a method that the try calls.
fn thrown_by_callee<'t>(project: &Project<'t>, attempt: Syntax<'t>) -> Option<(Syntax<'t>, Option<&'t str>)> {
    let calls = attempt.find(Kind::Call).filter(|it| escapes(*it, attempt)).filter_map(Call::of);
    calls.into_iter().find_map(|call| {
        let body = project.target(&call)?.body?;
        let mut throws = body.find(Kind::Throw).filter(|it| escapes(*it, body));
        let thrown = throws.find(|it| http_error(project, *it).is_some())?;
        Some((thrown, Some(call.name)))
    })
}

fn let_pass<'t>(project: &Project<'t>, catch: Syntax<'t>, body: Syntax<'t>) -> Option<Fix> {
    let first = body.children_and_comments().next()?;
    let head = first.source().get(..first.span().start as usize)?;
    let indent = head.rsplit('\n').next().filter(|it| it.trim().is_empty())?;
    let reason = "only errors that already carry a status take another way";
    let mut fix = Fix::safe("Let HTTP errors pass", reason);
    let error = match catch.field(Field::Parameter) {
        Some(it) if it.kind() == Kind::Identifier => it.text(),
        Some(_) => return None,
        None => {
            let place = Place { file: catch.file, span: Span::empty(body.span().start) };
            fix = fix.replace(place, "(error) ");
            "error"
        }
    };
    let line = format!("if ({error} instanceof HttpException) throw {error};\n{indent}");
    Some(project.bring(fix.before(first, line), catch, "HttpException", "@nestjs/common"))
}
