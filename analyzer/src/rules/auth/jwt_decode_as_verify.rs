//! Tokens that are read without a look at their signature, and believed.

use crate::finding::{Finding, Fix};
use crate::project::{AccessState, Binding, Call, Project, Role, binding, taken_from};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, name_words, plain, root};

pub static RULE: Rule = Rule {
    id: "auth/jwt-decode-as-verify",
    title: "A token is trusted without checking its signature",
    severity: Severity::Critical,
    standard: &["S097", "X067"],
    refs: &[
        "CWE-347",
        "https://docs.nestjs.com/security/authentication",
        "https://github.com/auth0/node-jsonwebtoken#jwtdecodetoken--options",
        "https://datatracker.ietf.org/doc/html/rfc8725",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("jwt_decode_as_verify.md"),
    check: &[Check::Call(&["decode", "jwtDecode", "jwt_decode", "decodeJwt", "atob", "from"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let token = unchecked_token(project, call)?;
    let function = call.syntax.function()?;
    (!project.is_test(call.syntax) && !is_settled(project, call, token, function)).then_some(())?;
    let is_door = is_at_the_door(project, call, function);
    // A helper that only hands the content on does not say what it is for.
    let read = claim(project, call, function).filter(|it| is_door || it.kind() != Kind::Return)?;
    let message = format!(
        "`{}` reads the token without checking its signature, and `{}` is trusted: anyone can write a token that names \
         any user.",
        call.callee.text(),
        read.text()
    );
    let finding = Finding::at(call.syntax, message);
    let finding = if call.syntax.contains(read) || read.contains(call.syntax) {
        finding
    } else {
        finding.step(read, "trusted here")
    };
    let is_service = call.name == "decode" && call.args.len() == 1 && project.is_jwt_service(call);
    let reason = "it throws where the token is not valid, and must know the key that the token is signed with";
    let fix = Fix::review("Check the signature", reason);
    let fix = is_service.then(|| call.callee.field(Field::Property).map(|it| fix.replace(it, "verify"))).flatten();
    let finding = finding.fix(fix);
    Some(if is_door { finding } else { finding.severity(Severity::High).to_check() })
}

/// The token that a call takes apart without a key.
fn unchecked_token<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<Syntax<'t>> {
    let token = *call.args.first()?;
    let second_part = || {
        let value = project.value(token);
        let text = value.text().replace('"', "'");
        (text.contains(".split('.')[1]") && !text.contains("header")).then_some(value)
    };
    match call.name {
        "decode" => (project.is_jwt_service(call) || project.is_jsonwebtoken(call)).then_some(token),
        "jwtDecode" | "jwt_decode" => project.comes_from(call.callee, "jwt-decode").then_some(token),
        "decodeJwt" => project.comes_from(call.callee, "jose").then_some(token),
        "from" if call.callee.text() == "Buffer.from" => second_part(),
        "atob" if call.receiver.is_none() => second_part(),
        _ => None,
    }
}

/// Whether something else vouches for the token: a check of it close by, a guard in front, the server it was fetched
/// from.
fn is_settled<'t>(project: &Project<'t>, call: &Call<'t>, token: Syntax<'t>, function: Syntax<'t>) -> bool {
    let guarded = project.access_of(call.syntax).is_some_and(|it| matches!(it.state, AccessState::Guarded(_)));
    let class = project.class_of(call.syntax);
    let passport = class.is_some_and(|it| it.extends.as_ref().is_some_and(|it| it.syntax.text().contains("Guard")));
    let is_door = class.is_some_and(|it| it.is(Role::Guard));
    let code = if is_door { class.map_or(function, |it| it.syntax) } else { function };
    guarded
        || passport
        || vouches(code)
        || is_known(function, token)
        || is_asked(project, call, token, function)
        || is_own(project, token)
        || is_handed_own(project, token, function)
}

/// `if (!(await this.sessions.isValid(token))) return false`, unless what is asked is seen to check nothing.
fn is_asked<'t>(project: &Project<'t>, decode: &Call<'t>, token: Syntax<'t>, function: Syntax<'t>) -> bool {
    let asks = ["valid", "check", "ensure", "assert", "introspect"];
    function.find(Kind::Call).filter_map(Call::of).any(|it| {
        let lower = it.name.to_ascii_lowercase();
        let named = asks.iter().any(|word| lower.contains(word)) && it.syntax != decode.syntax;
        let given = it.args.iter().any(|it| plain(*it).text() == plain(token).text());
        named && given && project.target(&it).is_none_or(|it| vouches(it.syntax))
    })
}

/// `user.token !== token`: the token is one that was stored.
fn is_known(function: Syntax, token: Syntax) -> bool {
    function.find(Kind::Binary).any(|it| {
        let operator = it.field(Field::Operator).map_or("", Syntax::text);
        let sides = [Field::Left, Field::Right].map(|side| it.field(side).map(plain));
        let [Some(left), Some(right)] = sides else { return false };
        let stored = |it: Syntax| it.kind() == Kind::Member;
        let is_token = |it: Syntax| it.text() == token.text();
        matches!(operator, "===" | "!==" | "==" | "!=")
            && (is_token(left) && stored(right) || is_token(right) && stored(left))
    })
}

/// Whether code checks a signature, or compares the token with what is stored.
fn vouches(code: Syntax) -> bool {
    let checks = ["verify", "compare", "introspect", "authenticate", "timingsafe", "jwtverify"];
    code.find(Kind::Call).filter_map(Call::of).any(|it| {
        let lower = it.name.to_ascii_lowercase();
        checks.iter().any(|word| lower.starts_with(word))
    })
}

/// Whether the server signed it itself just now, or got it from the one who did.
fn is_own<'t>(project: &Project<'t>, token: Syntax<'t>) -> bool {
    let name = root(token);
    let source = match binding(name) {
        Some(Binding::Value(value)) => Some(value),
        Some(Binding::Open) => taken_from(name).map(|it| it.0),
        _ => None,
    };
    let call = source.and_then(|it| Call::of(project.value(it)));
    call.is_some_and(|it| {
        let fetched = source.is_some_and(|it| it.kind() == Kind::Await || plain(it).kind() == Kind::Await);
        let taken = name_words(it.name).iter().any(|it| matches!(it.as_str(), "extract" | "header" | "bearer"));
        it.name.starts_with("sign") || (fetched && !taken)
    })
}

