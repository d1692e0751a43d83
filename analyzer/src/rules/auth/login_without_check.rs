//! Logins that check nothing, and those whose checked class never checks.

use crate::finding::Finding;
use crate::project::{Access, Call, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "auth/login-without-check",
    title: "A login does not check what it is given",
    severity: Severity::Medium,
    standard: &["S072"],
    refs: &["https://docs.nestjs.com/recipes/passport", "https://docs.nestjs.com/faq/request-lifecycle"],
    needs: &[],
    fix: FixKind::None,
    words: words!("login_without_check.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let entry = &access.entry;
    let verb = entry.decorator.as_ref().map_or("", |it| it.name);
    let words = name_words(entry.method.name.text());
    let named = matches!(words.first().map(String::as_str), Some("login" | "signin"))
        || matches!(words.as_slice(), [a, b, ..] if a == "sign" && b == "in");
    (entry.kind == EntryKind::Http && verb == "Post" && named && access.effect.unseen.is_none()).then_some(())?;
    let guards: Vec<Syntax> = access.effect.named("UseGuards").flat_map(|it| it.args.iter().copied()).collect();
    let local = guards.iter().find(|it| it.text().to_ascii_lowercase().contains("local"));
    if let Some(guard) = local {
        let body = entry.method.parameters.iter().find(|it| it.decorators.iter().any(|it| it.name == "Body"))?;
        let class = body.annotation.as_ref().and_then(|it| project.class_named(it.syntax.file, it.name))?;
        let message = format!(
            "`{}` checks nothing in time: guards run before pipes, so `{}` has read the raw body before any validator \
             of the class runs.",
            class.name.text(),
            guard.text(),
        );
        return Some(Finding::at(body.syntax, message).severity(Severity::Info).step(*guard, "this runs first"));
    }
    let body = entry.method.body.filter(|_| guards.is_empty())?;
    let mut calls = body.find(Kind::Call).filter_map(Call::of);
    let asks = calls.any(|it| !matches!(it.name, "log" | "debug" | "sign" | "signAsync" | "cookie" | "now"));
    let name = entry.method.name;
    let message = format!("`{}` has no guard and calls no service: nothing here compares a password.", name.text());
    (!asks).then(|| Finding::at(name, message))
}
