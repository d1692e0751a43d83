//! Patterns that take exponential time on text that the client chooses.

use crate::finding::Finding;
use crate::project::{Binding, Call, Class, Project, Property, Role, ambiguous, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain, root};

pub static RULE: Rule = Rule {
    id: "performance/slow-regex",
    title: "A short text can keep this pattern busy for minutes",
    severity: Severity::Medium,
    standard: &["X061"],
    refs: &["CWE-1333", "https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS"],
    needs: &[],
    fix: FixKind::None,
    words: words!("slow_regex.md"),
    check: &[
        Check::Property(property),
        Check::Call(&["test", "exec", "match", "matchAll", "replace", "replaceAll", "search", "split"], call),
    ],
};

/// `@Matches(/…/)` of what a request is read into.
fn property(project: &Project, _: &Class, property: &Property) -> Option<Finding> {
    let matches = property.decorators.iter().find(|it| it.name == "Matches")?;
    let is_short = property.decorators.iter().any(|it| matches!(it.name, "MaxLength" | "Length"));
    (!is_short && !project.is_test(property.syntax)).then_some(())?;
    let pattern = project.constant(*matches.args.first()?);
    let message = describe(pattern, &format!("`{}` of a request", property.name.text()))?;
    Some(Finding::at(*matches.args.first()?, message))
}

/// `/…/.test(text)`, `text.match(/…/)` on a parameter of a handler or of a method that a handler calls.
fn call(project: &Project, call: &Call) -> Option<Finding> {
    let receiver = call.receiver?;
    let (pattern, text) = match call.name {
        "test" | "exec" => (receiver, *call.args.first()?),
        _ => (*call.args.first()?, receiver),
    };
    let pattern = project.constant(pattern);
    (pattern.kind() == Kind::Regex && !project.is_test(call.syntax)).then_some(())?;
    let class = project.class_of(call.syntax)?;
    (class.is(Role::Provider) || class.is(Role::Controller) || class.is(Role::Guard)).then_some(())?;
    let method = project.method_around(call.syntax)?;
    let name = root(plain(text));
    let Some(Binding::Parameter(parameter)) = binding(name) else { return None };
    let is_own = parameter.parent().and_then(Syntax::parent) == Some(method.syntax);
    (is_own && project.is_asked(&method) && !method.syntax.text().contains(".length")).then_some(())?;
    let message = describe(pattern, &format!("`{}`", text.text().lines().next().unwrap_or_default()))?;
    Some(Finding::at(call.syntax, message).likely())
}

fn describe(pattern: Syntax, text: &str) -> Option<String> {
    (pattern.kind() == Kind::Regex).then_some(())?;
    let source = pattern.field(Field::Pattern)?.text();
    let group = ambiguous(source)?;
    Some(format!(
        "`{group}` can match the same characters in many ways: when the end of {text} does not match, each further \
         character doubles the time, and thirty of them stop the process."
    ))
}
