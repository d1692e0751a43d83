//! A request-scoped provider, and all that becomes request-scoped with it.

use crate::finding::Finding;
use crate::project::{Class, Project, Role, Token, Wire};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "architecture/request-scope-spread",
    title: "Request scope spreads to every class above",
    severity: Severity::Info,
    standard: &["X009"],
    refs: &["https://docs.nestjs.com/fundamentals/provider-scopes#scope-hierarchy"],
    needs: &[],
    fix: FixKind::None,
    words: words!("request_scope_spread.md"),
    check: &[Check::Class(Role::Provider, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    // What declares the scope, or injects the request; all others only inherit it.
    let steps = project.request_scope(class)?;
    let is_source = steps.iter().all(|it| matches!(it.token, Token::Other(_) | Token::Text(_)));
    let options = class.decorators.iter().find_map(|it| it.options());
    let is_durable = options.and_then(|it| it.get("durable")).is_some_and(|it| it.kind() == Kind::True);
    (is_source && steps.len() < 2 && !is_durable && !project.is_test(class.syntax)).then_some(())?;
    let spread = project.spread_of(Token::Class(project.place_of(class.syntax)?));
    let others: Vec<&Wire> = spread.iter().filter(|it| matches!(it.into, Token::Class(_))).collect();
    let last = others.last()?;
    let name = class.name.text();
    let what = match others.len() {
        1 => format!("`{}`, which injects it, is", project.token_name(last.into)),
        many => format!("each of the {many} classes that need it, up to `{}`, is", project.token_name(last.into)),
    };
    let message = format!("`{name}` lives for one request, so {what} created anew for every request that reaches it.");
    let finding = Finding::at(class.name, message);
    Some(others.iter().take(6).fold(finding, |it, wire| {
        it.step(
            wire.syntax,
            format!("`{}` injects `{}`", project.token_name(wire.into), project.token_name(wire.token)),
        )
    }))
}
