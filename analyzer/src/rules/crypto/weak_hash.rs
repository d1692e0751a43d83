//! Passwords, tokens and signatures that go through a hash which does not fit.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, name_words};

pub static RULE: Rule = Rule {
    id: "crypto/weak-hash",
    title: "A hash does not protect what it hashes",
    severity: Severity::Medium,
    standard: &["X069"],
    refs: &["CWE-328", "CWE-916", "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("weak_hash.md"),
    check: &[Check::Call(&["createHash"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let written = *call.args.first()?;
    let algorithm = literal(project.constant(written))?.to_ascii_lowercase();
    let is_broken = matches!(algorithm.as_str(), "md5" | "md4" | "sha1" | "sha-1" | "ripemd160" | "rmd160");
    let is_fast = is_broken || algorithm.starts_with("sha") || algorithm.starts_with("blake");
    let judged = is_fast && !project.is_test(call.syntax) && !project.is_script(call.syntax);
    judged.then_some(())?;
    let data = updated(call)?;
    let password = names(call, data).into_iter().find(|it| is_password(it)).filter(|_| !is_for_other_ends(call));
    if let Some(name) = password {
        let message = format!(
            "`{name}` goes through {}, which is made to be fast: a graphics card tries billions of passwords a second \
             against such hashes once they leak.",
            algorithm.to_ascii_uppercase()
        );
        return Some(Finding::at(call.syntax, message).severity(Severity::High).likely());
    }
    let names = names(call, data);
    let names_something = names.iter().any(|it| name_words(it).iter().any(|it| ABOUT.contains(&it.as_str())));
    let name = names.into_iter().find(|it| is_proof(it)).filter(|_| is_broken && !names_something)?;
    // How a partner wants to be signed to is not ours to choose.
    let is_dictated = name_words(name).iter().any(|it| matches!(it.as_str(), "signature" | "secret"));
    let message = format!(
        "`{name}` is protected by {}, for which two inputs with one hash can be made: what is checked against it may not \
         be what was meant.",
        algorithm.to_ascii_uppercase()
    );
    let reason = "hashes that are stored already no longer match, and the new ones are longer";
    let fix = Fix::review("Use SHA-256", reason);
    let fix = (literal(written).is_some()).then(|| fix.replace(written, "'sha256'"));
    let finding = Finding::at(call.syntax, message).fix(fix);
    Some(if is_dictated { finding.to_check() } else { finding.likely() })
}

/// Asking whether a password has leaked wants its SHA-1; a slow hash may stand around the fast one; old hashes have to
/// be read once more.
fn is_for_other_ends(call: &Call) -> bool {
    let words = ["pwned", "hibp", "breach", "legacy", "migrat", "bcrypt", "argon", "scrypt"];
    call.syntax.function().is_some_and(|it| {
        let lower = it.text().to_ascii_lowercase();
        words.iter().any(|word| lower.contains(word))
    })
}

/// What is hashed: the argument of `.update(…)`.
fn updated<'t>(call: &Call<'t>) -> Option<Syntax<'t>> {
    let update = Call::of(call.syntax.parent()?.parent()?).filter(|it| it.name == "update")?;
    update.args.first().copied()
}

/// What it and its result are called, and the function that does it.
fn names<'t>(call: &Call<'t>, data: Syntax<'t>) -> Vec<&'t str> {
    let inside = data.find_any(&[Kind::Identifier, Kind::PropertyIdentifier]).into_iter().chain([data]);
    let mut names: Vec<&str> = inside.map(|it| it.field(Field::Property).unwrap_or(it).text()).collect();
    let holder = call
        .syntax
        .ancestors()
        .take(8)
        .find(|it| it.is(&[Kind::Declarator, Kind::Pair, Kind::Assignment, Kind::Block]));
    names.extend(holder.and_then(|it| it.field(Field::Name).or(it.field(Field::Key))).map(Syntax::text));
    names.extend(call.syntax.function().and_then(|it| it.field(Field::Name)).map(Syntax::text));
    names
}

fn is_password(name: &str) -> bool {
    let words = name_words(name);
    let about = ["reset", "length", "version", "token", "link", "key", "cache", "id", "url", "code"];
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    has(&["password", "passwd", "pwd", "passphrase", "passcode"]) && !has(&about)
}

/// What a hash may be for that protects nothing.
const ABOUT: [&str; 11] =
    ["cache", "cached", "etag", "key", "name", "count", "type", "file", "content", "avatar", "color"];

fn is_proof(name: &str) -> bool {
    let words = name_words(name);
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    has(&["token", "signature", "secret", "otp", "session"])
}
