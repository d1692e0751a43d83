//! A lookup that may find nothing, and code that reads its row all the same.

use crate::finding::{Finding, Fix};
use crate::project::{Binding, Call, Fate, Operation, Orm, Project, Query, binding, catches, fate, first_use};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, root};

pub static RULE: Rule = Rule {
    id: "database/missing-row-unchecked",
    title: "A row is read before it is known to exist",
    severity: Severity::Medium,
    standard: &["S064"],
    refs: &["CWE-476", "https://www.prisma.io/docs/orm/prisma-client/special-fields-and-types/null-and-undefined"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("missing_row_unchecked.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let place = query.call.syntax;
    if query.operation != Operation::ReadOne
        || is_sure(query.call.name)
        || project.is_test(place)
        || project.is_script(place)
    {
        return None;
    }
    match read(&query.call) {
        Read::At(at) if is_caught(project, at) => None,
        Read::At(at) => direct(project, query, at),
        Read::ByCallers => through_a_method(project, query),
        Read::No => None,
    }
}

enum Read<'t> {
    At(Syntax<'t>),
    ByCallers,
    No,
}

/// Where the answer of a call is read with nothing before that asks whether it is there.
fn read<'t>(call: &Call<'t>) -> Read<'t> {
    let fate = match fate(call) {
        Fate::Kept(name) => first_use(name),
        fate => fate,
    };
    match fate {
        Fate::Read(at) => Read::At(at),
        Fate::Returned => Read::ByCallers,
        _ => Read::No,
    }
}

fn is_sure(name: &str) -> bool {
    name.ends_with("OrThrow") || name.ends_with("OrFail")
}

fn direct<'t>(project: &Project<'t>, query: &Query<'t>, at: Syntax<'t>) -> Option<Finding> {
    // It fails for rows that are there, too.
    let is_broken = || super::relation_not_loaded::breaks_before(project, at);
    (super::relation_not_loaded::place(project, query) != Some(at) && !is_broken()).then_some(())?;
    let keys = match query.orm {
        Orm::Prisma => project.filter(query).all.into_iter().map(|(_, it)| it).collect(),
        _ => query.call.args.clone(),
    };
    (!project.is_assured(query.call.syntax, &keys) && !is_computed(query.call.syntax)).then_some(())?;
    let is_given = keys.iter().any(|it| is_given_callers(project, *it));
    let is_signed_in = |it: &Syntax| ["req.user.", "request.user."].iter().any(|part| it.text().contains(part));
    let is_known = is_given || keys.iter().any(is_signed_in);
    (!(is_known && is_loaded_before(project, query))).then_some(())?;
    let is_own = is_given || keys.iter().any(|it| is_callers(*it));
    let is_unused = is_unused(project, at);
    let text = message(at, query.call.name, query);
    let text = if is_unused { text.replace("the request then ends", "a call of this then ends") } else { text };
    let finding = Finding::at(at, text).likely();
    let finding = if is_own || keys.iter().any(|it| is_handed(*it)) {
        finding.severity(Severity::Low).to_check()
    } else if is_unused {
        finding.severity(Severity::Low)
    } else {
        finding
    };
    Some(finding.step(query.call.callee, "it is looked up here").fix(fix(query)))
}

/// Whether an error there ends in a `catch`: of the method itself, or of everyone who calls it.
fn is_caught<'t>(project: &Project<'t>, at: Syntax<'t>) -> bool {
    let caught = |it: Syntax| catches(it).next().is_some();
    let method = at.function().filter(|it| it.kind() == Kind::Method);
    let mut callers = method.into_iter().flat_map(|it| project.callers(it)).peekable();
    caught(at) || callers.peek().is_some() && callers.all(|it| caught(it.syntax))
}

/// `$extends({ result: { user: { full: { compute(row) { … } } } } })`: Prisma hands over the row that it has just read.
fn is_computed(query: Syntax) -> bool {
    let named = query.ancestors().filter(|it| it.is(&[Kind::Pair, Kind::Method]));
    named.into_iter().any(|it| it.field(Field::Key).or(it.field(Field::Name)).is_some_and(|it| it.text() == "compute"))
}

/// Whether a guard, strategy or middleware looks for the same row before the handler runs.
fn is_loaded_before<'t>(project: &Project<'t>, query: &Query<'t>) -> bool {
    let stands_before = |it: Syntax<'t>| {
        let method = it.function().filter(|it| it.kind() == Kind::Method).and_then(|it| it.field(Field::Name));
        method.is_some_and(|it| matches!(it.text(), "canActivate" | "validate" | "use"))
    };
    let is_user = name_words(query.model).iter().any(|it| matches!(it.as_str(), "user" | "users"));
    let mut lookups = project.queries.iter().filter(|it| {
        let place = it.call.syntax;
        let is_like = it.operation == Operation::ReadOne && it.model == query.model && place != query.call.syntax;
        is_user && is_like && project.same_app(place.file, query.call.syntax.file)
    });
    lookups.any(|it| {
        let place = it.call.syntax;
        let method = place.function().filter(|it| it.kind() == Kind::Method);
        stands_before(place) || method.is_some_and(|it| project.callers(it).any(|it| stands_before(it.syntax)))
    })
}

/// Whether nothing calls the method around a node, while other methods of its class are called.
fn is_unused<'t>(project: &Project<'t>, at: Syntax<'t>) -> bool {
    let Some(class) = project.class_of(at) else { return false };
    let is_called = |it: Syntax<'t>| project.callers(it).next().is_some();
    let own = class.methods.iter().find(|it| Some(it.syntax) == at.function());
    own.is_some_and(|own| {
        let is_bare = own.decorators.is_empty() && class.extends.is_none();
        is_bare && !is_called(own.syntax) && class.methods.iter().any(|it| is_called(it.syntax))
    })
}

