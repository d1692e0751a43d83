//! Parameters that are typed as numbers or booleans and arrive as text.

use crate::finding::{Finding, Fix};
use crate::project::{Parameter, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "validation/number-is-text",
    title: "A parameter typed as number or boolean arrives as text",
    severity: Severity::Medium,
    standard: &["S041"],
    refs: &["CWE-704", "https://docs.nestjs.com/pipes#built-in-pipes"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("number_is_text.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let bound = parameter.decorators.iter().find(|it| matches!(it.name, "Param" | "Query"))?;
    let (key, pipes) = bound.args.split_first()?;
    let wanted = parameter.annotation.as_ref()?.core().text();
    let pipe = match wanted {
        "number" => "ParseIntPipe",
        "boolean" => "ParseBoolPipe",
        _ => return None,
    };
    let fills_in = |it: &Syntax| it.field(Field::Constructor).is_some_and(|it| it.text() == "DefaultValuePipe");
    (key.kind() == Kind::String && pipes.iter().all(fills_in) && parameter.decorators.len() == 1).then_some(())?;
    (route.own_pipes().next().is_none() && !project.is_test(parameter.syntax)).then_some(())?;
    let converts = project.converts_primitives();
    (converts == Some(false) || (converts.is_none() && project.sees_no_pipe())).then_some(())?;
    let name = parameter.name.text();
    (!is_converted(route.method.body?, name)).then_some(())?;
    let consequence = match wanted {
        "number" => "a calculation joins texts, and a database refuses it",
        _ => "`'false'` counts as true",
    };
    let message =
        format!("`{name}` is typed `{wanted}`, and nothing makes one of the text that arrives: {consequence}.");
    let reason = "other values are then answered with 400; with decimals `ParseFloatPipe` is meant";
    let is_optional = bound.name == "Query" && pipes.is_empty();
    let text = if is_optional { format!(", new {pipe}({{ optional: true }})") } else { format!(", {pipe}") };
    let last = bound.args.last()?;
    let fix = Fix::review(format!("Convert it with `{pipe}`"), reason).after(*last, text);
    let fix = project.bring(fix, parameter.syntax, pipe, "@nestjs/common");
    let finding = Finding::at(parameter.syntax, message).fix(fix);
    Some(if converts.is_none() { finding.likely() } else { finding })
}

/// `+id`, `Number(id)`, `parseInt(id, 10)`, `flag === 'true'`
fn is_converted(body: Syntax, name: &str) -> bool {
    let uses = body.find(Kind::Identifier).filter(|it| it.text() == name);
    uses.into_iter().any(|it| {
        let Some(parent) = it.parent() else { return false };
        match parent.kind() {
            Kind::Unary => parent.text().starts_with('+'),
            Kind::Binary => parent.text().contains(['\'', '"']),
            Kind::As => true,
            Kind::Arguments => parent.parent().and_then(|it| it.field(Field::Function)).is_some_and(|it| {
                matches!(
                    it.text(),
                    "Number" | "parseInt" | "parseFloat" | "Number.parseInt" | "Boolean" | "String" | "BigInt"
                )
            }),
            _ => false,
        }
    })
}
