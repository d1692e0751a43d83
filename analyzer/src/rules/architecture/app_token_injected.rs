//! `APP_GUARD` and its like, asked for as if it were a provider.

use crate::finding::Finding;
use crate::project::{Call, Project, Wire};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Syntax, plain};

pub static RULE: Rule = Rule {
    id: "architecture/app-token-injected",
    title: "An `APP_*` token is injected, but provides nothing",
    severity: Severity::High,
    standard: &["X005", "S190"],
    refs: &["https://docs.nestjs.com/guards#binding-guards"],
    needs: &[],
    fix: FixKind::None,
    words: words!("app_token_injected.md"),
    check: &[Check::Wire(injected), Check::Call(&["get", "resolve"], asked)],
};

fn injected(project: &Project, wire: &Wire) -> Option<Finding> {
    let inject = wire.syntax.descendants().chain([wire.syntax]).find(|it| is_app_token(project, *it))?;
    (!wire.is_optional).then(|| finding(inject))
}

fn asked(project: &Project, call: &Call) -> Option<Finding> {
    let token = plain(*call.args.first()?);
    is_app_token(project, token).then(|| finding(token))
}

fn finding(token: Syntax) -> Finding {
    let name = token.text();
    let message = format!(
        "Nest registers what is provided as `{name}` under a random token, so nothing has that name and this injection \
         fails at start. Provide the class itself and let `{name}` point at it with `useExisting`."
    );
    Finding::at(token, message)
}

fn is_app_token(project: &Project, name: Syntax) -> bool {
    matches!(name.text(), "APP_GUARD" | "APP_PIPE" | "APP_INTERCEPTOR" | "APP_FILTER")
        && project.comes_from(name, "@nestjs/core")
}
