//! Rate limits that are configured and never bound, and logins without any.

use crate::finding::Finding;
use crate::project::{Access, Call, EntryKind, GuardKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "http/rate-limit-missing",
    title: "Nothing limits how often somebody may try",
    severity: Severity::High,
    standard: &["S047"],
    refs: &["CWE-307", "CWE-770", "https://docs.nestjs.com/security/rate-limiting"],
    needs: &[],
    fix: FixKind::None,
    words: words!("rate_limit_missing.md"),
    check: &[Check::Call(&["forRoot", "forRootAsync"], module), Check::Access(login)],
};

/// `ThrottlerModule.forRoot(…)` without a guard that counts.
fn module(project: &Project, call: &Call) -> Option<Finding> {
    let own = call.receiver.is_some_and(|it| it.text() == "ThrottlerModule");
    (own && !project.is_test(call.syntax)).then_some(())?;
    let file = call.syntax.file;
    let counts =
        |it: Syntax| matches!(project.guard_kind(project.constant(it)), GuardKind::Throttling | GuardKind::Unseen);
    let global = project.global_guards_of(file).any(|it| matches!(it.kind, GuardKind::Throttling | GuardKind::Unseen));
    let bound = |it: &Access| it.effect.named("UseGuards").flat_map(|it| it.args.iter()).any(|it| counts(*it));
    let mut own = project.accesses.iter().filter(|it| project.same_app(it.entry.class.syntax.file, file)).peekable();
    let whole = project.sees_guards_of(file);
    // A module on its own does not show which handlers name the guard.
    let judged = whole || own.peek().is_some();
    (judged && !global && !own.any(bound)).then_some(())?;
    let message = "The limits are configured, but no `ThrottlerGuard` applies them: it is neither an `APP_GUARD` nor named \
                   by a handler, so every request passes.";
    let finding = Finding::at(call.callee, message);
    Some(if whole { finding } else { finding.likely() })
}

/// A login that may be tried without end.
fn login(project: &Project, access: &Access) -> Option<Finding> {
    is_login(access).then_some(())?;
    let file = access.entry.class.syntax.file;
    if let Some(skip) = access.effect.named("SkipThrottle").find(|it| it.args.is_empty()) {
        let message =
            format!("`{}` is taken out of the rate limit, so passwords can be tried without end.", access.label());
        let written = skip.syntax.kind() == Kind::Decorator;
        return Some(Finding::at(if written { skip.syntax } else { access.entry.method.name }, message));
    }
    let start = project.bootstraps.iter().find(|it| project.same_app(it.create.syntax.file, file))?;
    let mut logins =
        project.accesses.iter().filter(|it| project.same_app(it.entry.class.syntax.file, file) && is_login(it));
    let first = logins.next()?.entry.method.syntax == access.entry.method.syntax;
    let words = ["throttl", "ratelimit", "rate-limit", "rate-limiter", "slow-down", "slowdown", "brute"];
    let limited = || project.uses_package(start, &words) || start.is_open || access.effect.unseen.is_some();
    (first && !limited()).then(|| {
        let message = format!(
            "`{}` may be called without end: nothing in this application counts attempts, so passwords can be tried one \
             after the other, unless a proxy limits them.",
            access.label()
        );
        Finding::at(access.entry.method.name, message).severity(Severity::Medium).likely()
    })
}

fn is_login(access: &Access) -> bool {
    let verb = access.entry.decorator.as_ref().map_or("", |it| it.name);
    let judged =
        matches!(access.entry.kind, EntryKind::Http | EntryKind::GraphQl) && matches!(verb, "Post" | "Mutation");
    let mut words = name_words(access.entry.method.name.text());
    words.extend(access.paths.first().into_iter().flat_map(|it| name_words(it)));
    // There the password is checked elsewhere, and attempts are counted elsewhere.
    let elsewhere = ["apple", "google", "facebook", "twitter", "github", "oauth", "oauth2", "sso", "saml"];
    let has = |all: &[&str]| words.iter().any(|it| all.contains(&it.as_str()));
    let signs = words.windows(2).any(|it| matches!(it, [a, b] if a == "sign" && b == "in"));
    judged && (signs || has(&["login", "signin"])) && !has(&elsewhere)
}
