//! Webhooks: handlers that a provider calls, and whether they check that it did.

use super::entry::{Entry, EntryKind};
use super::{Access, Project};
#[cfg(feature = "whole")]
use super::{Call, Method};
#[cfg(feature = "whole")]
use crate::syntax::Kind;
use crate::syntax::name_words;

/// What a handler that receives something is called.
const RECEIVES: [&str; 10] =
    ["handle", "receive", "process", "incoming", "event", "events", "notify", "notification", "on", "ingest"];
const PROVIDERS: [&str; 16] = [
    "stripe", "github", "gitlab", "paypal", "shopify", "twilio", "slack", "sendgrid", "mailgun", "paddle", "clerk",
    "svix", "mollie", "razorpay", "paystack", "telegram",
];

impl<'t> Project<'t> {
    /// Whether a handler is there for a provider that reports something.
    pub fn is_webhook(&self, access: &Access<'t>) -> bool {
        let entry: &Entry = &access.entry;
        let named = name_words(entry.method.name.text());
        let placed: Vec<String> = access.paths.iter().flat_map(|it| name_words(it)).collect();
        let is_hook = |it: &String| matches!(it.as_str(), "webhook" | "webhooks" | "hook" | "hooks");
        let has = |words: &[String], list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
        let verb = entry.decorator.as_ref().map_or("", |it| it.name);
        let receives = named.iter().any(is_hook) || has(&named, &RECEIVES);
        let is_named =
            named.iter().chain(&placed).any(is_hook) || name_words(entry.class.name.text()).iter().any(is_hook);
        // `POST /webhooks` with a DTO to create one is for customers who set theirs up.
        let manages =
            has(&named, &["create", "update", "delete", "remove", "register", "list", "test", "trigger", "send"]);
        entry.kind == EntryKind::Http
            && matches!(verb, "Post" | "Put" | "All")
            && is_named
            && !manages
            && (receives || has(&placed, &PROVIDERS))
    }

    /// Whether a handler, or what it calls in a few steps, looks at who sent the request.
    #[cfg(feature = "whole")]
    pub fn checks_sender(&self, entry: &Entry<'t>) -> bool {
        self.checks_itself(entry) || self.leads_to_check(&entry.method, 4)
    }

    #[cfg(feature = "whole")]
    fn leads_to_check(&self, method: &Method<'t>, steps: usize) -> bool {
        let Some(body) = method.body else { return true };
        let words =
            ["signature", "hmac", "constructevent", "timingsafeequal", "webhooksecret", "webhook_secret", "digest"];
        let kinds = [Kind::Identifier, Kind::PropertyIdentifier, Kind::String, Kind::ShorthandPattern];
        let names = body.find_any(&kinds).into_iter().map(|it| it.text().to_ascii_lowercase());
        let mut found =
            names.into_iter().any(|it| it.starts_with("verif") || words.iter().any(|word| it.contains(word)));
        for call in body.find(Kind::Call).filter_map(Call::of) {
            found = found
                || match self.target(&call).filter(|it| it.syntax != method.syntax) {
                    Some(target) => steps > 0 && self.leads_to_check(target, steps - 1),
                    None => false,
                };
        }
        found
    }
}