/// The row of whoever is signed in: it was there when the token was made.
fn is_callers(key: Syntax) -> bool {
    let names = key.descendants().chain([key]).filter(|it| it.kind() == Kind::Member);
    let holders = ["user", "currentUser", "req", "request", "payload", "session"];
    let sent = |it: Syntax| {
        let is_part = [".body", ".params", ".query"].iter().any(|part| it.text().contains(part));
        is_part || matches!(binding(root(it)), Some(Binding::Parameter(it)) if it.text().starts_with("@Body"))
    };
    names.into_iter().any(|it| holders.contains(&root(it).text()) && !sent(it))
}

/// `update(@User('id') id)`, through the service that it is handed to: a decorator of the project's own reads who is
/// signed in.
fn is_given_callers<'t>(project: &Project<'t>, key: Syntax<'t>) -> bool {
    let names = key.descendants().chain([key]).filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]));
    let parameters = names.into_iter().filter_map(|it| match binding(it) {
        Some(Binding::Parameter(parameter)) => Some(parameter),
        _ => None,
    });
    parameters.into_iter().any(|parameter| {
        let Some(method) = parameter.function().filter(|it| it.kind() == Kind::Method) else { return false };
        let all = parameter.parent().into_iter().flat_map(Syntax::children);
        let at =
            all.filter(|it| it.is(&[Kind::RequiredParameter, Kind::OptionalParameter])).position(|it| it == parameter);
        let given = project.callers(method).filter_map(|it| it.args.get(at?).copied());
        fills(parameter) || given.into_iter().any(|it| is_callers(it) || is_decorated(it))
    })
}

/// Whether a name is a parameter that a decorator of the project's own fills: who is signed in, or stands in for them.
fn is_decorated(name: Syntax) -> bool {
    matches!(binding(name), Some(Binding::Parameter(it)) if fills(it))
}

/// Whether a parameter has such a decorator.
fn fills(parameter: Syntax) -> bool {
    let nest = ["Param", "Query", "Body", "Headers", "HostParam", "Args", "Payload", "MessageBody", "UploadedFile"];
    let mut decorators = parameter.children().filter(|it| it.kind() == Kind::Decorator).map(Syntax::text);
    decorators.any(|it| !nest.contains(&it.trim_start_matches('@').split('(').next().unwrap_or_default()))
}

/// `rows.map(({ id }) => …)`: a callback is handed the key, most likely of a row.
fn is_handed(key: Syntax) -> bool {
    let names = key.descendants().chain([key]).filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]));
    names.into_iter().any(|it| match binding(it) {
        Some(Binding::Parameter(parameter)) => parameter.function().is_some_and(|it| it.kind() != Kind::Method),
        _ => false,
    })
}

/// A method returns what was found or not, and its caller reads it.
fn through_a_method<'t>(project: &Project<'t>, query: &Query<'t>) -> Option<Finding> {
    let mut found = callers(project, query.call.syntax, 3).into_iter();
    let (call, at) = found.next()?;
    let finding = Finding::at(at, message(at, call.name, query)).likely();
    let is_own = |it: &Syntax| is_callers(*it) || is_decorated(*it);
    let finding = if call.args.iter().any(is_own) { finding.severity(Severity::Low).to_check() } else { finding };
    let finding = finding.step(query.call.callee, format!("`{}` returns what is found here", call.name));
    Some(found.fold(finding, |finding, (_, at)| finding.step(at, "read unchecked here, too")))
}

/// The calls, through at most so many methods, whose answer is read unchecked.
fn callers<'t>(project: &Project<'t>, lookup: Syntax<'t>, left: usize) -> Vec<(Call<'t>, Syntax<'t>)> {
    let method = lookup.function().filter(|it| it.kind() == Kind::Method);
    let (Some(method), Some(left)) = (method, left.checked_sub(1)) else { return Vec::new() };
    // Another way through the method may throw where this lookup finds nothing.
    let mut found = Vec::new();
    for call in project.callers(method) {
        match read(call) {
            Read::At(at) if !project.is_assured(call.syntax, &call.args) && !is_caught(project, at) => {
                found.push((call.clone(), at))
            }
            Read::ByCallers => found.extend(callers(project, call.syntax, left)),
            _ => {}
        }
    }
    found
}

fn message(at: Syntax, name: &str, query: &Query) -> String {
    let text = at.text().lines().next().unwrap_or_default();
    let what = if text.len() < 60 && !text.contains("await") { text } else { "what it returns" };
    let nothing = if query.orm == Orm::Prisma { "`null`" } else { "nothing" };
    format!(
        "`{name}` returns {nothing} when no row matches, and `{what}` is used without a check: the request then ends \
         in a TypeError and status 500 instead of a clear \"not found\"."
    )
}

fn fix(query: &Query) -> Option<Fix> {
    let better = match query.call.name {
        "findUnique" => "findUniqueOrThrow",
        "findFirst" => "findFirstOrThrow",
        "findOne" if query.orm == Orm::TypeOrm => "findOneOrFail",
        "findOneBy" => "findOneByOrFail",
        _ => return None,
    };
    let method = query.call.callee.children().last()?;
    let reason = "a missing row then ends in an error of its own, which a filter can answer with 404";
    Some(Fix::review(format!("Use `{better}`"), reason).replace(method, better))
}