/// Whether every caller hands over a token that the server signed itself, or got back as the parent of a GraphQL field.
fn is_handed_own<'t>(project: &Project<'t>, token: Syntax<'t>, function: Syntax<'t>) -> bool {
    let Some(Binding::Parameter(parameter)) = binding(root(token)) else { return false };
    let Some(at) = parameter.parent().and_then(|list| list.children().position(|it| it == parameter)) else {
        return false;
    };
    let is_parent = |name: Syntax<'t>| match binding(name) {
        Some(Binding::Parameter(it)) => {
            it.children().any(|it| it.kind() == Kind::Decorator && it.text().starts_with("@Parent("))
        }
        _ => false,
    };
    let mut callers = project.callers(function).peekable();
    let is_called = callers.peek().is_some();
    let own = |given: &Syntax<'t>| is_parent(root(*given)) || is_own(project, *given);
    is_called && callers.all(|it| it.args.get(at).is_some_and(own))
}

/// Where what the token says of its owner is used.
fn claim<'t>(project: &Project<'t>, call: &Call<'t>, function: Syntax<'t>) -> Option<Syntax<'t>> {
    let mut at = call.syntax;
    while let Some(holder) = at.parent() {
        let within = [Kind::Parenthesized, Kind::As, Kind::NonNull, Kind::Await, Kind::Satisfies, Kind::TypeAssertion];
        let parses = holder.kind() == Kind::Arguments
            && holder.parent().and_then(Call::of).is_some_and(|it| matches!(it.callee.text(), "JSON.parse" | "String"));
        let turns = holder.kind() == Kind::Member
            && holder.field(Field::Property).is_some_and(|it| matches!(it.text(), "toString" | "payload"));
        if !(holder.is(&within) || parses || turns || holder.kind() == Kind::Call) {
            break;
        }
        at = holder;
    }
    let holder = at.parent()?;
    match holder.kind() {
        Kind::Declarator => {
            let name = holder.field(Field::Name)?;
            if name.kind() == Kind::Identifier {
                let uses = function.find(Kind::Identifier).filter(|it| it.text() == name.text() && *it != name);
                return uses.into_iter().find_map(|it| believed(project, it));
            }
            name.children().find(|it| !is_about_the_token(it.field(Field::Key).unwrap_or(*it).text()))
        }
        _ => believed(project, at),
    }
}

/// What is read of a token's content, if it says who someone is.
fn believed<'t>(project: &Project<'t>, content: Syntax<'t>) -> Option<Syntax<'t>> {
    let holder = content.parent()?;
    let is_logged = content.ancestors().take(8).any(|it| project.is_log(it));
    let key = match holder.kind() {
        Kind::Member => holder.field(Field::Property).map(Syntax::text),
        Kind::Subscript => holder.field(Field::Index).and_then(|it| literal(it)),
        Kind::As | Kind::NonNull | Kind::Parenthesized => return believed(project, holder),
        Kind::Assignment => {
            let place = holder.field(Field::Left).filter(|it| *it != content)?.text();
            return place.ends_with("user").then_some(holder);
        }
        Kind::Return => return content.function()?.kind().eq(&Kind::Method).then_some(holder),
        _ => None,
    }?;
    (!is_about_the_token(key) && !is_logged && holder.role() != Field::Left).then_some(holder)
}

/// Claims that say nothing about anybody.
fn is_about_the_token(key: &str) -> bool {
    matches!(key, "exp" | "iat" | "nbf" | "jti" | "kid" | "alg" | "header" | "iss" | "aud" | "typ" | "length")
}

/// Whether requests are let in by it.
fn is_at_the_door<'t>(project: &Project<'t>, call: &Call<'t>, function: Syntax<'t>) -> bool {
    let class = project.class_of(call.syntax);
    let role = class.is_some_and(|it| it.is(Role::Guard) || it.is(Role::Middleware) || it.is(Role::Strategy));
    let is_handler = project.access_of(call.syntax).is_some();
    // Interceptors run behind the guards, which may have checked it.
    let is_behind = class.is_some_and(|it| it.is(Role::Interceptor));
    let reads = function.find_any(&[Kind::PropertyIdentifier, Kind::Identifier]);
    let is_request = |it: Syntax| matches!(it.text(), "authorization" | "cookies" | "headers");
    !is_behind && (role || is_handler || reads.into_iter().any(is_request))
}
