//! Refresh tokens that work again and again.

use crate::finding::Finding;
use crate::project::{Access, Call, EntryKind, Method, Operation, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "auth/refresh-not-rotated",
    title: "A refresh token works again and again",
    severity: Severity::Medium,
    standard: &["S044"],
    refs: &[
        "CWE-613",
        "https://datatracker.ietf.org/doc/html/rfc9700#name-refresh-token-protection",
        "https://cheatsheetseries.owasp.org/cheatsheets/OAuth2_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("refresh_not_rotated.md"),
    check: &[Check::Access(check)],
};

/// What the methods behind a handler do, as far as they are followed.
#[derive(Default)]
struct Seen<'t> {
    methods: Vec<Syntax<'t>>,
    signs: Vec<Call<'t>>,
    /// Something is stored, revoked or handed out anew, or may be where it cannot be seen.
    renews: bool,
}

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let entry = &access.entry;
    let judged = matches!(entry.kind, EntryKind::Http | EntryKind::GraphQl) && is_refresh(entry.method.name.text());
    (judged && access.effect.unseen.is_none()).then_some(())?;
    let mut seen = Seen::default();
    follow(project, &entry.method, 4, &mut seen);
    let [sign] = seen.signs.as_slice() else { return None };
    (!seen.renews).then_some(())?;
    let message = format!(
        "`{}` signs a new access token and leaves the refresh token as it is: a stolen one makes new access tokens until it \
         ends, beside its owner's, and nobody notices.",
        access.label()
    );
    let finding = Finding::at(sign.syntax, message);
    let is_here = entry.method.syntax.contains(sign.syntax);
    let finding = if is_here { finding } else { finding.step(entry.method.name, "this handler renews tokens") };
    Some(finding.likely())
}

/// `refresh`, `refreshToken`, `renewSession`
fn is_refresh(name: &str) -> bool {
    let words = name_words(name);
    matches!(words.first().map(String::as_str), Some("refresh" | "renew"))
        && words
            .iter()
            .skip(1)
            .all(|it| matches!(it.as_str(), "token" | "tokens" | "session" | "access" | "auth" | "jwt"))
}

fn follow<'t>(project: &Project<'t>, method: &Method<'t>, steps: usize, seen: &mut Seen<'t>) {
    let (Some(body), false) = (method.body, seen.methods.contains(&method.syntax)) else { return };
    seen.methods.push(method.syntax);
    let names = body.find_any(&[Kind::Pair, Kind::Shorthand, Kind::PropertyIdentifier]);
    let hands_out = |it: &Syntax| {
        let text = it.text().to_ascii_lowercase();
        let key = text.split(':').next().unwrap_or(&text).trim().to_owned();
        it.is(&[Kind::Pair, Kind::Shorthand]) && matches!(key.as_str(), "refreshtoken" | "refresh_token" | "rt")
    };
    let writes = project.queries_in(body).any(|it| it.operation == Operation::Write);
    seen.renews = seen.renews || writes || names.iter().any(hands_out);
    for call in body.find(Kind::Call).filter_map(Call::of) {
        let is_sign = matches!(call.name, "sign" | "signAsync") && project.is_jwt_service(&call);
        if is_sign {
            seen.signs.push(call);
            continue;
        }
        match project.target(&call).filter(|_| steps > 0) {
            Some(target) => follow(project, target, steps - 1, seen),
            None => seen.renews = seen.renews || may_renew(&call),
        }
    }
}

/// Whether a call whose code is not seen may store or revoke something, by its name.
fn may_renew(call: &Call) -> bool {
    let reads = [
        "get", "find", "verify", "decode", "check", "validate", "is", "has", "log", "debug", "warn", "error", "info",
        "cookie", "now", "split", "to", "json", "compare", "map", "status", "extract", "throw", "load",
    ];
    let is_own = call.chain().first() == Some(&"this");
    let first = name_words(call.name).into_iter().next().unwrap_or_default();
    is_own && !reads.contains(&first.as_str())
}
