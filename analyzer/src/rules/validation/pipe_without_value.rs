//! Pipes that hand nothing on.

use crate::finding::Finding;
use crate::project::{Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, returned};

pub static RULE: Rule = Rule {
    id: "validation/pipe-without-value",
    title: "A pipe returns nothing",
    severity: Severity::High,
    standard: &["S041"],
    refs: &["https://docs.nestjs.com/pipes#custom-pipes"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("pipe_without_value.md"),
    check: &[Check::Class(Role::Any, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let method = class.method("transform")?;
    let is_pipe = class.syntax.child(Kind::Heritage).is_some_and(|it| it.text().contains("PipeTransform"));
    (is_pipe && !project.is_test(class.syntax)).then_some(())?;
    let (body, value) = (method.body?, method.parameters.first()?.name);
    let own = |kind: Kind| body.find(kind).filter(move |it| it.function() == Some(method.syntax));
    let name = class.name.text();
    if let Some(bare) = own(Kind::Return).find(|it| returned(*it).is_none()) {
        let message = format!("`{name}` returns `undefined` here: the handler gets that in place of the value.");
        let fix = (value.kind() == Kind::Identifier).then(|| handed_on(bare, value));
        return Some(Finding::at(bare, message).fix(fix));
    }
    let last = body.children().last();
    let ends = |it: Syntax| it.is(&[Kind::Throw, Kind::Return]);
    let leaves = own(Kind::Return).next().is_some() || last.is_some_and(ends);
    let message =
        format!("`{name}` returns nothing, so every handler that it serves gets `undefined` in place of the value.");
    (!leaves && last.is_some()).then(|| Finding::at(method.name, message))
}

fn handed_on(bare: Syntax, value: Syntax) -> crate::finding::Fix {
    let reason = "the handler then gets the value as it came";
    crate::finding::Fix::review("Return the value", reason).replace(bare, format!("return {};", value.text()))
}
