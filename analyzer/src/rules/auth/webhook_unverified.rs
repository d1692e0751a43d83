//! Webhooks that believe whoever calls them.

use crate::finding::Finding;
use crate::project::{Access, AccessState, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "auth/webhook-unverified",
    title: "A webhook does not check who sent it",
    severity: Severity::High,
    standard: &["X078"],
    refs: &[
        "CWE-345",
        "CWE-347",
        "https://docs.nestjs.com/faq/raw-body",
        "https://docs.stripe.com/webhooks#verify-official-libraries",
        "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("webhook_unverified.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    project.is_webhook(access).then_some(())?;
    let open = matches!(access.state, AccessState::Bare | AccessState::Opened(_) | AccessState::ForStrangers);
    let checks = ["signature", "auth", "verif", "webhook", "raw", "hmac"];
    let mut interceptors = access.effect.named("UseInterceptors").flat_map(|it| &it.args);
    let stands_before = access.effect.named("UseGuards").next().is_some()
        || interceptors.any(|it| checks.iter().any(|word| it.text().to_ascii_lowercase().contains(word)));
    let unseen = access.effect.unseen.is_some() || access.entry.method.body.is_none();
    (open && !stands_before && !unseen && !project.checks_sender(&access.entry)).then_some(())?;
    let name = access.entry.method.name;
    let message = format!(
        "`{}` acts on what it is sent, and neither `{}` nor what it calls checks a signature: anyone who knows the URL \
         can report a payment, a delivery, a push that never happened.",
        access.label(),
        name.text()
    );
    Some(Finding::at(name, message).likely())
}
