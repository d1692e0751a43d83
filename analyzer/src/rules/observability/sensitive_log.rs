//! Secrets and personal data in log lines.

use crate::finding::Finding;
use crate::project::{Binding, Call, Class, Log, Project, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, Template, chain, literal, name_words, plain};

pub static RULE: Rule = Rule {
    id: "observability/sensitive-log",
    title: "A secret or personal data is written to the log",
    severity: Severity::High,
    standard: &["S160"],
    refs: &[
        "CWE-532",
        "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
        "https://github.com/pinojs/pino/blob/main/docs/redaction.md",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("sensitive_log.md"),
    check: &[Check::Followed(&Check::Log(line)), Check::Call(&["pinoHttp", "forRoot"], http_logger)],
};

/// `logger.log(…)` and its like.
fn line(project: &Project, log: &Log) -> Option<Finding> {
    (!project.is_test(log.call.syntax)).then_some(())?;
    let by_name = || log.call.args.iter().find_map(|it| logged(project, *it, Shown::Whole));
    let finding = row(project, log).or_else(by_name)?;
    match project.is_script(log.call.syntax) {
        true => Some(finding.severity(Severity::Low)),
        false => Some(finding),
    }
}

/// A row of the database with all its columns.
#[cfg(feature = "whole")]
fn row(project: &Project, log: &Log) -> Option<Finding> {
    let row = project.flows.answer_of(log.call.syntax)?;
    let secret = row.secrets.first()?;
    let is_spelled = !log.call.args.contains(&row.value);
    (is_spelled || !is_redacted(project)).then_some(())?;
    let message = format!(
        "`{}` is written to the log with every column that `{}` reads: `{}` of `{}` among them.",
        row.value.text().lines().next().unwrap_or_default(),
        row.query.name,
        secret.path.join("."),
        secret.holder,
    );
    Some(Finding { steps: row.steps.clone(), ..Finding::at(row.value, message) })
}

#[cfg(not(feature = "whole"))]
fn row(_: &Project, _: &Log) -> Option<Finding> {
    None
}

/// How much of a value reaches the log.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// With all its fields; the logger's `redact` sees them.
    Whole,
    /// With all its fields, as a text that `redact` cannot see into.
    Spelled,
    /// As a text: an object becomes `[object Object]`.
    Text,
}

/// The first part of a logged expression that gives something away.
fn logged<'t>(project: &Project<'t>, expression: Syntax<'t>, shown: Shown) -> Option<Finding> {
    let at = plain(expression);
    match at.kind() {
        Kind::Identifier | Kind::Member | Kind::Subscript | Kind::Shorthand => named(project, at, shown),
        Kind::Template => Template(at).values().find_map(|it| logged(project, it, Shown::Text)),
        Kind::Object => at.children().find_map(|it| entry(project, it, shown)),
        Kind::Array => at.children().find_map(|it| logged(project, it, shown)),
        Kind::Spread => logged(project, at.children().next()?, shown),
        Kind::Binary => {
            let operator = at.field(Field::Operator)?.text();
            let shown = if operator == "+" { Shown::Text } else { shown };
            let sides = [at.field(Field::Left)?, at.field(Field::Right)?];
            matches!(operator, "+" | "??" | "||").then_some(())?;
            sides.into_iter().find_map(|it| logged(project, it, shown))
        }
        Kind::Ternary => {
            let sides = [at.field(Field::Consequence)?, at.field(Field::Alternative)?];
            sides.into_iter().find_map(|it| logged(project, it, shown))
        }
        Kind::Call => spelled(project, at),
        _ => None,
    }
}

