//! Handlers that must answer strangers: signing in, health, webhooks that check a signature.

use super::entry::{Entry, EntryKind};
use super::guard::finds_out;
use super::{Access, Call, Project};
use crate::syntax::{Kind, Syntax, literal, name_words};

/// Words that tell such a handler, in its path or its name.
const ALWAYS: [&str; 53] = [
    "login",
    "logon",
    "signin",
    "signup",
    "signout",
    "logout",
    "register",
    "registration",
    "refresh",
    "forgot",
    "forget",
    "recover",
    "recovery",
    "oauth",
    "oauth2",
    "oidc",
    "saml",
    "sso",
    "otp",
    "magic",
    "passwordless",
    "webauthn",
    "passkey",
    "captcha",
    "csrf",
    "token",
    "tokens",
    "session",
    "sessions",
    "anonymous",
    "guest",
    "public",
    "contact",
    "newsletter",
    "subscribe",
    "unsubscribe",
    "feedback",
    "track",
    "tracking",
    "analytics",
    "telemetry",
    "search",
    "waitlist",
    "hello",
    "echo",
    "demo",
    "google",
    "github",
    "facebook",
    "apple",
    "onboarding",
    "setup",
    "waiting",
];
/// As long as no parameter before them picks what they act on: `activate/:code`, not `users/:id/activate`.
const WITHOUT_ID: [&str; 12] = [
    "verify",
    "verification",
    "confirm",
    "confirmation",
    "activate",
    "activation",
    "callback",
    "accept",
    "invitation",
    "reset",
    "authenticate",
    "authorize",
];
/// Only for reading.
const READING: [&str; 20] = [
    "health",
    "healthz",
    "healthcheck",
    "ready",
    "readiness",
    "readyz",
    "live",
    "liveness",
    "livez",
    "alive",
    "ping",
    "status",
    "metrics",
    "version",
    "robots",
    "sitemap",
    "favicon",
    "docs",
    "openapi",
    "known",
];
/// Parameters that only the rightful caller can know.
const SECRETS: [&str; 8] = ["token", "code", "hash", "key", "provider", "strategy", "secret", "signature"];

impl<'t> Project<'t> {
    /// Whether a handler is there for strangers, or looks for itself who is calling.
    pub fn is_for_strangers(&self, access: &Access<'t>) -> bool {
        self.welcomes(&access.entry, &access.paths) || self.checks_itself(&access.entry)
    }

    /// Whether a handler is there for strangers, as far as its path, its name and its code tell.
    pub(super) fn welcomes(&self, entry: &Entry<'t>, paths: &[String]) -> bool {
        let mut words = name_words(entry.method.name.text());
        words.extend(paths.iter().flat_map(|it| it.split('/').filter(|it| !it.starts_with(':'))).flat_map(name_words));
        if entry.kind != EntryKind::Http {
            let decorator = entry.decorator.as_ref().and_then(|it| it.args.iter().find_map(|it| literal(*it)));
            words.extend(decorator.into_iter().flat_map(name_words));
        }
        let has = |all: &[&str]| words.iter().any(|it| all.contains(&it.as_str()));
        let signs =
            words.windows(2).any(|it| matches!(it, [a, b] if a == "sign" && matches!(b.as_str(), "in" | "up" | "out")));
        let verb = entry.decorator.as_ref().map_or("", |it| it.name);
        let reads = matches!(verb, "Get" | "Head" | "All");
        let secret =
            |it: &str| name_words(it).iter().any(|it| matches!(it.as_str(), "token" | "hash" | "secret" | "signature"));
        signs
            || paths.iter().flat_map(|it| it.split('/')).any(|it| it.starts_with(':') && secret(it))
            || has(&ALWAYS)
            || (has(&WITHOUT_ID) && !paths.iter().any(|it| picks_before(it)))
            || (reads && (has(&READING) || name_words(entry.class.name.text()).iter().any(|it| it == "health")))
            || (reads && paths.iter().any(|it| it == "/"))
            || (verb == "Post" && paths.iter().any(|it| is_sign_up(it)))
            || (has(&["webhook", "webhooks", "hook", "hooks"]) && self.checks_itself(entry))
    }

    /// Whether the handler, or a method it calls, looks at who is calling: a header with a key, a signature, a refusal.
    pub(super) fn checks_itself(&self, entry: &Entry<'t>) -> bool {
        if entry
            .method
            .parameters
            .iter()
            .any(|it| it.decorators.iter().any(|it| it.name == "Headers" || it.name == "Ip"))
        {
            return true;
        }
        let Some(body) = entry.method.body else { return false };
        checks(body)
            || body.find(Kind::Call).filter_map(Call::of).any(|call| {
                let target = self.target(&call).filter(|it| it.syntax != entry.method.syntax);
                target.and_then(|it| it.body).is_some_and(checks)
            })
    }
}

fn checks(code: Syntax) -> bool {
    code.descendants().any(|it| match it.kind() {
        Kind::New => Call::of(it).is_some_and(|it| matches!(it.name, "UnauthorizedException" | "ForbiddenException")),
        Kind::Call => Call::of(it).is_some_and(|it| finds_out(&it)),
        Kind::Identifier | Kind::PropertyIdentifier | Kind::String | Kind::StringFragment => {
            let lower = literal(it).unwrap_or(it.text()).to_ascii_lowercase();
            let names =
                ["signature", "constructevent", "timingsafeequal", "authorization", "x-api-key", "apikey", "hmac"];
            names.iter().any(|it| lower.contains(it)) || matches!(lower.as_str(), "unauthorized" | "forbidden")
        }
        _ => false,
    })
}

/// Whether a parameter stands before the word that tells what is done.
fn picks_before(path: &str) -> bool {
    let mut segments = path.split('/').skip_while(|it| !it.starts_with(':'));
    let secret = segments.next().is_none_or(|it| name_words(it).iter().any(|it| SECRETS.contains(&it.as_str())));
    !secret && segments.flat_map(name_words).any(|it| WITHOUT_ID.contains(&it.as_str()))
}

/// `POST /users` is how many applications let people sign up.
fn is_sign_up(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(last, "auth" | "user" | "users" | "account" | "accounts" | "customers" | "members")
        && !path.contains("admin")
}
