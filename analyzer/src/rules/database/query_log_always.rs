//! A client that writes every query into the log, wherever it runs.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax, literal, plain};

pub static RULE: Rule = Rule {
    id: "database/query-log-always",
    title: "Every query is logged, in production as well",
    severity: Severity::Low,
    standard: &["X100"],
    refs: &["CWE-532", "https://www.prisma.io/docs/orm/prisma-client/observability-and-logging/logging"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("query_log_always.md"),
    check: &[Check::New(&["PrismaClient"], check), Check::Call(&["super"], inherited)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (!project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let log = plain(call.object(0)?.get("log")?);
    let entry = log.children().find(|it| is_query(*it)).filter(|_| log.kind() == Kind::Array)?;
    let message = "Each query goes to the log in every environment: its text is most of what is logged under load, and \
                   the values in it, such as names and addresses in raw SQL, stay there.";
    let reason = "other levels stay; where queries are read while developing, tie them to the environment";
    let all: Vec<Syntax> = log.children().collect();
    let kept: Vec<&str> = all.iter().filter(|it| **it != entry).map(|it| it.text()).collect();
    let fix = Fix::review("Log no queries", reason).replace(log, format!("[{}]", kept.join(", ")));
    Some(Finding::at(entry, message).fix(fix))
}

/// `super({ log: ['query'] })` of a class that is a client.
fn inherited(project: &Project, call: &Call) -> Option<Finding> {
    let class = project.class_of(call.syntax)?;
    let is_client = class.extends.as_ref().is_some_and(|it| it.name == "PrismaClient");
    is_client.then(|| check(project, call))?
}

/// `'query'`, `{ emit: 'stdout', level: 'query' }`; an event is for whoever listens.
fn is_query(entry: Syntax) -> bool {
    let object = Object::of(entry);
    let says = |key: &str, value: &str| object.and_then(|it| it.get(key)).and_then(literal) == Some(value);
    literal(entry) == Some("query") || says("level", "query") && !says("emit", "event")
}