/// Calls that hand on what they are given. What any other call returns is not known to be the secret: it may be masked.
fn spelled<'t>(project: &Project<'t>, at: Syntax<'t>) -> Option<Finding> {
    let call = Call::of(at)?;
    let names = call.chain();
    let text = call.args.first().copied();
    match names.as_slice() {
        ["JSON", "stringify"] if call.args.len() < 3 => {
            let replacer = call.args.get(1).is_some_and(|it| !it.is(&[Kind::Null, Kind::Undefined]));
            (!replacer).then_some(())?;
            logged(project, text?, Shown::Spelled)
        }
        ["util", "inspect"] | ["inspect"] => logged(project, text?, Shown::Spelled),
        ["String"] => logged(project, text?, Shown::Text),
        [.., owner, "get" | "getOrThrow"] if name_words(owner).iter().any(|it| it == "config" || it == "env") => {
            let key = literal(text?)?;
            let word = project.sensitive_word(key.rsplit('.').next()?)?;
            Some(Finding::at(at, format!("The setting `{key}` ({word}) is written to the log.")))
        }
        _ => None,
    }
}

fn entry<'t>(project: &Project<'t>, entry: Syntax<'t>, shown: Shown) -> Option<Finding> {
    if entry.kind() != Kind::Pair {
        return logged(project, entry, shown);
    }
    let value = plain(entry.field(Field::Value)?);
    let key = entry.field(Field::Key).filter(|it| it.kind() != Kind::Computed)?;
    let key = literal(key).unwrap_or(key.text());
    if project.sensitive_word(key).is_none() && whole(key).is_none() {
        return logged(project, value, shown);
    }
    // `{ token: tokenId }`: the value's own name decides, where it has one.
    logged(project, value, shown).or_else(|| {
        let names = chain(value);
        let own = names.last().filter(|it| !it.is_empty())?;
        let is_plain = value.is(&[Kind::Identifier, Kind::Member]) && !is_harmless(project, value);
        let word = project.sensitive_word(key).filter(|_| is_plain && name_words(own).len() == 1)?;
        (shown == Shown::Spelled || !is_redacted(project)).then_some(())?;
        Some(Finding::at(entry, format!("`{}` is written to the log as `{key}` ({word}).", value.text())).likely())
    })
}

/// `password`, `dto.password`, `req.headers['authorization']`; `dto`, `req.body`.
fn named<'t>(project: &Project<'t>, at: Syntax<'t>, shown: Shown) -> Option<Finding> {
    let index = at.field(Field::Index).and_then(literal);
    let names = if at.kind() == Kind::Subscript { vec![index?] } else { chain(at) };
    let name = *names.last()?;
    let is_enum = names.len() > 1 && names.first().is_some_and(|it| it.starts_with(char::is_uppercase));
    (!is_enum && !is_harmless(project, at)).then_some(())?;
    if let Some(word) = project.sensitive_word(name) {
        (shown != Shown::Whole || !is_redacted(project)).then_some(())?;
        let message = format!("`{}` ({word}) is written to the log, where whoever reads logs can use it.", at.text());
        let finding = Finding::at(at, message);
        let is_sure = PLAIN.contains(&word) || comes_from_request(at) || names.first() == Some(&"process");
        return Some(if is_sure { finding } else { finding.likely() });
    }
    (shown != Shown::Text).then_some(())?;
    let kind = whole(name)?;
    let is_answer = names.iter().rev().nth(1).is_some_and(|it| matches!(*it, "res" | "response"));
    (!is_answer && (shown == Shown::Spelled || !is_redacted(project))).then_some(())?;
    object(project, at, kind)
}

/// Words that name nothing but a secret; a `token` or a `pin` may be of another kind.
const PLAIN: [&str; 6] = ["password", "passwd", "passphrase", "authorization", "cvv", "privatekey"];

/// An object that is logged with every field it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// `req`, `headers`, `cookies`: they carry the caller's credentials.
    Request,
    /// `body`, `dto`, `user`: what they carry depends on their class.
    Body,
}

fn whole(name: &str) -> Option<Whole> {
    let words = name_words(name);
    let last = words.last()?.as_str();
    let count = words.len();
    match last {
        "headers" if count == 1 || words.first().is_some_and(|it| it.starts_with("req")) => Some(Whole::Request),
        "req" | "request" if count == 1 => Some(Whole::Request),
        "body" if count == 1 || words.first().is_some_and(|it| it.starts_with("req")) => Some(Whole::Body),
        "dto" => Some(Whole::Body),
        "user" if count == 1 || (count == 2 && words.first().is_some_and(|it| WHOSE.contains(&it.as_str()))) => {
            Some(Whole::Body)
        }
        _ => None,
    }
}

