//! `@Res()` in a handler that returns its answer: nobody sends it.

use crate::finding::{Finding, Fix};
use crate::project::{Parameter, Project, Route, may_answer};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, returned};

pub static RULE: Rule = Rule {
    id: "api/res-without-passthrough",
    title: "A returned answer is never sent",
    severity: Severity::High,
    standard: &["X008"],
    refs: &["https://docs.nestjs.com/controllers#library-specific-approach"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("res_without_passthrough.md"),
    check: &[Check::Parameter(check)],
};

fn check(project: &Project, route: &Route, parameter: &Parameter) -> Option<Finding> {
    let decorator = parameter.decorators.iter().find(|it| matches!(it.name, "Res" | "Response"))?;
    let decides = route.method.parameters.iter().any(|it| it.decorators.iter().any(|it| it.name == "Next"));
    let renders = route.method.decorators.iter().any(|it| matches!(it.name, "Render" | "Redirect" | "Sse"));
    (decorator.args.is_empty() && !decides && !renders && !project.is_test(parameter.syntax)).then_some(())?;
    (parameter.name.kind() == Kind::Identifier).then_some(())?;
    let (body, name) = (route.method.body?, parameter.name.text());
    let uses: Vec<Syntax> = body.find(Kind::Identifier).filter(|it| it.text() == name).collect();
    (!uses.iter().any(|it| may_answer(*it))).then_some(())?;
    let function = body.parent();
    let own = body.find(Kind::Return).filter(|it| it.function() == function).filter_map(returned);
    let answer = own.filter(|it| !matches!(it.text(), "undefined" | "null")).last()?;
    let message = format!(
        "`{}` returns `{}`, but with `@{}()` Nest leaves the answer to the code, and nothing here sends it: the request \
         hangs until the client gives up.",
        route.label(),
        short(answer.text()),
        decorator.name,
    );
    let reason = "Nest then sends what is returned, with its own status and serialization";
    let fix = Fix::review("Let Nest send what is returned", reason)
        .replace(decorator.syntax, format!("@{}({{ passthrough: true }})", decorator.name));
    Some(Finding::at(decorator.syntax, message).fix(fix).step(answer, "this is returned"))
}

fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() > 60 || line.len() < text.len() { "a value".to_owned() } else { line.to_owned() }
}
