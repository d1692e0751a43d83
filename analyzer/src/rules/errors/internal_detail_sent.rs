//! Errors of the inside whose text goes to the client.

use crate::finding::{Finding, Fix};
use crate::project::{Binding, Call, Class, Project, Role, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain};

pub static RULE: Rule = Rule {
    id: "errors/internal-detail-sent",
    title: "The client is shown the text of an internal error",
    severity: Severity::High,
    standard: &["S067"],
    refs: &["CWE-209", "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("internal_detail_sent.md"),
    check: &[Check::Node(Kind::Catch, clause), Check::Class(Role::Filter, filter)],
};

/// `catch (error) { throw new BadRequestException(error.message) }`
fn clause(project: &Project, catch: Syntax) -> Option<Finding> {
    let error = catch.field(Field::Parameter).filter(|it| it.kind() == Kind::Identifier)?.text();
    let (body, attempt) = (catch.field(Field::Body)?, catch.parent()?.field(Field::Body)?);
    (!project.is_test(catch) && !project.is_script(catch) && !only_reads(attempt)).then_some(())?;
    let (shown, call) = body.find_any(&[Kind::New, Kind::Call]).into_iter().filter_map(Call::of).find_map(|call| {
        (sends(&call) && !is_parted(call.syntax, body)).then_some(())?;
        Some((call.args.iter().find_map(|it| detail(*it, error, body, 4))?, call))
    })?;
    let what = what(shown);
    let from = source(project, attempt);
    let through = if call.is_new { call.name.to_owned() } else { call.callee.text().lines().last()?.trim().to_owned() };
    let message = match (from, what) {
        (Some(_), _) => format!(
            "`{}` of a failed query goes to the client through `{through}`: it can name tables, columns and values.",
            shown.text()
        ),
        (_, What::Stack) => {
            format!("The stack goes to the client through `{through}`: it names files, packages and versions.")
        }
        (_, What::Whole) => format!(
            "`{}` goes to the client through `{through}`, with whatever it carries: queries, addresses, headers.",
            shown.text()
        ),
        _ => format!("`{}` goes to the client through `{through}`, whatever failed in this try.", shown.text()),
    };
    let finding = Finding::at(shown, message).fix(covered(&call, error));
    let finding = from.into_iter().fold(finding, |it, query| it.step(query, "the query that can fail"));
    (!is_kept(project, catch)).then_some(())?;
    let is_sure = from.is_some() || what == What::Stack;
    let finding = if is_sure { finding } else { finding.severity(Severity::Medium).likely() };
    let handler = catch.function().and_then(|it| it.field(Field::Name));
    let is_for_admins = handler.is_some_and(|it| project.is_for_admins(it));
    let finding = if is_for_admins { finding.severity(Severity::Low) } else { finding };
    // What a guard of the strategy makes of the error is not seen here.
    Some(if is_of_a_strategy(project, catch) { finding.severity(Severity::Low).to_check() } else { finding })
}

/// Whether only strategies of Passport call the method: their guard answers for what they throw.
fn is_of_a_strategy(project: &Project, catch: Syntax) -> bool {
    let Some(method) = catch.function().filter(|it| it.kind() == Kind::Method) else { return false };
    let mut callers = project.callers(method).peekable();
    let strategy = |call: &Call| project.class_of(call.syntax).is_some_and(|it| it.is(Role::Strategy));
    callers.peek().is_some() && callers.all(strategy)
}

/// Whether every caller catches what is thrown and answers something of its own.
fn is_kept(project: &Project, catch: Syntax) -> bool {
    let Some(method) = catch.function().filter(|it| it.kind() == Kind::Method) else { return false };
    let replaces = |call: &Call| {
        let attempt = call.syntax.ancestors().find(|it| it.kind() == Kind::Try);
        let clause = attempt.and_then(|it| it.child(Kind::Catch)).filter(|it| !it.contains(call.syntax));
        clause.is_some_and(|it| {
            let error = it.field(Field::Parameter).map(Syntax::text);
            let body = it.field(Field::Body);
            let uses = |name: &str| body.is_some_and(|it| it.find(Kind::Identifier).any(|it| it.text() == name));
            !error.is_some_and(uses) && it.find(Kind::Throw).next().is_some()
        })
    };
    let mut callers = project.callers(method).peekable();
    callers.peek().is_some() && callers.all(replaces)
}

/// An exception filter for all errors, or for those of the database, that passes their text on.
fn filter(project: &Project, class: &Class) -> Option<Finding> {
    let caught = &class.decorator("Catch")?.args;
    let inside = |it: &Syntax| {
        let name = chain(*it).last().copied().unwrap_or_default();
        name == "Error"
            || name.starts_with("PrismaClient")
            || matches!(name, "QueryFailedError" | "TypeORMError" | "MongoError" | "MongoServerError")
    };
    (caught.iter().all(inside) && !project.is_test(class.syntax)).then_some(())?;
    let method = class.method("catch")?;
    let (error, body) = (method.parameters.first()?.name.text(), method.body?);
    let (shown, call) = body.find(Kind::Call).filter_map(Call::of).find_map(|call| {
        let answers = matches!(call.name, "json" | "send" | "reply" | "code") && !project.is_log(call.syntax);
        (answers && !is_parted(call.syntax, body)).then_some(())?;
        Some((call.args.iter().find_map(|it| detail(*it, error, body, 4))?, call))
    })?;
    let which = match caught.first() {
        None => "every error that nothing else handles".to_owned(),
        Some(it) => format!("`{}`", it.text()),
    };
    let message =
        format!("This filter takes {which} and sends `{}` to the client through `{}`.", shown.text(), call.name);
    Some(Finding::at(shown, message))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Message,
    Stack,
    Whole,
}

fn what(shown: Syntax) -> What {
    match chain(shown).get(1).copied() {
        Some("stack") => What::Stack,
        Some(_) => What::Message,
        // `${error}` is its text.
        None if shown.parent().is_some_and(|it| it.kind() == Kind::Substitution) => What::Message,
        None => What::Whole,
    }
}

/// Whether a call makes what the client is answered.
fn sends(call: &Call) -> bool {
    let names = ["HttpException", "GraphQLError", "ApolloError", "WsException"];
    let is_http = call.name.ends_with("Exception") && !matches!(call.name, "RpcException" | "ZodValidationException");
    let known = [
        "BadRequest",
        "InternalServerError",
        "NotFound",
        "Conflict",
        "Forbidden",
        "Unauthorized",
        "BadGateway",
        "ServiceUnavailable",
        "UnprocessableEntity",
        "GatewayTimeout",
        "NotAcceptable",
        "PreconditionFailed",
    ];
    let is_known = is_http && known.iter().any(|it| call.name.strip_suffix("Exception") == Some(it));
    let of_response = call.receiver.is_some_and(|it| {
        let first = chain(crate::syntax::root(it)).last().copied().unwrap_or_default();
        matches!(first, "res" | "response" | "reply")
    });
    if call.is_new {
        is_known || names.contains(&call.name)
    } else {
        of_response && matches!(call.name, "json" | "send" | "end")
    }
}

/// The part of an argument that shows the error: `error.message`, `error.stack`, the error itself.
fn detail<'t>(argument: Syntax<'t>, error: &str, body: Syntax<'t>, depth: usize) -> Option<Syntax<'t>> {
    let left = depth.checked_sub(1)?;
    let names = argument.descendants().chain([argument]).filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]));
    names.into_iter().find_map(|it| {
        if is_parted(it, body) || is_cause(it) || is_asked(it) {
            return None;
        }
        if it.text() != error {
            let Some(Binding::Value(value)) = binding(it) else { return None };
            let is_made = value.is(&[Kind::Call, Kind::New]) && crate::syntax::root(value).text() != error;
            return (body.contains(value) && !is_made).then(|| detail(value, error, body, left)).flatten();
        }
        let member =
            it.parent().filter(|holder| holder.kind() == Kind::Member && holder.field(Field::Object) == Some(it));
        match member {
            Some(it) => {
                let name = it.field(Field::Property)?.text();
                let is_called = it.parent().is_some_and(|it| it.kind() == Kind::Call) && name != "toString";
                (matches!(name, "message" | "stack" | "toString" | "detail" | "sqlMessage" | "meta") && !is_called)
                    .then_some(it)
            }
            None => {
                let holder = it.parent()?;
                let is_given =
                    holder.is(&[Kind::Arguments, Kind::Pair, Kind::Object, Kind::Substitution, Kind::Spread]);
                let helper = holder.kind() == Kind::Arguments && holder != argument.parent()? && !is_text(holder);
                (is_given && !helper).then_some(it)
            }
        }
    })
}

