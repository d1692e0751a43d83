//! Handlers that take the whole request to read who is calling.

use crate::finding::Finding;
use crate::project::{Class, Parameter, Project, Role, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "stack/raw-request-user",
    title: "The caller is read from the raw request",
    severity: Severity::Info,
    standard: &["S078"],
    refs: &["https://docs.nestjs.com/custom-decorators#param-decorators"],
    needs: &[],
    fix: FixKind::None,
    words: words!("raw_request_user.md"),
    check: &[Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    (!project.is_test(class.syntax)).then_some(())?;
    let raw: Vec<&Parameter> = project.routes_of(class).filter(|it| !signs_in(it)).filter_map(only_user).collect();
    let parameter = raw.first()?;
    let others = match raw.len() {
        1 => String::new(),
        2 => " Another handler does the same.".to_owned(),
        count => format!(" {} more handlers do the same.", count - 1),
    };
    let kind = if parameter.annotation.is_some() { "" } else { ", without a type" };
    let message = format!(
        "`{name}` is the whole request{kind}, and only `{name}.user` is read: a decorator such as `@CurrentUser()` \
         gives that alone, with its type.{others}",
        name = parameter.name.text(),
    );
    Some(Finding::at(parameter.syntax, message))
}

/// Passport puts the account there that has just signed in.
fn signs_in(route: &Route) -> bool {
    let guards = route.method.decorators.iter().filter(|it| it.name == "UseGuards").flat_map(|it| it.args.iter());
    let ways = ["local", "google", "github", "facebook", "apple", "microsoft", "oauth", "oidc", "saml", "ldap"];
    guards.into_iter().any(|it| ways.iter().any(|way| it.text().to_ascii_lowercase().contains(way)))
}

/// The parameter for the whole request, if nothing but `user` is read of it.
fn only_user<'r, 't>(route: &'r Route<'t>) -> Option<&'r Parameter<'t>> {
    let bound = |it: &&Parameter| it.decorators.iter().any(|it| matches!(it.name, "Req" | "Request"));
    let parameter = route.method.parameters.iter().find(bound)?;
    let name = parameter.name.text();
    let uses: Vec<Syntax> = route.method.body?.find(Kind::Identifier).filter(|it| it.text() == name).collect();
    let is_user = |it: &Syntax| {
        let member = it.parent().filter(|it| it.kind() == Kind::Member);
        member.and_then(|it| it.field(Field::Property)).is_some_and(|it| it.text() == "user")
    };
    (parameter.name.kind() == Kind::Identifier && !uses.is_empty() && uses.iter().all(is_user)).then_some(parameter)
}
