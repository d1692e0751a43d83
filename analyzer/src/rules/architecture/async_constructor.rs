//! Asynchronous work that a constructor starts and nobody waits for.

use crate::finding::Finding;
use crate::project::{Call, Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "architecture/async-constructor",
    title: "A constructor starts work that nobody waits for",
    severity: Severity::Medium,
    standard: &["X014"],
    refs: &[
        "https://docs.nestjs.com/fundamentals/lifecycle-events",
        "https://docs.nestjs.com/fundamentals/async-providers",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("async_constructor.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let body = class.method("constructor")?.body?;
    (!project.is_test(class.syntax)).then_some(())?;
    // Only what the constructor itself runs and drops: not what it stores, nor what its callbacks do later.
    let own = |it: &Syntax| it.function().is_some_and(|it| it.kind() == Kind::Method);
    let statements = body.find(Kind::ExpressionStatement).filter(own);
    let (call, what) = statements.filter_map(|it| started(class, it)).next()?;
    let target = project.target(&call);
    let catches = target.and_then(|it| it.body).is_some_and(|it| it.find(Kind::Try).next().is_some());
    let effect = if catches {
        "requests that come meanwhile find it unfinished"
    } else {
        "if it fails, the rejection is unhandled and ends the process"
    };
    let name = class.name.text();
    let message =
        format!("The constructor of `{name}` starts {what} and returns. Nest goes on before it is done, and {effect}.");
    let finding = Finding::at(call.syntax, message);
    let finding = if catches { finding.likely() } else { finding };
    Some(target.into_iter().fold(finding, |it, method| it.step(method.name, "asynchronous")))
}

/// An asynchronous call that stands alone.
fn started<'t>(class: &Class<'t>, statement: Syntax<'t>) -> Option<(Call<'t>, String)> {
    let expression = statement.children().next()?;
    // `void this.load()`
    let expression =
        expression.field(Field::Argument).filter(|_| expression.kind() == Kind::Unary).unwrap_or(expression);
    let call = Call::of(plain(expression))?;
    if let ["this", name] = call.chain().as_slice() {
        let method = class.method(name)?;
        let waits = method.body?.find(Kind::Await).any(|it| it.function() == Some(method.syntax));
        return (method.modifiers.contains(&"async") && waits).then(|| (call.clone(), format!("`{}`", call.name)));
    }
    // `(async () => { … })()`
    let function = plain(call.callee);
    let is_async = function.is(&[Kind::Arrow, Kind::FunctionExpression]) && function.text().starts_with("async");
    let waits = function.find(Kind::Await).any(|it| it.function() == Some(function));
    let catches = function.find(Kind::Try).next().is_some();
    (is_async && waits && !catches).then(|| (call.clone(), "an async function".to_owned()))
}