const WHOSE: [&str; 9] = ["current", "created", "new", "updated", "existing", "found", "saved", "the", "deleted"];

fn object<'t>(project: &Project<'t>, at: Syntax<'t>, kind: Whole) -> Option<Finding> {
    let text = at.text();
    if kind == Whole::Request {
        let message =
            format!("All of `{text}` is written to the log: with the `Authorization` header and the cookies.");
        // `request` may as well be some other object of that name.
        let finding = Finding::at(at, message);
        let is_sure = text.contains("headers") || comes_from_request(at);
        return Some(if is_sure { finding } else { finding.likely().severity(Severity::Medium) });
    }
    let held = project.held(at);
    let typed = held.as_ref().map_or("", |it| it.type_name());
    (!matches!(typed, "string" | "number" | "boolean")).then_some(())?;
    match project.class_named(at.file, typed).filter(|_| !typed.is_empty()) {
        Some(class) => match sensitive_property(project, class) {
            Some(field) => {
                let message = format!("All of `{text}` is written to the log, and `{typed}` has a field `{field}`.");
                Some(Finding::at(at, message))
            }
            None => {
                let message = format!(
                    "All of `{text}` is written to the log, and with it every field that `{typed}` gains later."
                );
                Some(Finding::at(at, message).severity(Severity::Low).likely())
            }
        },
        None => {
            let message = format!("All of `{text}` is written to the log, whatever personal data or secret it holds.");
            Some(Finding::at(at, message).severity(Severity::Medium).likely())
        }
    }
}

fn sensitive_property<'t>(project: &Project<'t>, class: &Class<'t>) -> Option<&'t str> {
    class.properties.iter().map(|it| it.name.text()).find(|it| project.sensitive_word(it).is_some())
}

fn comes_from_request(at: Syntax) -> bool {
    let Some(Binding::Parameter(parameter)) = binding(crate::syntax::root(at)) else { return false };
    let typed = parameter.field(Field::Type).map_or("", Syntax::text);
    parameter.children().any(|it| it.kind() == Kind::Decorator) || typed.contains("Request")
}

/// Whether the name stands for something that is no secret: a flag, or what a masking helper returned.
fn is_harmless<'t>(project: &Project<'t>, at: Syntax<'t>) -> bool {
    let held = project.held(at);
    if held.as_ref().is_some_and(|it| it.type_name() == "boolean") {
        return true;
    }
    let value = project.value(at);
    let from_call = Call::of(value).is_some_and(|it| is_mask(it.name));
    from_call || value.is(&[Kind::True, Kind::False, Kind::Unary, Kind::Number])
}

fn is_mask(name: &str) -> bool {
    let marks = ["mask", "redact", "sanit", "obfusc", "omit", "scrub", "hide", "strip", "safe", "slice", "substring"];
    let lower = name.to_ascii_lowercase();
    marks.iter().any(|it| lower.contains(it)) || name == "Boolean"
}

/// Whether the logger is set up to leave fields out.
fn is_redacted(project: &Project) -> bool {
    project.sets("redact")
}

/// `pinoHttp({…})` and `LoggerModule.forRoot({ pinoHttp: {…} })`: its own serializer writes every header.
fn http_logger(project: &Project, call: &Call) -> Option<Finding> {
    let own = call.name == "pinoHttp" && call.receiver.is_none() && project.comes_from(call.callee, "pino-http");
    let module = call.receiver.is_some_and(|it| it.text() == "LoggerModule");
    let options = match (own, module) {
        (true, _) => call.object(0)?,
        (_, true) => Object::of(project.value(call.object(0)?.get("pinoHttp")?))?,
        _ => return None,
    };
    let settled = ["redact", "serializers", "logger", "autoLogging", "enabled"];
    (!options.is_open() && !settled.iter().any(|it| options.has(it))).then_some(())?;
    let message = "`pino-http` writes every request header, and no `redact` leaves `authorization` and `cookie` out: \
                   each log line carries a token that works.";
    Some(Finding::at(call.callee, message))
}
