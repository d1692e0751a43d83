//! Classes for everybody's requests in which the sender may name a role or another privilege.

use crate::finding::Finding;
use crate::project::{AccessState, Class, Intake, Project, Property, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "validation/privileged-property",
    title: "Anyone may give themselves a role",
    severity: Severity::Medium,
    standard: &["S155"],
    refs: &[
        "CWE-915",
        "CWE-269",
        "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("privileged_property.md"),
    check: &[Check::Property(check)],
};

/// What decides what an account may do.
const PRIVILEGES: [&str; 18] = [
    "role",
    "roles",
    "roleId",
    "roleIds",
    "isAdmin",
    "admin",
    "isSuperuser",
    "isSuperAdmin",
    "isStaff",
    "permissions",
    "permission",
    "scopes",
    "isVerified",
    "verified",
    "emailVerified",
    "isEmailVerified",
    "userType",
    "accountType",
];

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let name = property.name.text();
    (PRIVILEGES.contains(&name) && project.is_validated(property) && !project.is_test(class.syntax)).then_some(())?;
    let intakes = project.intakes_of(class).iter().filter(|it| it.part == "Body" && !it.is_held && !it.is_cut);
    let (intake, route, who) = intakes.into_iter().find_map(|it| {
        let route = project.routes.get(it.route)?;
        Some((it, route, for_all(project, it, route)?))
    })?;
    let message = format!(
        "`{}` is open to {who}, and its class `{}` takes `{name}` from the sender, who may choose any value the \
         validators allow.",
        route.label(),
        class.name.text(),
    );
    Some(Finding::at(property.name, message).step(intake.parameter, "requests are read into it here").to_check())
}

/// Who may send the request, if that is not a few and it is about an account.
fn for_all(project: &Project, intake: &Intake, route: &Route) -> Option<&'static str> {
    let access = project.access_of(intake.parameter)?;
    let about = ["user", "users", "account", "accounts", "profile", "register", "signup", "registration", "me"];
    let names = [route.class.name.text(), route.method.name.text(), &route.label(), intake.parameter.text()].join(" ");
    let words = name_words(&names);
    let signs_up = words.windows(2).any(|it| it == ["sign", "up"]);
    (signs_up || words.iter().any(|it| about.contains(&it.as_str()))).then_some(())?;
    match access.state {
        AccessState::Opened(_) | AccessState::ForStrangers => Some("strangers"),
        AccessState::Bare => Some("everybody"),
        AccessState::Guarded(_) => project.is_open_to_accounts(access).then_some("every account"),
        AccessState::Unseen => None,
    }
}
