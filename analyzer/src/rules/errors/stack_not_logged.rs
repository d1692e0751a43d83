//! Log lines of a catch that leave out where the error comes from.

use crate::finding::{Finding, Fix};
use crate::project::{Log, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, Template, plain};

pub static RULE: Rule = Rule {
    id: "errors/stack-not-logged",
    title: "A failure is logged without its stack",
    severity: Severity::Low,
    standard: &["S159"],
    refs: &["https://docs.nestjs.com/techniques/logger"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("stack_not_logged.md"),
    check: &[Check::Log(check)],
};

fn check(project: &Project, log: &Log) -> Option<Finding> {
    let call = &log.call;
    matches!(call.name, "error" | "fatal").then_some(())?;
    (!project.is_test(call.syntax) && !project.is_script(call.syntax) && !call.is_open()).then_some(())?;
    project.class_of(call.syntax)?;
    let catch =
        call.syntax.ancestor(&[Kind::Catch, Kind::Method, Kind::Function]).filter(|it| it.kind() == Kind::Catch)?;
    let error = catch.field(Field::Parameter).filter(|it| it.kind() == Kind::Identifier)?.text();
    let body = catch.field(Field::Body)?;
    let shown = call.args.iter().find_map(|it| text_of(*it, error, 20))?;
    // What only logs has a rule of its own, unless nobody waits for an answer.
    let only_logs = body
        .children()
        .all(|it| it.kind() == Kind::Return || it.children().next().is_some_and(|it| project.is_log(it)));
    (!only_logs || project.owner(catch).runs_unasked()).then_some(())?;
    // Another line has it, or whoever gets the error next.
    (!keeps(body, error)).then_some(())?;
    let message = format!(
        "The line has `{}` and not the stack: it says what failed and not where, and nothing else in this catch keeps \
         the stack.",
        shown.text()
    );
    let is_nest = !log.is_console && call.args.len() == 1 && shown.kind() == Kind::Member;
    let fix = Fix::safe("Log the stack as well", "the line stays as it is, and the stack follows it");
    let first = call.args.first().filter(|_| is_nest);
    let dot = if shown.text().contains("?.") { "?." } else { "." };
    Some(Finding::at(shown, message).fix(first.map(|it| fix.after(*it, format!(", {error}{dot}stack")))))
}

/// The part of an argument that shows the text of the error.
fn text_of<'t>(argument: Syntax<'t>, error: &str, depth: usize) -> Option<Syntax<'t>> {
    let (at, left) = (plain(argument), depth.checked_sub(1)?);
    match at.kind() {
        Kind::Member => {
            (at.field(Field::Object)?.text() == error && at.field(Field::Property)?.text() == "message").then_some(at)
        }
        Kind::Template => {
            Template(at).values().find_map(|it| if it.text() == error { Some(it) } else { text_of(it, error, left) })
        }
        Kind::Binary => [Field::Left, Field::Right].into_iter().find_map(|it| text_of(at.field(it)?, error, left)),
        _ => None,
    }
}

/// Whether the error itself, or its stack, goes anywhere.
fn keeps(body: Syntax, error: &str) -> bool {
    let names = body.find_any(&[Kind::Identifier, Kind::Shorthand]).into_iter().filter(|it| it.text() == error);
    let is_kept = |it: Syntax| {
        let Some(holder) = it.parent() else { return false };
        match holder.kind() {
            Kind::Member => holder.field(Field::Property).is_some_and(|it| it.text() == "stack"),
            Kind::Arguments | Kind::Throw | Kind::Pair | Kind::Return | Kind::Object | Kind::Spread | Kind::As => true,
            _ => false,
        }
    };
    names.into_iter().any(is_kept)
}
