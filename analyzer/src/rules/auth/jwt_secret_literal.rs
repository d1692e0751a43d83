//! Secrets to sign with that stand in the source.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, SigningKey, fallback};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "auth/jwt-secret-literal",
    title: "A secret that signs tokens is in the source code",
    severity: Severity::Critical,
    standard: &["S084", "S096", "X072"],
    refs: &[
        "CWE-798",
        "CWE-321",
        "https://docs.nestjs.com/security/authentication",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("jwt_secret_literal.md"),
    check: &[Check::SigningKey(check)],
};

fn check(project: &Project, key: &SigningKey) -> Option<Finding> {
    let secret = project.key_literal(key.value)?;
    (!project.is_test(key.value)).then_some(())?;
    let length = match literal(secret)?.chars().count() {
        1 => "1 character".to_owned(),
        more => format!("{more} characters"),
    };
    let value = project.constant(key.value);
    let message = match value.kind() {
        Kind::Binary => format!(
            "Where `{}` is not set, a text of {length} serves as the secret, and everyone who reads the source \
             knows it. Nothing says so at start.",
            value.field(Field::Left).map_or("the variable", Syntax::text)
        ),
        Kind::Call => format!(
            "Where the configuration has no value for {}, tokens are signed with a text of {length} that is written \
             here in the source.",
            Call::of(value)?.args.first().map_or("this key".into(), |it| format!("`{}`", it.text()))
        ),
        _ => format!(
            "`{}` uses a secret of {length} that is written in the source: whoever reads the code can {}.",
            key.user,
            match key.user.rsplit('.').next() {
                Some("createHmac") => "make signatures that pass for yours",
                Some("doubleCsrf") => "make CSRF tokens that pass",
                Some("session") => "sign session cookies of their own",
                _ => "sign a token for any user",
            }
        ),
    };
    let finding = Finding::at(if key.value.contains(secret) { secret } else { key.value }, message);
    let declared = !key.value.contains(secret);
    let finding = if declared { finding.step(secret, "the secret is written here") } else { finding };
    Some(finding.fix(without_fallback(value)))
}

/// `process.env.X || 'literal'` as `process.env.X`; `config.get('X', 'literal')` as `config.getOrThrow('X')`.
fn without_fallback(value: Syntax) -> Option<Fix> {
    let reason = "the application no longer starts, or no longer signs, where the variable is not set";
    let fix = Fix::review("Remove the secret from the source", reason);
    if fallback(value).is_some() {
        return Some(fix.replace(value, value.field(Field::Left)?.text()));
    }
    let call = Call::of(value)?;
    let (name, list) = (call.callee.field(Field::Property)?, value.field(Field::Arguments)?);
    Some(fix.replace(name, "getOrThrow").replace(list, format!("({})", call.args.first()?.text())))
}
