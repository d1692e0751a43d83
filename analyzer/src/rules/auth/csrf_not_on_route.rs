//! Handlers that change something without the CSRF check that others have.

use crate::finding::{Finding, Fix};
use crate::project::{Access, AccessState, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "auth/csrf-not-on-route",
    title: "A handler lacks the CSRF check that others have",
    severity: Severity::Medium,
    standard: &["S083", "S089"],
    refs: &[
        "CWE-352",
        "https://docs.nestjs.com/security/csrf",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("csrf_not_on_route.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let file = access.entry.class.syntax.file;
    let is_open = |it: &Access| {
        let verb = it.entry.decorator.as_ref().map_or("", |it| it.name);
        it.entry.kind == EntryKind::Http
            && matches!(verb, "Post" | "Put" | "Patch" | "Delete")
            && mark(it).is_none()
            && it.effect.unseen.is_none()
            && (by_session(it) || session(it))
            && !project.is_webhook(it)
    };
    (is_open(access) && !access.entry.is_inherited()).then_some(())?;
    let mates = project.accesses_of(&access.entry.class);
    let first = mates.iter().find(|it| is_open(it))?;
    (first.entry.method.syntax == access.entry.method.syntax).then_some(())?;
    let mut others = project.accesses.iter().filter(|it| project.same_app(it.entry.class.syntax.file, file));
    let (like, decorator) = others.find_map(|it| Some((it, mark(it)?)))?;
    (!is_global(project)).then_some(())?;
    let open: Vec<&Access> = mates.iter().filter(|it| is_open(it)).collect();
    let count = match open.len() {
        1 => format!("`{}` changes something and", access.label()),
        many => format!(
            "{many} handlers of `{}` change something, such as `{}`, and",
            access.entry.class.name.text(),
            access.label()
        ),
    };
    let message = format!(
        "{count} lack `{}`, which `{}` has: another site can make a user's browser call {}.",
        decorator.text(),
        like.label(),
        if open.len() == 1 { "it" } else { "them" }
    );
    let message = if open.len() == 1 { message.replacen(" lack ", " lacks ", 1) } else { message };
    let finding = Finding::at(access.entry.method.name, message).step(decorator, "checked here");
    let finding = open.iter().skip(1).fold(finding, |it, one| it.step(one.entry.method.name, "not checked"));
    let finding = finding.fix(fix(&open, decorator));
    Some(if open.iter().all(|it| session(it)) { finding.severity(Severity::Low).likely() } else { finding.likely() })
}

/// Whether a guard stands there that a browser may satisfy by itself, without a header that pages have to set.
fn by_session(access: &Access) -> bool {
    let AccessState::Guarded(guard) = access.state else { return false };
    let words = ["key", "signature", "hmac", "bearer", "basic", "internal", "service"];
    !words.iter().any(|it| guard.text().to_ascii_lowercase().contains(it))
}

/// The decorator that asks for a CSRF token, or the one that says none is needed.
fn mark<'t>(access: &Access<'t>) -> Option<Syntax<'t>> {
    let speaks = |it: &str| it.as_bytes().windows(4).any(|it| it.eq_ignore_ascii_case(b"csrf"));
    let own = access.effect.decorators.iter();
    let mut own = own.filter(|it| it.syntax.kind() == crate::syntax::Kind::Decorator);
    own.find(|it| speaks(it.name) || (it.name == "UseGuards" && it.args.iter().any(|it| speaks(it.text()))))
        .map(|it| it.syntax)
}

/// Whether the check stands before every handler.
fn is_global(project: &Project) -> bool {
    let calls = ["use", "apply", "useGlobalGuards", "register"].iter().flat_map(|it| project.calls_of(it));
    let mut calls = calls.filter(|it| !project.is_test(it.syntax));
    let speaks = |it: &Syntax| it.text().to_ascii_lowercase().contains("csrf");
    calls.any(|it| it.args.iter().any(speaks))
        || project.accesses.first().is_some_and(|it| {
            project
                .global_guards_of(it.entry.class.syntax.file)
                .any(|it| speaks(&it.syntax.parent().unwrap_or(it.syntax)))
        })
}

/// Signing in and out, renewing.
fn session(access: &Access) -> bool {
    let words = name_words(access.entry.method.name.text());
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    has(&["login", "logout", "signin", "signout", "refresh"])
        || words.windows(2).any(|it| matches!(it, [a, b] if a == "sign" && (b == "in" || b == "out")))
}

/// The same decorator on each, where the class uses it already.
fn fix(open: &[&Access], decorator: Syntax) -> Option<Fix> {
    let class = open.first()?.entry.class.syntax;
    (class.contains(decorator) && decorator.text().starts_with('@')).then_some(())?;
    let reason = "pages that call these routes must send the token along from then on";
    let fix = Fix::review(format!("Add `{}`", decorator.text()), reason);
    open.iter().try_fold(fix, |fix, it| {
        let first = it.entry.method.decorators.first()?.syntax;
        let line = first.source().lines().nth(first.line())?;
        let indent: String = line.chars().take_while(|it| it.is_whitespace()).collect();
        Some(fix.before(first, format!("{}\n{indent}", decorator.text())))
    })
}
