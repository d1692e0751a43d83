//! Another library for tokens beside the one that the house uses.

use crate::finding::Finding;
use crate::project::{Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "stack/auth-library",
    title: "Tokens are handled by a second library",
    severity: Severity::Info,
    standard: &["S014"],
    refs: &["https://docs.nestjs.com/security/authentication"],
    needs: &[Evidence::PackageJson],
    fix: FixKind::None,
    words: words!("auth_library.md"),
    check: &[Check::ImportOf(&["jsonwebtoken", "jose", "express-jwt"], check)],
};

fn check(project: &Project, import: &Import) -> Option<Finding> {
    let used: Vec<&str> = import.names.iter().filter(|it| !it.type_only).map(|it| it.local).collect();
    // Errors and types of `jsonwebtoken` are what `@nestjs/jwt` throws and takes.
    let types = [
        "JwtPayload",
        "SignOptions",
        "VerifyOptions",
        "TokenExpiredError",
        "JsonWebTokenError",
        "NotBeforeError",
        "Secret",
        "Algorithm",
    ];
    let is_code = used.iter().any(|it| !types.contains(it));
    let nest = project.manifest_of(import.syntax.file)?.dependency("@nestjs/jwt")?;
    (is_code && !project.is_test(import.syntax) && !project.is_script(import.syntax)).then_some(())?;
    let message = format!(
        "`{}` signs or checks tokens beside `@nestjs/jwt`: keys, lifetimes and algorithms are then set in two places.",
        import.module
    );
    Some(Finding::at(import.syntax, message).step(nest.place, "`@nestjs/jwt` is listed here"))
}
