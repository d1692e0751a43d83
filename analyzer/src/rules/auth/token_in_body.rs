//! Tokens that go into a cookie and into the answer as well.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, chain, literal, name_words, returned, root};

pub static RULE: Rule = Rule {
    id: "auth/token-in-body",
    title: "A token is sent in the answer beside its cookie",
    severity: Severity::High,
    standard: &["S013"],
    refs: &[
        "CWE-522",
        "https://docs.nestjs.com/techniques/cookies",
        "https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#local-storage",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("token_in_body.md"),
    check: &[Check::Route(check)],
};

fn check(project: &Project, route: &Route) -> Option<Finding> {
    let body = route.method.body?;
    let calls: Vec<Call> = body.find(Kind::Call).filter_map(Call::of).collect();
    let cookie = calls.iter().find(|it| sets_token(project, it))?;
    (!project.is_test(body)).then_some(())?;
    let own = |it: &Syntax| it.function() == Some(route.method.syntax);
    let sent = calls.iter().filter(|it| matches!(it.name, "json" | "send")).filter_map(|it| it.args.first().copied());
    let answers = body.find(Kind::Return).filter(own).filter_map(returned).chain(sent);
    let (place, what, fix) = answers.into_iter().find_map(|it| exposed(project, it, cookie))?;
    let name = name_words(what).concat();
    let same = cookie.args.iter().take(2).any(|it| {
        let words = name_words(literal(project.constant(*it)).unwrap_or(it.text())).concat();
        words.ends_with(&name) || name.ends_with(&words)
    });
    let message = if same {
        format!(
            "`{what}` is in the cookie that `{}` sets, out of reach of scripts, and in the answer too, where any script of \
             the page can read it: the cookie then protects nothing.",
            route.method.name.text()
        )
    } else {
        format!(
            "`{}` sets a cookie that no script can read, and gives `{what}` to the page in its answer, where any \
             script can: the one that opens the API is the unprotected one.",
            route.method.name.text()
        )
    };
    let finding = Finding::at(place, message).step(cookie.syntax, "set as a cookie here").fix(fix).likely();
    Some(if same { finding } else { finding.severity(Severity::Medium) })
}

/// `res.cookie('access_token', token, …)`
fn sets_token<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let (Some(name), Some(value)) = (call.args.first(), call.args.get(1)) else { return false };
    let name = project.constant(*name);
    let lower = literal(name).unwrap_or(name.text()).to_ascii_lowercase();
    let signs_in = ["token", "jwt", "auth", "session", "refresh"].iter().any(|it| lower.contains(it));
    let is_other = ["csrf", "xsrf"].iter().any(|it| lower.contains(it)) || literal(*value) == Some("");
    call.receiver.is_some() && matches!(call.name, "cookie" | "setCookie") && signs_in && !is_other
}

/// The token in an answer, how to call it, and what takes it out.
fn exposed<'t>(
    project: &Project<'t>,
    answer: Syntax<'t>,
    cookie: &Call<'t>,
) -> Option<(Syntax<'t>, &'t str, Option<Fix>)> {
    let value = *cookie.args.get(1)?;
    if let Some(object) = Object::of(project.value(answer)) {
        let (key, _) = object.entries().find(|(key, _)| is_token(key))?;
        let pair = object.pair(key)?;
        let reason = "clients that read the token from the answer must rely on the cookie instead";
        let fix = Fix::review("Leave the token out of the answer", reason);
        let alone =
            pair.text().len() + 1 < line_of(pair).len() && line_of(pair).trim().trim_end_matches(',') == pair.text();
        return Some((pair, key, alone.then(|| fix.remove_lines(pair))));
    }
    // `const tokens = …; res.cookie('access_token', tokens.accessToken); return tokens;`
    let names = chain(value);
    let (owner, last) = (names.first()?, names.last()?);
    let whole = answer.kind() == Kind::Identifier && answer.text() == *owner && names.len() > 1 && is_token(last);
    whole.then(|| (answer, value.field(Field::Property).unwrap_or(root(value)).text(), None))
}

fn line_of(node: Syntax<'_>) -> &str {
    node.source().lines().nth(node.line()).unwrap_or_default()
}

fn is_token(name: &str) -> bool {
    let words = name_words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(words.as_slice(), ["access" | "refresh" | "auth" | "jwt" | "id" | "bearer", "token"] | ["jwt"] | ["token"])
}
