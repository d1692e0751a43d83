//! Lines that go to the console instead of the logger.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Class, Log, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain, name_words, plain};

pub static RULE: Rule = Rule {
    id: "observability/console-log",
    title: "A line goes to the console instead of the logger",
    severity: Severity::Low,
    standard: &["S021"],
    refs: &["https://docs.nestjs.com/techniques/logger"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("console_log.md"),
    check: &[Check::Log(log), Check::New(&["ConsoleLogger"], own_logger)],
};

fn log(project: &Project, log: &Log) -> Option<Finding> {
    (log.is_console && is_running_code(project, &log.call)).then_some(())?;
    let class = project.class_of(log.call.syntax).filter(|it| is_backend(it))?;
    let field = class.logger();
    let switched = log.call.syntax.ancestors().any(is_switch);
    let lacks = if switched { "no level, no context" } else { "no level to filter by, no context" };
    let message = match field {
        Some(field) => format!(
            "`console.{}` bypasses `this.{field}` of `{}`: no level, no context, no redaction.",
            log.call.name,
            class.name.text()
        ),
        None => format!(
            "`console.{}` in `{}` bypasses the logger: {lacks}, no request id.",
            log.call.name,
            class.name.text()
        ),
    };
    let finding = Finding::at(log.call.callee, message).fix(field.and_then(|it| through(it, &log.call)));
    Some(if switched { finding.severity(Severity::Info) } else { finding })
}

/// `if (Planner.ENABLE_LOGGING)`: somebody turns the line on to look for a fault.
fn is_switch(syntax: Syntax) -> bool {
    let condition = syntax.field(Field::Condition).filter(|_| syntax.kind() == Kind::If);
    let words = condition.and_then(|it| chain(plain(it)).last().map(|it| name_words(it))).unwrap_or_default();
    words.iter().any(|it| matches!(it.as_str(), "log" | "logging" | "debug" | "verbose" | "trace"))
}

/// `new ConsoleLogger('X')` in a class.
fn own_logger(project: &Project, call: &Call) -> Option<Finding> {
    let is_own = project.comes_from(call.callee, "@nestjs/common") && is_running_code(project, call);
    let class = project.class_of(call.syntax).filter(|it| is_own && is_backend(it))?;
    let message = format!(
        "`{}` writes through a `ConsoleLogger` of its own, so the logger that the application is set up with never \
         sees these lines. `new Logger(…)` passes them on to it.",
        class.name.text()
    );
    Some(Finding::at(call.syntax, message))
}

/// Not what people start by hand, nor what runs before there is a logger.
fn is_running_code(project: &Project, call: &Call) -> bool {
    let starts = project.file(call.syntax).is_some_and(|it| it.name() == "main.ts");
    !starts && !project.is_test(call.syntax) && !project.is_script(call.syntax)
}

/// Loggers themselves write to the console, and so do Angular's components beside the backend.
fn is_backend(class: &Class) -> bool {
    let name = class.name.text();
    let front = ["Component", "Directive", "NgModule"].iter().any(|it| class.decorator(it).is_some());
    let commands = ["Command", "SubCommand"].iter().any(|it| class.decorator(it).is_some());
    let heritage = class.syntax.child(Kind::Heritage).map_or("", |it| it.text());
    let logs = name.ends_with("Logger") || name.ends_with("LoggerService") || heritage.contains("Logger");
    !front && !commands && !logs
}

/// One argument means the same to both; of more, the logger takes the last for a context or a stack.
fn through(field: &str, call: &Call) -> Option<Fix> {
    let level = match call.name {
        "log" | "info" => "log",
        "error" => "error",
        "warn" => "warn",
        "debug" => "debug",
        _ => return None,
    };
    let functions = call.syntax.ancestors().take_while(|it| it.kind() != Kind::ClassBody);
    let mut others = functions.filter(|it| it.is(&[Kind::Function, Kind::FunctionExpression]));
    let is_static =
        call.syntax.ancestor(&[Kind::Method]).is_some_and(|it| it.children().any(|it| it.text() == "static"));
    let single = call.args.len() == 1 && !call.is_open();
    (single && others.next().is_none() && !is_static).then_some(())?;
    let whole = call.syntax.field(Field::Function)?;
    let fix = Fix::safe("Log through the logger", "the same text, with a level and a context");
    Some(fix.replace(whole, format!("this.{field}.{level}")))
}
