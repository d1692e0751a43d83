//! Tokens that carry what nobody should read.

use crate::finding::{Finding, Fix};
use crate::project::{Binding, Call, Parameter, Project, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "auth/secret-in-jwt",
    title: "A token carries a secret that anyone can read",
    severity: Severity::High,
    standard: &["S101"],
    refs: &[
        "CWE-522",
        "CWE-200",
        "https://datatracker.ietf.org/doc/html/rfc8725",
        "https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("secret_in_jwt.md"),
    check: &[Check::Call(&["sign", "signAsync"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (project.is_jwt_service(call) || project.is_jsonwebtoken(call)).then_some(())?;
    (!project.is_test(call.syntax)).then_some(())?;
    let payload = project.constant(*call.args.first()?);
    let Some(object) = Object::of(payload) else { return whole(project, payload) };
    let inside = payload.find(Kind::Object).map(Object).filter(|it| is_plain_within(it.0, payload));
    let named = object
        .entries()
        .chain(inside.flat_map(Object::entries))
        .find(|(key, value)| is_secret(key) && !value.is(&[Kind::Undefined, Kind::Null]));
    if let Some((key, value)) = named.filter(|(_, it)| it.text() != "undefined" && !is_flag(*it)) {
        let message = format!(
            "`{key}` goes into the token, and a token is only signed, not encrypted: whoever holds it can read `{key}`."
        );
        let reason = "code that reads it from the token must load the user instead";
        let pair = std::iter::once(value).chain(value.parent()).find(|it| it.is(&[Kind::Pair, Kind::Shorthand]));
        let fix = pair.filter(|it| stands_alone(*it)).map(|it| Fix::review("Leave it out", reason).remove_lines(it));
        return Some(Finding::at(value, message).fix(fix));
    }
    object.spreads().chain(object.entries().map(|it| it.1)).find_map(|it| whole(project, it))
}

/// Whether nothing else is on its line.
fn stands_alone(pair: Syntax) -> bool {
    let line = pair.source().lines().nth(pair.line()).unwrap_or_default();
    line.trim().trim_end_matches(',') == pair.text()
}

/// `{ user: { … } }`, not what a function within is given.
fn is_plain_within(object: Syntax, payload: Syntax) -> bool {
    object.ancestors().take_while(|it| *it != payload).all(|it| it.is(&[Kind::Pair, Kind::Object, Kind::Array]))
}

/// A user as they are stored, put into a token.
fn whole<'t>(project: &Project<'t>, value: Syntax<'t>) -> Option<Finding> {
    let value = project.value(value);
    let (place, holder) = match Call::of(value) {
        Some(call) if matches!(call.name, "toJSON" | "toObject" | "instanceToPlain" | "stringify" | "parse") => {
            (value, call.receiver.filter(|_| call.name.starts_with("to")).or(call.args.first().copied())?)
        }
        Some(_) => return None,
        None => (value, value),
    };
    let secret = stored_secret(project, holder)?;
    let message = format!(
        "The whole of `{}` goes into the token, `{secret}` with it. A token is only signed, not encrypted: whoever holds \
         it can read all of that.",
        holder.text()
    );
    Some(Finding::at(place, message).likely())
}

/// The field that should not leave the server, of a parameter that holds a stored row.
fn stored_secret<'t>(project: &Project<'t>, name: Syntax<'t>) -> Option<&'t str> {
    name.is(&[Kind::Identifier, Kind::Shorthand]).then_some(())?;
    let Some(Binding::Parameter(parameter)) = binding(name) else { return None };
    let typed = Parameter::of(parameter)?.annotation?;
    if let Some(class) = project.class_named(name.file, typed.name) {
        let is_entity = ["Entity", "Schema", "Table"].iter().any(|it| class.decorator(it).is_some());
        let mut properties = class.properties.iter().filter(|it| is_secret(it.name.text()));
        let hidden = |it: &str| it.contains("select: false") || it.contains("@Exclude");
        return properties.find(|it| is_entity && !hidden(it.syntax.text())).map(|it| it.name.text());
    }
    let (import, _) = project.import_of(name.file, typed.name)?;
    import.module.contains("prisma").then_some(())?;
    let model = project.models.iter().find(|it| it.name.text() == typed.name)?;
    model.fields.iter().map(|it| it.name.text()).find(|it| is_secret(it))
}

/// `hasPassword: Boolean(…)`, `secret: true`: told about it, not it.
fn is_flag(value: Syntax) -> bool {
    value.is(&[Kind::True, Kind::False, Kind::Binary, Kind::Unary]) || value.text().starts_with("Boolean(")
}

fn is_secret(name: &str) -> bool {
    let words = name_words(name);
    let exact = ["password", "passwd", "pwd", "ssn", "iban", "pin", "passphrase", "cvv"];
    let about =
        ["has", "is", "changed", "reset", "expired", "at", "must", "needs", "version", "set", "updated", "length"];
    let pairs = [["totp", "secret"], ["otp", "secret"], ["mfa", "secret"], ["card", "number"], ["private", "key"]];
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let paired = words.windows(2).any(|it| pairs.iter().any(|pair| it == pair));
    (has(&exact) || paired) && !has(&about)
}
