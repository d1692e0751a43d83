//! Interceptors that do not hand on what the handler answers.

use crate::finding::Finding;
use crate::project::{Call, Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, returned};

pub static RULE: Rule = Rule {
    id: "api/interceptor-drops-answer",
    title: "An interceptor drops the handler's answer",
    severity: Severity::Medium,
    standard: &["S040"],
    refs: &["https://docs.nestjs.com/interceptors"],
    needs: &[],
    fix: FixKind::None,
    words: words!("interceptor_drops_answer.md"),
    check: &[Check::Class(Role::Interceptor, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let method = class.method("intercept")?;
    let (body, next) = (method.body?, method.parameters.get(1)?.name.text());
    (!project.is_test(class.syntax)).then_some(())?;
    let name = class.name.text();
    let own = |kind: Kind| body.find(kind).filter(move |it| it.function() == body.parent());
    let handle = format!("{next}.handle()");
    let runs = |it: Syntax| it.text().contains(&handle);
    let hands_on = own(Kind::Return).any(|it| returned(it).is_some_and(runs));
    let subscribed = own(Kind::Call).filter_map(Call::of).find(|it| {
        let statement = it.syntax.parent().is_some_and(|it| it.kind() == Kind::ExpressionStatement);
        it.name == "subscribe" && statement && it.receiver.is_some_and(runs)
    });
    if let Some(call) = subscribed {
        let message = match hands_on {
            true => {
                format!("`{name}` subscribes here and also returns `{handle}`: the handler runs twice for one request.")
            }
            false => format!(
                "`{name}` subscribes to `{handle}` instead of returning it: the handler runs, and its answer is lost."
            ),
        };
        return Some(Finding::at(call.callee, message));
    }
    if let Some(exit) = own(Kind::Return).find(|it| returned(*it).is_none()) {
        let message =
            format!("`{name}` returns nothing here, so Nest has no stream to answer from: the request fails.");
        return Some(Finding::at(exit, message));
    }
    let decides = own(Kind::Return).next().is_some() || own(Kind::Throw).next().is_some();
    let message =
        format!("`{name}` never returns `{handle}`, so Nest has no stream to answer from: every request fails.");
    (!decides).then(|| Finding::at(method.name, message))
}
