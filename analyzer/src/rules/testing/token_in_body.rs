//! Tests that ask for tokens in the body, where the application keeps them in cookies.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{literal, name_words};

pub static RULE: Rule = Rule {
    id: "testing/token-in-body",
    title: "A test expects the token that a cookie hides",
    severity: Severity::Info,
    standard: &["S181"],
    refs: &["CWE-522"],
    needs: &[],
    fix: FixKind::None,
    words: words!("token_in_body.md"),
    check: &[Check::Call(&["toHaveProperty"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let name = asked_for(call).filter(|_| project.is_test(call.syntax))?;
    // One finding per file is enough.
    let first = project.calls_in(call.syntax.file).iter().find(|it| asked_for(it).is_some())?;
    (first.syntax == call.syntax).then_some(())?;
    let sets = |it: &&Call| {
        !project.is_test(it.syntax) && it.args.len() > 1 && it.args.first().is_some_and(|it| is_token(it.text()))
    };
    let cookie = ["cookie", "setCookie"].iter().find_map(|it| project.calls_of(it).find(sets))?;
    let message = format!(
        "This test expects `{name}` in the body, and the application sends tokens as cookies: it fails, or keeps a \
         copy that any script of the page can read."
    );
    Some(Finding::at(call.syntax, message).step(cookie.syntax, "sent as a cookie here").likely())
}

/// `access_token` of `expect(response.body).toHaveProperty('access_token')`.
fn asked_for<'t>(call: &Call<'t>) -> Option<&'t str> {
    let name = literal(*call.args.first().filter(|_| call.name == "toHaveProperty")?).filter(|it| is_token(it))?;
    let expect = Call::of(call.receiver?).filter(|it| it.name == "expect")?;
    expect.args.first().filter(|it| it.text().ends_with(".body")).map(|_| name)
}

/// `access_token`, `refreshToken`.
fn is_token(name: &str) -> bool {
    let words = name_words(name);
    let has = |word: &str| words.iter().any(|it| it == word);
    has("token") && (has("access") || has("refresh")) || has("jwt")
}
