//! Keys that sign: where a JWT or an HMAC gets its secret from.

use super::{Call, Project};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain};

/// An expression that is used as a secret to sign with.
#[derive(Clone, Copy, Debug)]
pub struct SigningKey<'t> {
    /// As written where it is used.
    pub value: Syntax<'t>,
    /// What uses it: `JwtModule.register`; the variable for `process.env.X || …`.
    pub user: &'t str,
}

const OPTIONS: [&str; 4] = ["secret", "secretOrKey", "secretOrPrivateKey", "privateKey"];

impl<'t> Project<'t> {
    /// The literal that a key comes to, be it as it is or when a variable is not set.
    pub fn key_literal(&self, value: Syntax<'t>) -> Option<Syntax<'t>> {
        let value = self.constant(value);
        let last = match value.kind() {
            Kind::Binary => fallback(value)?,
            Kind::Call => {
                let call = Call::of(value).filter(|it| it.name == "get")?;
                call.args.get(1).copied()?
            }
            _ => value,
        };
        let last = self.constant(last);
        let text = literal(last)?;
        let is_public = text.contains("BEGIN PUBLIC KEY") || text.contains("BEGIN CERTIFICATE");
        (!text.is_empty() && !is_public).then_some(last)
    }

    pub(super) fn read_signing_keys(&self) -> Vec<SigningKey<'t>> {
        let mut keys: Vec<SigningKey> = self.calls.iter().flat_map(|it| self.keys_of(it)).collect();
        let mut used: Vec<(u32, u32)> = keys.iter().map(|it| self.constant(it.value).place()).collect();
        used.sort_unstable();
        let binaries = self.roots.iter().flat_map(|it| it.find(Kind::Binary));
        let fallbacks: Vec<SigningKey> = binaries
            .filter(|it| fallback(*it).is_some())
            .filter_map(|value| Some(SigningKey { value, user: secret_variable(value.field(Field::Left)?)? }))
            .filter(|it| used.binary_search(&it.value.place()).is_err())
            .collect();
        keys.extend(fallbacks);
        keys
    }

    /// Whether a literal is one that some key comes to.
    pub fn is_signing_literal(&self, literal: Syntax) -> bool {
        self.signing_literals.binary_search(&literal.place()).is_ok()
    }

    /// Whether a call is made on Nest's `JwtModule`.
    pub fn is_jwt_module(&self, call: &Call) -> bool {
        call.receiver.is_some_and(|it| it.text() == "JwtModule")
    }

    pub(super) fn read_signing_literals(&self) -> Vec<(u32, u32)> {
        let literals = self.signing_keys.iter().filter_map(|it| self.key_literal(it.value));
        let mut places: Vec<(u32, u32)> = literals.map(Syntax::place).collect();
        places.sort_unstable();
        places
    }

    fn keys_of(&self, call: &Call<'t>) -> Vec<SigningKey<'t>> {
        let user = call.callee.text();
        let options = |index: usize| call.args.get(index).and_then(|it| Object::of(self.constant(*it)));
        let named = |it: Object<'t>| OPTIONS.iter().find_map(|name| it.get(name));
        let values: Vec<Syntax> = match call.name {
            "register" if self.is_jwt_module(call) => options(0).and_then(named).into_iter().collect(),
            "registerAsync" if self.is_jwt_module(call) => {
                call.syntax.find(Kind::Object).filter_map(|it| named(Object(it))).take(1).collect()
            }
            "JwtService" if call.is_new => options(0).and_then(named).into_iter().collect(),
            "super" if self.is_passport_strategy(call.syntax) => options(0).and_then(named).into_iter().collect(),
            "sign" | "signAsync" | "verify" | "verifyAsync" if self.is_jwt_service(call) => {
                options(1).and_then(named).into_iter().collect()
            }
            "sign" | "verify" if self.is_jsonwebtoken(call) => call.args.get(1).copied().into_iter().collect(),
            "createHmac" => call.args.get(1).copied().into_iter().collect(),
            "doubleCsrf" => options(0).and_then(|it| answer(it.get("getSecret")?)).into_iter().collect(),
            "session" if self.comes_from(call.callee, "express-session") => {
                options(0).and_then(|it| it.get("secret")).into_iter().collect()
            }
            _ => Vec::new(),
        };
        values.into_iter().map(|value| SigningKey { value, user }).collect()
    }

    /// Whether a call goes to Nest's `JwtService`.
    pub fn is_jwt_service(&self, call: &Call<'t>) -> bool {
        let Some(receiver) = call.receiver.map(plain) else { return false };
        let name = receiver.field(Field::Property).unwrap_or(receiver).text();
        let class = self.class_of(receiver);
        match class.and_then(|it| it.type_of(name)) {
            Some(typed) => typed.name == "JwtService",
            None => {
                let lower = name.to_ascii_lowercase();
                lower.contains("jwtservice") || (receiver.kind() == Kind::Member && lower.contains("jwt"))
            }
        }
    }

    /// Whether a call goes to the package `jsonwebtoken`.
    pub fn is_jsonwebtoken(&self, call: &Call<'t>) -> bool {
        let root = crate::syntax::root(call.callee);
        match self.import_of(root.file, root.text()) {
            Some((import, _)) => import.module == "jsonwebtoken",
            None => matches!(root.text(), "jwt" | "jsonwebtoken") && call.receiver == Some(root),
        }
    }

    fn is_passport_strategy(&self, syntax: Syntax<'t>) -> bool {
        let base = self.class_of(syntax).and_then(|it| it.extends.as_ref());
        base.is_some_and(|it| it.name == "PassportStrategy")
    }
}

/// What `() => value` answers.
fn answer(function: Syntax<'_>) -> Option<Syntax<'_>> {
    let body = function.field(Field::Body)?;
    if body.kind() == Kind::Block { crate::syntax::returned(body.find(Kind::Return).next()?) } else { Some(body) }
}

/// `b` of `a || b` and `a ?? b`.
pub fn fallback(value: Syntax<'_>) -> Option<Syntax<'_>> {
    let operator = value.field(Field::Operator)?.text();
    matches!(operator, "||" | "??").then(|| value.field(Field::Right)).flatten()
}

/// `JWT_SECRET` of `process.env.JWT_SECRET`, if it is named like a key that signs.
fn secret_variable(value: Syntax<'_>) -> Option<&str> {
    let value = plain(value);
    let owner = value.field(Field::Object)?;
    let name = match value.kind() {
        Kind::Member => value.field(Field::Property)?.text(),
        Kind::Subscript => literal(value.field(Field::Index)?)?,
        _ => return None,
    };
    let upper = name.to_ascii_uppercase();
    let about = ["NAME", "_ARN", "_ID", "_PATH", "_FILE", "_URL", "_REGION", "_VERSION"];
    let signs = upper.contains("SECRET")
        && !about.iter().any(|it| upper.ends_with(it))
        && !upper.contains("CLIENT_SECRET")
        && !upper.contains("ACCESS_KEY");
    let is_key = upper.contains("JWT") && upper.contains("KEY") && !upper.contains("PUBLIC");
    (owner.text() == "process.env" && (signs || is_key)).then_some(name)
}
