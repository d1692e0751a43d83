//! Text from outside that is read as JSON without a plan for when it is none.

use crate::finding::Finding;
use crate::project::{Binding, Call, Parameter, Project, Receiver, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain, root};

pub static RULE: Rule = Rule {
    id: "errors/unguarded-json-parse",
    title: "Broken JSON from outside ends in status 500",
    severity: Severity::Low,
    standard: &["X102"],
    refs: &["CWE-755"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unguarded_json_parse.md"),
    check: &[Check::Call(&["parse"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (call.callee.text() == "JSON.parse" && !project.is_test(call.syntax) && !project.is_script(call.syntax))
        .then_some(())?;
    let text = plain(*call.args.first()?);
    let within = call.syntax.ancestors().take_while(|it| it.kind() != Kind::Method);
    let is_guarded = within.filter(|it| it.kind() == Kind::Try).any(|it| {
        it.field(Field::Handler).is_some() && it.field(Field::Body).is_some_and(|it| it.contains(call.syntax))
    });
    (!is_guarded).then_some(())?;
    if let Some(part) = request_part(text) {
        let name = project.owner(call.syntax).name;
        let message = format!(
            "`{}` comes from the request ({part}): when it is no JSON, `{name}` throws a `SyntaxError`, which Nest answers with 500.",
            text.text()
        );
        return Some(Finding::at(call.syntax, message));
    }
    let read = Call::of(project.value(text)).filter(|it| matches!(it.name, "get" | "hget" | "lpop" | "rpop"))?;
    let from = if project.is_called_on(&read, Receiver::Redis) {
        "Redis"
    } else if project.is_called_on(&read, Receiver::Cache) {
        "the cache"
    } else {
        return None;
    };
    let message = format!(
        "One entry in {from} that is no JSON, or of an older form, makes every call that reads it fail until it expires: nothing catches what this throws."
    );
    Some(Finding::at(call.syntax, message).likely())
}

/// The part of the request that a name is bound to.
fn request_part(text: Syntax<'_>) -> Option<String> {
    let Some(Binding::Parameter(parameter)) = binding(root(text)) else { return None };
    let parts = ["Body", "Query", "Param", "Headers", "Cookies"];
    let decorators = Parameter::of(parameter)?.decorators;
    let found = decorators.iter().find(|it| parts.contains(&it.name) && it.args.len() < 2)?;
    Some(format!("`@{}`", found.name))
}
