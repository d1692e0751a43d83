//! New passwords that may be short.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Decorator, Project, Property};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::name_words;

pub static RULE: Rule = Rule {
    id: "validation/short-password",
    title: "A new password may be short",
    severity: Severity::Medium,
    standard: &["S147"],
    refs: &["CWE-521", "https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("short_password.md"),
    check: &[Check::Property(check)],
};

/// The fewest characters that NIST asks for.
const FEWEST: i64 = 8;

fn check(project: &Project, class: &Class, property: &Property) -> Option<Finding> {
    let name = property.name.text();
    let words = name_words(name);
    let last = words.last().map_or("", String::as_str);
    let kept = ["old", "current", "existing", "previous", "confirm", "confirmation", "repeat", "hash", "hashed", "db"];
    let is_new = last == "password" && words.len() <= 2 && !words.iter().any(|it| kept.contains(&it.as_str()));
    (is_new && !project.is_test(class.syntax) && project.uses_class_validator()).then_some(())?;
    (words.iter().any(|it| it == "new") || sets_password(project, class)).then_some(())?;
    is_of_account(class).then_some(())?;
    let is_text = property.annotation.as_ref().is_none_or(|it| it.core().text() == "string");
    let known = |it: &Decorator| {
        let own = !matches!(it.name, "Matches" | "Validate" | "IsStrongPassword");
        ["Transform", "Type", "Expose"].contains(&it.name)
            || (own && project.is_from(it, "class-validator"))
            || project.is_from(it, "@nestjs/swagger")
    };
    (is_text && project.is_validated(property) && property.decorators.iter().all(known)).then_some(())?;
    let bound = |it: &&Decorator| matches!(it.name, "MinLength" | "Length");
    let Some(bound) = property.decorators.iter().find(bound) else {
        let message = format!("`{name}` of `{}` has no minimum length: one character is enough.", class.name.text());
        let fix = Fix::review("Ask for eight characters", "shorter passwords are then refused");
        let fix = project.decorate(fix, property.syntax, "@MinLength(8)", "class-validator");
        return Some(Finding::at(property.name, message).fix(fix));
    };
    let least = bound.args.first()?;
    let count = project.number(*least).filter(|it| *it < FEWEST)?;
    let message =
        format!("A password of {count} characters is accepted for `{}`; it needs at least eight.", class.name.text());
    let fix = Fix::review("Ask for eight characters", "shorter passwords are then refused").replace(*least, "8");
    Some(Finding::at(bound.syntax, message).fix(fix))
}

/// Whether a password is a person's, not that of a server or a room.
fn is_of_account(class: &Class) -> bool {
    let words = name_words(class.name.text());
    let people = [
        "user",
        "users",
        "account",
        "member",
        "admin",
        "customer",
        "employee",
        "profile",
        "register",
        "registration",
        "signup",
        "sign",
        "auth",
        "password",
        "invite",
        "onboard",
    ];
    let has = |names: &[&str]| class.properties.iter().any(|it| names.contains(&it.name.text()));
    let serves = has(&["host", "hostname", "port", "url", "server", "database", "ssid"]);
    let names_one = has(&["email", "username", "userName", "login", "phone", "newPassword"]);
    !serves && (names_one || words.iter().any(|it| people.contains(&it.as_str())))
}

/// Whether a class is for setting a password, not for signing in with one.
fn sets_password(project: &Project, class: &Class) -> bool {
    let sets =
        ["create", "register", "registration", "signup", "reset", "change", "update", "invite", "onboard", "set"];
    let says = |name: &str| {
        let words = name_words(name);
        let pairs = words.windows(2).any(|it| it == ["sign", "up"]);
        pairs || words.iter().any(|it| sets.contains(&it.as_str()))
    };
    let routes = || project.intakes_of(class).iter().filter_map(|it| project.routes.get(it.route));
    says(class.name.text()) || routes().any(|it| says(it.method.name.text()))
}