/// `String(error)`, `JSON.stringify(error)`
fn is_text(arguments: Syntax) -> bool {
    let call = arguments.parent().and_then(Call::of);
    call.is_some_and(|it| matches!(it.callee.text(), "String" | "JSON.stringify"))
}

/// `{ cause: error }` stays inside.
fn is_cause(name: Syntax) -> bool {
    let pairs = name.ancestors().take_while(|it| !it.is(&[Kind::New, Kind::Call, Kind::Block]));
    pairs.filter(|it| it.kind() == Kind::Pair).any(|it| it.field(Field::Key).is_some_and(|it| it.text() == "cause"))
}

/// The left side of `instanceof`, an operand of a comparison, the question of `a ? b : c`.
fn is_asked(name: Syntax) -> bool {
    let mut within = name.ancestors().take_while(|it| it.kind() != Kind::Block);
    if within.any(|it| it.role() == Field::Condition) {
        return true;
    }
    let mut up = name.ancestors().take_while(|it| it.is(&[Kind::Member, Kind::Binary]));
    up.any(|it| {
        it.kind() == Kind::Binary && it.field(Field::Operator).is_some_and(|it| !matches!(it.text(), "+" | "||" | "??"))
    })
}

/// Whether something decides before: which error it is, or where the code runs.
fn is_parted(node: Syntax, body: Syntax) -> bool {
    let up = node.ancestors().take_while(|it| *it != body);
    let by_branch = up.filter(|it| it.is(&[Kind::If, Kind::Ternary, Kind::Switch])).any(|it| {
        let test = it.field(Field::Condition).or(it.field(Field::Value));
        test.is_some_and(|it| !it.contains(node) && parts(it))
    });
    let leaves =
        |it: &Syntax| it.kind() == Kind::If && it.find_any(&[Kind::Throw, Kind::Return]).into_iter().next().is_some();
    let earlier = body.children().take_while(|it| !it.contains(node));
    by_branch
        || earlier
            .filter(leaves)
            .filter_map(|it| it.field(Field::Condition))
            .any(|it| it.text().contains('!') && parts(it))
}

