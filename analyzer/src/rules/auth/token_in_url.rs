//! Tokens that travel in addresses.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, Template, literal, name_words, plain};

pub static RULE: Rule = Rule {
    id: "auth/token-in-url",
    title: "A token travels in a URL or a body",
    severity: Severity::High,
    standard: &["S013", "S094"],
    refs: &[
        "CWE-598",
        "https://www.passportjs.org/packages/passport-jwt/",
        "https://datatracker.ietf.org/doc/html/rfc6750#section-2.3",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("token_in_url.md"),
    check: &[
        Check::Call(&["fromUrlQueryParameter", "fromBodyField"], extracted),
        Check::Call(&["redirect"], redirected),
        Check::Call(&["set", "append"], parameter),
    ],
};

/// `ExtractJwt.fromUrlQueryParameter('token')`
fn extracted(project: &Project, call: &Call) -> Option<Finding> {
    (call.receiver?.text() == "ExtractJwt" && !project.is_test(call.syntax)).then_some(())?;
    let name = call.args.first().and_then(|it| literal(*it)).unwrap_or("token");
    let class = project.class_of(call.syntax).map_or("", |it| it.name.text());
    if call.name == "fromBodyField" {
        let is_refresh = format!("{class} {name}").to_ascii_lowercase().contains("refresh");
        let message = format!(
            "Tokens are taken from `{name}` of the body: bodies are logged and cached like any other data, and requests \
             without one cannot sign in."
        );
        return (!is_refresh).then(|| Finding::at(call.syntax, message).severity(Severity::Low).to_check());
    }
    let message = format!(
        "Tokens are taken from `?{name}=…`: URLs end up in access logs, in the browser's history and in the `Referer` \
         that other sites get, and whoever reads one there is signed in."
    );
    let finding = Finding::at(call.syntax, message);
    Some(if is_for_once(class) || is_stream(class) { finding.severity(Severity::Low).to_check() } else { finding })
}

/// `res.redirect(`${front}/welcome?token=${accessToken}`)`
fn redirected(project: &Project, call: &Call) -> Option<Finding> {
    call.receiver?;
    let target = call.args.iter().map(|it| project.value(*it)).find(|it| it.is(&[Kind::Template, Kind::Binary]))?;
    let handler = project.owner(call.syntax);
    (!project.is_test(call.syntax) && !is_for_once(handler.name)).then_some(())?;
    let parts: Vec<Syntax> = match Template::of(target) {
        Some(template) => template.values().collect(),
        None => target.find_any(&[Kind::Identifier, Kind::PropertyIdentifier]),
    };
    let provider = ["google", "facebook", "github", "apple", "microsoft", "oauth", "callback", "sso", "saml", "login"];
    let path = project.access_of(call.syntax).and_then(|it| it.paths.first()).map_or("", |it| it);
    let lower = format!("{} {path}", handler.name).to_ascii_lowercase();
    let signs_in = provider.iter().any(|it| lower.contains(it));
    let is_one = |it: &Syntax| signs_in && it.field(Field::Property).unwrap_or(*it).text() == "token";
    let token = parts.into_iter().find(|it| (is_token(project, *it) || is_one(it)) && !in_fragment(target, *it))?;
    let message = format!(
        "`{}` goes into the URL that the browser is sent to: it is then in its history, in access logs, and in the \
         `Referer` of further requests.",
        token.text()
    );
    Some(Finding::at(token, message).likely())
}

/// `url.searchParams.set('token', accessToken)`, and a redirect there.
fn parameter(project: &Project, call: &Call) -> Option<Finding> {
    let value = *call.args.get(1)?;
    let receiver = call.receiver?.text().to_ascii_lowercase();
    let is_query = receiver.ends_with("searchparams") && is_token(project, value);
    let handler = project.owner(call.syntax);
    (is_query && !is_for_once(handler.name) && !project.is_test(call.syntax)).then_some(())?;
    let mut calls = handler.function?.find(Kind::Call).filter_map(Call::of);
    let redirects = calls.any(|it| it.name == "redirect");
    let message = format!(
        "`{}` goes into the URL that the browser is sent to: it is then in its history, in access logs, and in the \
         `Referer` of further requests.",
        value.text()
    );
    redirects.then(|| Finding::at(value, message).likely())
}

/// A token that signs in, by its name or because it is signed here.
fn is_token<'t>(project: &Project<'t>, part: Syntax<'t>) -> bool {
    let part = plain(part);
    let name = part.field(Field::Property).unwrap_or(part);
    let words = name_words(name.text());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let signed = || Call::of(project.value(part)).is_some_and(|it| matches!(it.name, "sign" | "signAsync"));
    let named = matches!(
        words.as_slice(),
        ["jwt"] | ["jwt", "token"] | [.., "access" | "refresh" | "auth" | "bearer", "token"]
    );
    part.is(&[Kind::Identifier, Kind::Member, Kind::Call, Kind::PropertyIdentifier]) && (named || signed())
}

/// What stands behind `#` is not sent to a server.
fn in_fragment(target: Syntax, part: Syntax) -> bool {
    let (start, end) = (target.span().start as usize, part.span().start as usize);
    target.source().get(start..end).is_some_and(|it| it.contains('#'))
}

/// Links that work once: to confirm, to reset, to unsubscribe.
fn is_for_once(name: &str) -> bool {
    let words =
        ["confirm", "verif", "reset", "forgot", "invit", "unsubscribe", "download", "activat", "magic", "email"];
    words.iter().any(|it| name.to_ascii_lowercase().contains(it))
}

/// Browsers can send no header with an event stream or a WebSocket.
fn is_stream(name: &str) -> bool {
    ["sse", "socket", "stream", "ws"].iter().any(|it| name_words(name).iter().any(|word| word == it))
}
