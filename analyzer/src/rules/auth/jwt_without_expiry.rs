//! Tokens that never end, end too late, or end at once.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Lifetime, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "auth/jwt-without-expiry",
    title: "A token does not end when it should",
    severity: Severity::High,
    standard: &["S043"],
    refs: &[
        "CWE-613",
        "https://docs.nestjs.com/security/authentication",
        "https://github.com/auth0/node-jsonwebtoken#readme",
        "https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("jwt_without_expiry.md"),
    check: &[Check::Call(&["sign", "signAsync"], sign), Check::Call(&["register", "registerAsync"], register)],
};

/// `jwtService.sign(payload, options)`, `jwt.sign(payload, key, options)`
fn sign(project: &Project, call: &Call) -> Option<Finding> {
    let is_service = project.is_jwt_service(call);
    (is_service || project.is_jsonwebtoken(call)).then_some(())?;
    (!project.is_test(call.syntax) && !call.is_open()).then_some(())?;
    let given = call.args.get(if is_service { 1 } else { 2 });
    let own = match given {
        Some(it) => project.setting(Object::of(project.constant(*it))?, "expiresIn"),
        None => Setting::Absent,
    };
    match own {
        Setting::Set(value) => lifetime(project, value, call),
        Setting::Unseen => None,
        Setting::Absent => {
            let payload = project.constant(*call.args.first()?);
            let is_read = Object::of(payload).is_some_and(|it| !it.is_open());
            let ends = Object::of(payload).is_some_and(|it| it.has("exp"));
            (!ends && (!is_service || modules_set(project) == Some(false))).then_some(())?;
            let message = format!(
                "The token that `{}` signs has no `expiresIn`: once stolen, it works for ever.",
                call.callee.text()
            );
            let finding = Finding::at(call.syntax, message);
            Some(if is_read { finding } else { finding.likely() })
        }
    }
}

/// `JwtModule.register({ … })`
fn register(project: &Project, call: &Call) -> Option<Finding> {
    (project.is_jwt_module(call) && !project.is_test(call.syntax)).then_some(())?;
    match module_expiry(project, call) {
        Setting::Set(value) if may_sign(project, call) => lifetime(project, value, call),
        Setting::Set(_) | Setting::Unseen => None,
        Setting::Absent => {
            let signs = ["sign", "signAsync"].iter().flat_map(|it| project.calls_of(it));
            let judged_there = signs.filter(|it| project.is_jwt_service(it)).count() > 0;
            (!judged_there && may_sign(project, call)).then_some(())?;
            let message = "This module signs tokens without `signOptions.expiresIn`: unless every call that signs sets \
                           it, a stolen token works for ever.";
            Some(Finding::at(call.syntax, message).likely())
        }
    }
}

/// Whether a class of the module that registers it, or another that the module hands it to, may sign with it.
fn may_sign(project: &Project, call: &Call) -> bool {
    let decorators = project.classes.iter().filter_map(|it| it.decorator("Module"));
    let own = decorators.into_iter().find(|it| it.syntax.contains(call.syntax));
    let Some(options) = own.and_then(|it| it.options()) else { return true };
    let is_global = call.syntax.find(Kind::Pair).any(|it| it.field(Field::Key).is_some_and(|it| it.text() == "global"));
    let signs = |name: Syntax| {
        let class = project.class_named(name.file, name.text());
        class.is_none_or(|it| it.syntax.text().contains("JwtService"))
    };
    let listed = ["providers", "controllers"].iter().filter_map(|it| options.get(it));
    let mut own = listed.flat_map(|it| it.children()).peekable();
    // A module without providers is a sketch, or only hands things on.
    own.peek().is_none()
        || is_global
        || options.get("exports").is_some_and(|it| it.text().contains("JwtModule"))
        || own.any(|it| it.kind() != Kind::Identifier || signs(it))
}

/// Whether some `JwtModule` in sight sets how long tokens live; `None` if there is none to be seen.
fn modules_set(project: &Project) -> Option<bool> {
    let calls = ["register", "registerAsync"].iter().flat_map(|it| project.calls_of(it));
    let settings: Vec<Setting> =
        calls.filter(|it| project.is_jwt_module(it)).map(|it| module_expiry(project, it)).collect();
    (!settings.is_empty()).then(|| settings.iter().any(|it| *it != Setting::Absent))
}

fn module_expiry<'t>(project: &Project<'t>, call: &Call<'t>) -> Setting<'t> {
    let Some(given) = call.args.first() else { return Setting::Absent };
    let Some(object) = Object::of(project.constant(*given)) else { return Setting::Unseen };
    let signing = match call.name {
        "register" => project.setting(object, "signOptions"),
        _ => {
            let mut pairs = call
                .syntax
                .find(Kind::Pair)
                .filter(|it| it.field(Field::Key).is_some_and(|it| it.text() == "signOptions"));
            // A factory may return what is read elsewhere.
            pairs.next().and_then(|it| it.field(Field::Value)).map_or(Setting::Unseen, Setting::Set)
        }
    };
    match signing {
        Setting::Set(value) => match Object::of(project.constant(value)) {
            Some(options) => project.setting(options, "expiresIn"),
            None => Setting::Unseen,
        },
        other => other,
    }
}

fn lifetime<'t>(project: &Project<'t>, value: Syntax<'t>, call: &Call<'t>) -> Option<Finding> {
    let written = project.constant(value);
    let lifetime = project.lifetime(written)?;
    if let (Lifetime::Bare(milliseconds), Some(digits)) = (lifetime, literal(written)) {
        let message = format!(
            "`expiresIn: '{digits}'` is text without a unit, which counts as milliseconds: the token ends after {}. The \
             number {digits} would be seconds.",
            if milliseconds < 1000 { "less than a second".to_owned() } else { format!("{} s", milliseconds / 1000) }
        );
        let fix = Fix::review("Write it as a number of seconds", "tokens then live a thousand times longer");
        return Some(Finding::at(value, message).fix(fix.replace(written, digits)));
    }
    let (hours, most) = (lifetime.seconds() / 3600, u64::from(project.standard.facts.access_token_hours));
    (lifetime.seconds() > most * 3600 && !is_for_another_purpose(call)).then_some(())?;
    let message = format!(
        "Tokens signed with `expiresIn: {}` live {}; an access token should end within {most} hours, because it cannot be \
         taken back.",
        written.text(),
        if hours >= 48 { format!("{} days", hours / 24) } else { format!("{hours} hours") }
    );
    Some(Finding::at(value, message).severity(Severity::Medium))
}

/// Tokens to refresh, to confirm an address, to reset a password live longer by design.
fn is_for_another_purpose(call: &Call) -> bool {
    let holders = call
        .syntax
        .ancestors()
        .filter(|it| it.is(&[Kind::Declarator, Kind::Method, Kind::Class, Kind::Pair, Kind::Function]));
    let names = holders.filter_map(|it| it.field(Field::Name).or(it.field(Field::Key)));
    let texts = names.chain([call.syntax]).map(|it| it.text().to_ascii_lowercase());
    let purposes =
        ["refresh", "confirm", "reset", "forgot", "invit", "verif", "activat", "subscri", "remember", "download"];
    // `const [at, rt] = await Promise.all([…])`
    let is_short = |text: &str| text.starts_with('[') && text.contains(" rt");
    texts.into_iter().any(|text| is_short(&text) || purposes.iter().any(|it| text.contains(it)))
}
