//! Ids written into the text of log lines, where the logger keeps fields.

use crate::finding::Finding;
use crate::project::{Log, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "observability/interpolated-log",
    title: "Log lines hold their values as text",
    severity: Severity::Info,
    standard: &["S157"],
    refs: &["https://github.com/pinojs/pino/blob/main/docs/api.md#mergingobject-object"],
    needs: &[],
    fix: FixKind::None,
    words: words!("interpolated_log.md"),
    check: &[Check::Log(check)],
};

/// Loggers that write a line as an object.
const STRUCTURED: [&str; 5] = ["pino", "nestjs-pino", "pino-http", "winston", "nest-winston"];

fn check(project: &Project, log: &Log) -> Option<Finding> {
    is_text(project, log).then_some(())?;
    // One finding says it all.
    let first = project.logs.iter().find(|it| is_text(project, it))?;
    (first.call.syntax == log.call.syntax && writes_objects(project)).then_some(())?;
    let count = project.logs.iter().filter(|it| is_text(project, it)).count();
    let more = match count {
        1 => String::new(),
        2 => " One more line does so.".to_owned(),
        _ => format!(" {} more lines do so.", count - 1),
    };
    let message = format!(
        "The values of this line are part of its text, in a project whose logger writes fields: it cannot be found by id, \
         and lines of one kind cannot be counted.{more}"
    );
    Some(Finding::at(*log.call.args.first()?, message))
}

fn writes_objects(project: &Project) -> bool {
    let listed = |it: &crate::project::Manifest| STRUCTURED.iter().any(|name| it.dependency(name).is_some());
    project.manifests.iter().any(listed) || project.imports.iter().any(|it| STRUCTURED.contains(&it.module))
}

/// A message of a service with a value in it.
fn is_text(project: &Project, log: &Log) -> bool {
    let Some(message) = log.call.args.first().map(|it| plain(*it)) else { return false };
    let built = match message.kind() {
        Kind::Template => message.child(Kind::Substitution).is_some(),
        Kind::Binary => {
            message.field(Field::Operator).is_some_and(|it| it.text() == "+")
                && message.find(Kind::String).next().is_some()
        }
        _ => false,
    };
    let at: Syntax = log.call.syntax;
    built && !log.is_console && project.class_of(at).is_some() && !project.is_test(at) && !project.is_script(at)
}
