//! Webhooks: handlers that a provider calls, and whether they check that it did.

use super::entry::{Entry, EntryKind};
use super::{Access, Project};
#[cfg(feature = "whole")]
use super::{Call, Method};
use crate::syntax::name_words;
#[cfg(feature = "whole")]
use crate::syntax::{Kind, chain, literal};

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
        // `hooks/:secret`, `?token=`: only the rightful sender knows it.
        let proofs = ["secret", "token", "key", "signature", "hash", "hmac"];
        let args = entry.method.parameters.iter().flat_map(|it| &it.decorators).flat_map(|it| &it.args);
        let mut named = args.filter_map(|it| literal(*it)).flat_map(name_words);
        named.any(|it| proofs.contains(&it.as_str()))
            || self.checks_itself(entry)
            || self.leads_to_check(&entry.method, 4)
    }

    #[cfg(feature = "whole")]
    fn leads_to_check(&self, method: &Method<'t>, steps: usize) -> bool {
        let Some(body) = method.body else { return true };
        // Some providers send an id alone, and what it stands for is asked of them.
        let asks = ["verif", "retrieve", "getpayment", "fetchpayment", "capture"];
        let words =
            ["signature", "hmac", "constructevent", "timingsafeequal", "webhooksecret", "webhook_secret", "digest"];
        let kinds = [Kind::Identifier, Kind::PropertyIdentifier, Kind::String, Kind::ShorthandPattern];
        let names = body.find_any(&kinds).into_iter().map(|it| it.text().to_ascii_lowercase());
        let mut found = names
            .into_iter()
            .any(|it| asks.iter().any(|ask| it.starts_with(ask)) || words.iter().any(|word| it.contains(word)));
        for call in body.find(Kind::Call).filter_map(Call::of) {
            found = found
                || match self.target(&call).filter(|it| it.syntax != method.syntax) {
                    Some(target) => steps > 0 && self.leads_to_check(target, steps - 1),
                    None => self.is_unseen_service(&call) || hands_bytes(&call),
                };
        }
        found
    }

    /// `this.payments.apply(…)`, where the class of `payments` is one of the project that is not among the files.
    #[cfg(feature = "whole")]
    fn is_unseen_service(&self, call: &Call<'t>) -> bool {
        let file = call.syntax.file;
        let names = call.chain();
        let (["this", field, _], Some(class)) = (names.as_slice(), self.class_of(call.syntax)) else { return false };
        class.type_of(field).is_some_and(|typed| {
            let import = self.import_of(file, typed.name);
            self.class_named(file, typed.name).is_none() && import.is_some_and(|(it, _)| it.module.starts_with('.'))
        })
    }
}

/// `this.payments.receive(request.rawBody, …)`: the bytes themselves are of use for a signature only.
#[cfg(feature = "whole")]
fn hands_bytes(call: &Call) -> bool {
    let deep = matches!(call.chain().as_slice(), ["this", _, _]);
    deep && call.args.iter().any(|it| chain(*it).last() == Some(&"rawBody"))
}