/// `error instanceof DomainError`, `process.env.NODE_ENV !== 'production'`; not `instanceof Error`, nor a code of Prisma.
fn parts(test: Syntax) -> bool {
    let text = test.text();
    let of_database =
        ["Prisma", "QueryFailedError", "instanceof Error", "AxiosError"].iter().any(|it| text.contains(it));
    let asks = [
        "instanceof",
        "NODE_ENV",
        "prod",
        "debug",
        ".name",
        "isDev",
        "isHttp",
        "environment",
        "getStatus",
        ".status",
        "Exception",
        ".includes(",
        "startsWith(",
    ];
    !of_database && asks.iter().any(|it| text.contains(it))
}

/// `parse(text)`, `verify(token)`: what goes wrong in them is about the input.
fn only_reads(attempt: Syntax) -> bool {
    let outer = attempt
        .find(Kind::Call)
        .filter(|it| it.ancestors().take_while(|it| *it != attempt).all(|it| it.kind() != Kind::Call));
    let mut calls = outer.filter_map(Call::of).peekable();
    let reads = ["verify", "decode", "parse", "validate", "constructEvent", "check", "assert", "compile"];
    calls.peek().is_some() && calls.all(|call| reads.iter().any(|it| call.name.starts_with(it)))
}

/// The query whose failure the catch is told of: in the try itself, or in a method that it calls.
fn source<'t>(project: &Project<'t>, attempt: Syntax<'t>) -> Option<Syntax<'t>> {
    let direct = project.queries_in(attempt).next().map(|it| it.call.callee);
    direct.or_else(|| {
        let calls = attempt.find(Kind::Call).filter_map(Call::of);
        calls.into_iter().find_map(|it| {
            let body = project.target(&it)?.body?;
            project.queries_in(body).next().map(|it| it.call.callee)
        })
    })
}

/// `new BadGatewayException('Bad Gateway', { cause: error })`
fn covered(call: &Call, error: &str) -> Option<Fix> {
    let name = call.name.strip_suffix("Exception").filter(|it| call.is_new && *it != "Http" && *it != "Ws")?;
    let [only] = call.args.as_slice() else { return None };
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(letter);
    }
    let fix = Fix::review(
        "Send a text of your own and keep the error as the cause",
        "say in the text what the caller can do about it",
    );
    Some(fix.replace(*only, format!("'{text}', {{ cause: {error} }}")))
}
