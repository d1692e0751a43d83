//! Values behind the message, which pino leaves out of the line.

use crate::finding::{Finding, Fix};
use crate::project::{Log, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "observability/dropped-log-value",
    title: "A logged value never reaches the log",
    severity: Severity::Medium,
    standard: &["S157"],
    refs: &["https://github.com/pinojs/pino/blob/main/docs/api.md#logging-method-parameters"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("dropped_log_value.md"),
    check: &[Check::Log(check)],
};

fn check(project: &Project, log: &Log) -> Option<Finding> {
    let call = &log.call;
    let (message, values) = call.args.split_first()?;
    let message = plain(*message);
    let is_text = message.is(&[Kind::String, Kind::Template]);
    (is_text && !values.is_empty() && !call.is_open() && !project.is_test(call.syntax)).then_some(())?;
    let lost = *values.get(holes(message.text()))?;
    (is_pino(project, log.receiver) && !project.sets("logMethod")).then_some(())?;
    let what = if is_error(lost) { "the error, with its stack," } else { "the value" };
    let text = format!(
        "pino puts what follows the message only in place of `%s`, `%o` and the like, and there is none for `{}`: {what} is \
         in no log.",
        short(lost)
    );
    let bound = bound(lost);
    let fix = bound.filter(|_| values.len() == 1).map(|it| {
        let fix = Fix::review("Log it as a field", "check whether it holds what must not be logged");
        fix.replace(message, it).replace(lost, message.text())
    });
    Some(Finding::at(lost, text).fix(fix))
}

/// How many values a message has room for.
fn holes(message: &str) -> usize {
    let parts = message.split('%').skip(1);
    parts.filter(|it| it.starts_with(['s', 'd', 'i', 'f', 'j', 'o', 'O', 'c'])).count()
}

/// `PinoLogger` of nestjs-pino, or a logger that pino itself made.
fn is_pino<'t>(project: &Project<'t>, receiver: Syntax<'t>) -> bool {
    let Some(held) = project.held(receiver) else { return false };
    let from = |name: Syntax<'t>, module: &str| {
        project.import_of(name.file, name.text()).is_some_and(|(it, _)| it.module == module)
    };
    let typed = held.annotation.as_ref().is_some_and(|it| match it.name {
        "PinoLogger" => from(it.syntax, "nestjs-pino"),
        "Logger" => from(it.syntax, "pino"),
        _ => false,
    });
    let made = held.value.and_then(|it| crate::project::Call::of(plain(it)));
    typed || made.is_some_and(|it| it.receiver.is_none() && from(it.callee, "pino"))
}

fn is_error(value: Syntax) -> bool {
    matches!(value.text(), "error" | "err" | "e" | "exception")
}

/// The value as fields of the line.
fn bound(value: Syntax) -> Option<String> {
    match value.kind() {
        Kind::Object => Some(value.text().to_owned()),
        Kind::Identifier if value.text() == "err" => Some("{ err }".into()),
        Kind::Identifier if is_error(value) => Some(format!("{{ err: {} }}", value.text())),
        Kind::Identifier => Some(format!("{{ {} }}", value.text())),
        _ => None,
    }
}

fn short(value: Syntax<'_>) -> &str {
    let text = value.text();
    if text.len() > 40 || text.contains('\n') { "it" } else { text }
}
