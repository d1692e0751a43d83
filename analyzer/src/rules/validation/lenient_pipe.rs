//! A `ValidationPipe` that lets through what no class declares, or leaves checks out.

use crate::finding::{Finding, Fix};
use crate::project::{Decorator, Entry, EntryKind, Pipe, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "validation/lenient-pipe",
    title: "The ValidationPipe is set up too leniently",
    severity: Severity::High,
    standard: &["S048", "S143"],
    refs: &[
        "CWE-915",
        "CWE-20",
        "https://docs.nestjs.com/techniques/validation",
        "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("lenient_pipe.md"),
    check: &[Check::Pipe(&["ValidationPipe"], check)],
};

fn check(project: &Project, pipe: &Pipe) -> Option<Finding> {
    let name = pipe.syntax.field(Field::Constructor).unwrap_or(pipe.syntax);
    project.comes_from(name, "@nestjs/common").then_some(())?;
    let is_test = project.is_test(pipe.syntax);
    // What a global pipe has already stripped, a second one need not.
    (is_test || pipe.is_global || !project.is_guarded_by_pipe()).then_some(())?;
    let options = match pipe.options {
        Some(it) => Some(project.options(it)?),
        None => None,
    };
    let finding = fault(project, pipe, options)?;
    Some(match (is_test, pipe.is_global) {
        (true, _) => finding.severity(Severity::Low),
        (false, true) => finding,
        (false, false) if finding.severity.is_none() => finding.severity(Severity::Medium),
        (false, false) => finding,
    })
}

fn fault<'t>(project: &Project<'t>, pipe: &Pipe<'t>, options: Option<Object<'t>>) -> Option<Finding> {
    let setting = |key: &str| options.map_or(Setting::Absent, |it| project.setting(it, key));
    let is = |key: &str, kind: Kind| setting(key).value().filter(|it| project.constant(*it).kind() == kind);
    let open = setting("whitelist") == Setting::Absent || is("whitelist", Kind::False).is_some();
    if open {
        (!is_behind_schema(project, pipe)).then_some(())?;
        let what = if options.is_some() { "this `ValidationPipe`" } else { "A `ValidationPipe` without options" };
        let message = match is("whitelist", Kind::False) {
            Some(_) => "`whitelist: false` lets every property that a client sends reach the handlers.".to_owned(),
            None if options.is_some() => format!(
                "Without `whitelist`, {what} lets every property that a client sends reach the handlers, declared or \
                 not."
            ),
            None => format!("{what} lets every property that a client sends reach the handlers, declared or not."),
        };
        return Some(Finding::at(pipe.syntax, message).fix(strict(pipe, options, is("whitelist", Kind::False))));
    }
    if let Some(value) = is("skipMissingProperties", Kind::True) {
        let message = "`skipMissingProperties` skips the checks of whatever is left out, so required properties may be \
                       missing.";
        return Some(Finding::at(value, message));
    }
    let value = is("disableErrorMessages", Kind::True)?;
    let message = "`disableErrorMessages` answers 400 without a reason, also to those who write the client.";
    Some(Finding::at(value, message).severity(Severity::Low))
}

/// Whether what it checks comes through GraphQL alone, whose schema refuses what no input type declares.
fn is_behind_schema(project: &Project, pipe: &Pipe) -> bool {
    let own =
        |it: &&Entry| !project.is_test(it.method.syntax) && project.same_app(it.method.syntax.file, pipe.syntax.file);
    let mut has_schema = false;
    for entry in project.entries.iter().filter(own) {
        let reads = |it: &Decorator| matches!(it.name, "Body" | "Query");
        match entry.kind {
            EntryKind::GraphQl => has_schema = true,
            EntryKind::Socket | EntryKind::Message => return false,
            EntryKind::Http if entry.method.parameters.iter().flat_map(|it| &it.decorators).any(reads) => return false,
            _ => {}
        }
    }
    has_schema
}

/// With `whitelist` and `forbidNonWhitelisted`.
fn strict(pipe: &Pipe, options: Option<Object>, wrong: Option<Syntax>) -> Option<Fix> {
    let reason = "requests with properties that have no validator are then answered with 400";
    let mut fix = Fix::review("Refuse undeclared properties", reason);
    if let Some(value) = wrong {
        fix = fix.replace(value, "true");
    }
    let is_missing = |key: &str| options.is_none_or(|it| !it.has(key));
    let keys = ["whitelist", "forbidNonWhitelisted"].into_iter().filter(|it| is_missing(it));
    let entries: Vec<String> = keys.map(|it| format!("{it}: true")).collect();
    match options {
        Some(options) if !entries.is_empty() => Some(fix.add_entries(options, &entries)),
        Some(_) => Some(fix),
        None => {
            let list = pipe.syntax.field(Field::Arguments)?;
            Some(fix.replace(list, format!("({{ {} }})", entries.join(", "))))
        }
    }
}
