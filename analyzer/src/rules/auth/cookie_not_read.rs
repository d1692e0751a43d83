//! Tokens that are set as a cookie, where only the header is read.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{literal, name_words};

pub static RULE: Rule = Rule {
    id: "auth/cookie-not-read",
    title: "A token's cookie is set and nothing reads it",
    severity: Severity::Info,
    standard: &["S094"],
    refs: &["https://docs.nestjs.com/techniques/cookies", "https://www.passportjs.org/packages/passport-jwt/"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("cookie_not_read.md"),
    check: &[Check::Call(&["fromAuthHeaderAsBearerToken"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let file = call.syntax.file;
    (call.receiver?.text() == "ExtractJwt" && !project.is_test(call.syntax)).then_some(())?;
    // One of several extractors.
    let within = call.syntax.ancestors().take(4).filter_map(Call::of).any(|it| it.name == "fromExtractors");
    let class = project.class_of(call.syntax)?.name.text().to_ascii_lowercase();
    (!within && !class.contains("refresh")).then_some(())?;
    let calls = ["cookie", "setCookie"].iter().flat_map(|it| project.calls_of(it));
    let mut own = calls.filter(|it| it.receiver.is_some() && project.same_app(it.syntax.file, file));
    let set = own.find(|it| !project.is_test(it.syntax) && carries_access(project, it))?;
    let reads = [".cookies", "?.cookies", "signedCookies", "headers.cookie", "Cookies(", "parseCookie"];
    let is_read = project.roots.iter().any(|it| reads.iter().any(|word| it.source().contains(word)));
    (!is_read).then_some(())?;
    let name = set.args.first().map_or("", |it| it.text());
    let message = format!(
        "Only the `Authorization` header is read here, while the token is set as the cookie {name} and no code reads that: \
         pages have to keep the token where scripts reach it."
    );
    Some(Finding::at(call.syntax, message).step(set.syntax, "set here").to_check())
}

/// `res.cookie('access_token', token)`
fn carries_access<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let Some(name) = call.args.first().and_then(|it| literal(project.constant(*it))) else { return false };
    let words = name_words(name);
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let is_taken_away = call.args.get(1).is_none_or(|it| literal(*it) == Some(""));
    has(&["access", "jwt", "token", "auth", "authentication"])
        && !has(&["refresh", "csrf", "xsrf", "device"])
        && !is_taken_away
}
