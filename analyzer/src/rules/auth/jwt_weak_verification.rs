//! Tokens that are verified in a way that lets expired or unsigned ones pass.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "auth/jwt-weak-verification",
    title: "Tokens pass that should be refused",
    severity: Severity::Critical,
    standard: &["S097", "X066"],
    refs: &[
        "CWE-347",
        "CWE-613",
        "https://www.passportjs.org/packages/passport-jwt/",
        "https://github.com/auth0/node-jsonwebtoken#readme",
        "https://datatracker.ietf.org/doc/html/rfc8725",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("jwt_weak_verification.md"),
    check: &[Check::Call(&["super", "verify", "verifyAsync", "register", "registerAsync", "jwtVerify"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let options = options(project, call)?;
    (!project.is_test(call.syntax)).then_some(())?;
    let algorithms = options.get("algorithms").map(|it| project.constant(it)).filter(|it| it.kind() == Kind::Array);
    if let Some(finding) = algorithms.and_then(|it| wrong_algorithms(project, it)) {
        return Some(finding);
    }
    let ignored = options.get("ignoreExpiration").filter(|it| project.constant(*it).kind() == Kind::True)?;
    let function = call.syntax.function();
    let looks_itself = function.is_some_and(|it| it.find(Kind::PropertyIdentifier).any(|it| it.text() == "exp"));
    let message = if call.name == "super" {
        "This strategy accepts expired tokens: a stolen one works for as long as the key lives."
    } else {
        "Expired tokens pass this check: a stolen one works for as long as the key lives."
    };
    let finding = Finding::at(ignored, message);
    if looks_itself || is_for_renewal(project, call) {
        return Some(finding.severity(Severity::Medium).to_check());
    }
    let reason = "expired tokens are refused from then on, so clients must renew them";
    Some(finding.fix(Fix::review("Refuse them", reason).replace(ignored, "false")))
}

/// What a call says about how tokens are verified.
fn options<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<Object<'t>> {
    let at = |index: usize| call.args.get(index).and_then(|it| Object::of(project.constant(*it)));
    match call.name {
        "super" => {
            let base = project.class_of(call.syntax)?.extends.as_ref()?;
            at(0).filter(|_| base.name == "PassportStrategy")
        }
        "verify" | "verifyAsync" if project.is_jwt_service(call) => at(1),
        "verify" if project.is_jsonwebtoken(call) => at(2),
        "jwtVerify" if project.comes_from(call.callee, "jose") => at(2),
        "register" | "registerAsync" if project.is_jwt_module(call) => {
            let mut objects = call.syntax.find(Kind::Object).map(Object);
            Object::of(project.constant(objects.find_map(|it| it.get("verifyOptions"))?))
        }
        _ => None,
    }
}

/// `none`, or secrets and public keys in one list.
fn wrong_algorithms<'t>(project: &Project<'t>, list: Syntax<'t>) -> Option<Finding> {
    let names: Vec<&str> = list.children().filter_map(|it| literal(project.constant(it))).collect();
    let is_none = |it: &&str| it.eq_ignore_ascii_case("none");
    if names.iter().any(is_none) {
        let message = "`none` is among the algorithms: a token without any signature passes, and anyone can write one.";
        let rest: Vec<&str> =
            list.children().map(Syntax::text).filter(|it| !it.to_ascii_lowercase().contains("none")).collect();
        let fix = Fix::review("Remove `none`", "tokens that were made without a signature are refused from then on");
        let fix = (!rest.is_empty()).then(|| fix.replace(list, format!("[{}]", rest.join(", "))));
        return Some(Finding::at(list, message).fix(fix));
    }
    let secret = names.iter().find(|it| it.starts_with("HS"))?;
    let public = names.iter().find(|it| it.starts_with("RS") || it.starts_with("PS") || it.starts_with("ES"))?;
    let message = format!(
        "`{secret}` and `{public}` are both allowed for one key: where that is a public key, anyone who has it can sign \
         with `{secret}`."
    );
    Some(Finding::at(list, message).severity(Severity::Medium).likely())
}

/// Whether the code is named for renewing tokens, which starts from one that has run out.
fn is_for_renewal(project: &Project, call: &Call) -> bool {
    let class = project.class_of(call.syntax).map_or("", |it| it.name.text());
    let names = [class, project.owner(call.syntax).name];
    let words = ["refresh", "renew", "logout", "signout", "expired", "revoke"];
    names.iter().any(|it| words.iter().any(|word| it.to_ascii_lowercase().contains(word)))
}
