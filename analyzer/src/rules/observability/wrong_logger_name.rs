//! Loggers that carry no name, or the name of another class.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Class, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, plain};

pub static RULE: Rule = Rule {
    id: "observability/wrong-logger-name",
    title: "A logger does not carry the name of its class",
    severity: Severity::Low,
    standard: &["S156"],
    refs: &["https://docs.nestjs.com/techniques/logger#using-the-logger-for-application-logging"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("wrong_logger_name.md"),
    check: &[Check::New(&["Logger"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let at = call.syntax;
    (project.comes_from(call.callee, "@nestjs/common") && !project.is_test(at) && is_property(at)).then_some(())?;
    let class = project.class_of(at)?;
    let own = class.name.text();
    let Some(first) = call.args.first().copied() else {
        // `this.logger.debug(text, context)` names where it comes from each time.
        let named = project.calls_within(class.syntax).filter(|it| it.args.len() > 1);
        named.into_iter().all(|it| it.chain().get(1).is_none_or(|it| !is_own(it, at))).then_some(())?;
        let message = format!(
            "What `{own}` logs names no class: in the log of the whole application nobody sees where a line comes from."
        );
        let arguments = at.child(Kind::Arguments)?;
        let fix = Fix::safe(format!("Name it after `{own}`"), "only the name in front of each line changes");
        return Some(Finding::at(at, message).fix(fix.replace(arguments, format!("({own}.name)"))));
    };
    let other = other_class(project, class, plain(first))?;
    let message =
        format!("What `{own}` logs is signed with `{other}`: whoever looks for the cause searches the wrong file.");
    let fix = Fix::safe(format!("Name it after `{own}`"), "only the name in front of each line changes");
    Some(Finding::at(first, message).fix(fix.replace(first, format!("{own}.name"))))
}

/// Of a class, not in a function that makes a logger for someone else.
fn is_property(at: Syntax) -> bool {
    let mut around = at.ancestors().take_while(|it| it.kind() != Kind::ClassBody);
    around.any(|it| it.kind() == Kind::FieldDefinition) && at.function().is_none()
}

/// Whether `this.name` is the property that a logger is given to.
fn is_own(name: &str, logger: Syntax) -> bool {
    let property = logger.ancestor(&[Kind::FieldDefinition]).and_then(|it| it.field(Field::Name));
    property.is_some_and(|it| it.text() == name)
}

/// The other class of this project that `X.name` or `'X'` names.
fn other_class<'t>(project: &Project<'t>, class: &Class<'t>, name: Syntax<'t>) -> Option<&'t str> {
    let named = match literal(name) {
        Some(text) => text,
        None => {
            let owner = name.field(Field::Object).filter(|it| it.kind() == Kind::Identifier)?;
            name.field(Field::Property).filter(|it| it.text() == "name")?;
            owner.text()
        }
    };
    let other = project.class_named(class.syntax.file, named)?;
    let is_base = project.bases_of(class).any(|it| it.syntax == other.syntax);
    (other.syntax != class.syntax && named != class.name.text() && !is_base).then_some(named)
}
