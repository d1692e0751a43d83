//! Middleware with a path that neither calls `next` nor answers.

use crate::finding::Finding;
use crate::project::{Class, Ending, Project, Role, ending, may_answer};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "api/middleware-without-next",
    title: "A middleware leaves requests hanging",
    severity: Severity::Medium,
    standard: &["S038"],
    refs: &["https://docs.nestjs.com/middleware"],
    needs: &[],
    fix: FixKind::None,
    words: words!("middleware_without_next.md"),
    check: &[Check::Class(Role::Middleware, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let method = class.method("use")?;
    let [_, response, next] = method.parameters.as_slice() else { return None };
    let (body, response, next) = (method.body?, response.name.text(), next.name.text());
    let settles = |code: Syntax| {
        code.descendants()
            .chain([code])
            .filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]))
            .any(|it| it.text() == next || (it.text() == response && may_answer(it)))
    };
    let place = match ending(body, &settles) {
        Ending::Settled => return None,
        Ending::Left(it) => it,
        Ending::Open => method.name,
    };
    let message = format!(
        "`{}` {} without calling `{next}()` and without an answer: such a request hangs until the client gives up.",
        class.name.text(),
        if place == method.name { "can reach its end" } else { "returns here" },
    );
    (!project.is_test(class.syntax)).then(|| Finding::at(place, message))
}
