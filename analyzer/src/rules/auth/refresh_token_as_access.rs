//! Refresh tokens that pass for access tokens.

use crate::finding::Finding;
use crate::project::{Call, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "auth/refresh-token-as-access",
    title: "A refresh token is accepted as an access token",
    severity: Severity::Medium,
    standard: &["S044"],
    refs: &[
        "CWE-613",
        "https://datatracker.ietf.org/doc/html/rfc8725#name-use-explicit-typing",
        "https://docs.nestjs.com/security/authentication",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("refresh_token_as_access.md"),
    check: &[Check::Call(&["sign", "signAsync"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (project.is_jwt_service(call) && is_refresh(call) && !project.is_test(call.syntax)).then_some(())?;
    let options = Object::of(project.constant(*call.args.get(1)?))?;
    let tells_apart =
        ["secret", "privateKey", "audience", "subject", "issuer", "header", "keyid", "algorithm", "jwtid"]
            .iter()
            .any(|it| project.setting(options, it) != Setting::Absent);
    let ends = project.setting(options, "expiresIn") != Setting::Absent;
    (ends && !tells_apart).then_some(())?;
    let payload = Object::of(project.constant(*call.args.first()?))?;
    let marks = [
        "sub",
        "id",
        "userId",
        "email",
        "username",
        "role",
        "roles",
        "tenantId",
        "name",
        "iat",
        "sessionId",
        "deviceId",
    ];
    let is_plain = !payload.is_open() && payload.entries().all(|(key, _)| marks.contains(&key));
    let access = other(project, call)?;
    // One service for each kind of token, each with a key of its own.
    let services = project.class_of(call.syntax)?.injections.iter();
    let count = services.filter(|it| it.annotation.as_ref().is_some_and(|it| it.name == "JwtService")).count();
    (is_plain && count < 2).then_some(())?;
    let message = "This refresh token is signed with the key of access tokens, and nothing in it says which of the two it is: \
                   sent as an access token it opens everything, for as long as it lives.";
    Some(
        Finding::at(call.syntax, message)
            .step(access.syntax, "access tokens are signed here, with the same key")
            .likely(),
    )
}

/// The call that signs access tokens with the same service.
fn other<'p, 't>(project: &'p Project<'t>, call: &Call<'t>) -> Option<&'p Call<'t>> {
    let class = project.class_of(call.syntax)?.syntax;
    let mut calls = ["sign", "signAsync"].into_iter().flat_map(|it| project.calls_of(it));
    calls.find(|it| {
        let options = it.args.get(1).and_then(|it| Object::of(project.constant(*it)));
        let is_own = options.is_some_and(|it| it.has("secret") || it.has("privateKey") || it.is_open());
        let is_read = it.args.len() < 2 || options.is_some();
        class.contains(it.syntax) && project.is_jwt_service(it) && !is_refresh(it) && !is_own && is_read
    })
}

/// Whether what is signed is called a refresh token: by what it is assigned to, or by the method that signs.
fn is_refresh(call: &Call) -> bool {
    let function = call.syntax.function();
    let named = |it: Syntax| {
        let name = it.field(Field::Name).or(it.field(Field::Key)).or(it.field(Field::Left));
        name.is_some_and(|it| {
            it.text().to_ascii_lowercase().contains("refreshtoken") || it.text().contains("refresh_token")
        })
    };
    let mut holders = call.syntax.ancestors().take_while(|it| Some(*it) != function);
    holders.any(|it| it.is(&[Kind::Declarator, Kind::Pair, Kind::Assignment]) && named(it))
        || function.is_some_and(|it| signs_refresh(it) && one_signature(it))
}

/// `generateRefreshToken`, not `refreshTokens`, which signs both.
fn signs_refresh(function: Syntax) -> bool {
    let name = function.field(Field::Name).map_or("", Syntax::text).to_ascii_lowercase();
    name.contains("refreshtoken") && !name.starts_with("refresh")
}

fn one_signature(function: Syntax) -> bool {
    function.find(Kind::Call).filter_map(Call::of).filter(|it| matches!(it.name, "sign" | "signAsync")).count() == 1
}
