//! Tokens, codes and passwords that can be guessed, because they are not drawn at random.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "crypto/predictable-token",
    title: "A secret can be predicted",
    severity: Severity::High,
    standard: &["X071"],
    refs: &["CWE-338", "CWE-330", "https://nodejs.org/api/crypto.html#cryptorandomintmin-max-callback"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("predictable_token.md"),
    check: &[Check::Call(&["random", "now", "pseudoRandomBytes"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let source = call.callee.text();
    let known = matches!(source, "Math.random" | "Date.now") || call.name == "pseudoRandomBytes";
    (known && !project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let (name, whole) = made(project, call.syntax)?;
    // Said once for what several calls make together.
    let mut mates = whole.find(Kind::Call).filter_map(Call::of).filter(|it| it.callee.text() == source);
    (mates.next()?.syntax == call.syntax).then_some(())?;
    if source == "Date.now" {
        let mut others = whole.find_any(&[Kind::Call, Kind::New]).into_iter().filter_map(Call::of);
        let draws = ["random", "sign", "uuid", "nano", "hash", "hmac", "cuid", "encrypt"];
        let is_mixed = |it: &Call| draws.iter().any(|word| it.callee.text().to_ascii_lowercase().contains(word));
        (!others.any(|it| is_mixed(&it))).then_some(())?;
    }
    let is_unused = is_unused(project, call.syntax);
    let message = match source {
        "Math.random" if is_unused => {
            format!(
                "`{name}` comes from `Math.random()`, whose results can be computed from earlier ones. Nothing calls it yet."
            )
        }
        "Date.now" => {
            format!(
                "`{name}` is made of the time, and whoever knows roughly when it was made can try the few values \
                     that remain."
            )
        }
        "Math.random" => format!(
            "`{name}` comes from `Math.random()`: after a few of its results the next ones can be computed, and so can what \
             other users are given."
        ),
        _ => format!("`{name}` comes from `{source}`, which does not promise to be unpredictable."),
    };
    let finding = Finding::at(call.syntax, message);
    let finding = if source == "Date.now" { finding.likely() } else { finding };
    // What others ask for in a signed request has to differ, no more.
    let is_nonce = name.to_ascii_lowercase().ends_with("nonce");
    (!(is_nonce && source == "Date.now")).then_some(())?;
    let finding = if is_nonce { finding.severity(Severity::Medium).to_check() } else { finding };
    let finding = if is_unused { finding.severity(Severity::Low) } else { finding };
    Some(finding.fix((source == "Math.random").then(|| fix(project, whole)).flatten()))
}

/// A method of a whole application that no file speaks of but where it is declared.
fn is_unused(project: &Project, at: Syntax) -> bool {
    let method = at.ancestor(&[Kind::Method]).and_then(|it| it.field(Field::Name)).map(Syntax::text);
    let is_called = |name: &str| {
        // Most are told by the index; the rest by any mention, as in a text that names a method.
        let code = || project.files.iter().filter(|it| it.tree.is_some());
        project.calls_of(name).next().is_some() || code().flat_map(|it| it.text.matches(name)).nth(1).is_some()
    };
    let is_handler = || project.entries.iter().any(|it| it.method.syntax.contains(at));
    let is_judged = !project.bootstraps.is_empty() && !is_handler();
    is_judged && method.is_some_and(|it| it != "constructor" && !is_called(it))
}

/// What the value becomes, by the name it gets, and the code that makes it.
fn made<'t>(project: &Project<'t>, at: Syntax<'t>) -> Option<(&'t str, Syntax<'t>)> {
    let function = at.function();
    let around = at.ancestors().take_while(|it| Some(*it) != function);
    let holders = around.filter(|it| it.is(&[Kind::Declarator, Kind::Assignment, Kind::Pair]));
    let own = holders.into_iter().find_map(|it| {
        let name = it.field(Field::Name).or(it.field(Field::Key)).or(it.field(Field::Left))?;
        let name = name.field(Field::Property).unwrap_or(name).text();
        is_secret(name, "").then_some((name, it))
    });
    own.or_else(|| {
        let (owner, name) = named_function(at)?;
        let class = project.class_of(at).map_or("", |it| it.name.text());
        let body = owner.field(Field::Body)?;
        // What it hands back, not a delay or a choice on the way.
        let built = body.find_any(&[Kind::AugmentedAssignment, Kind::Return]).into_iter().any(|it| it.contains(at));
        ((built || body.kind() != Kind::Block) && is_secret(name, class)).then_some((name, body))
    })
}

/// The nearest function around that has a name of its own, and the name: `make` of `make = () => …`.
fn named_function<'t>(at: Syntax<'t>) -> Option<(Syntax<'t>, &'t str)> {
    let mut function = at.function();
    for _ in 0..3 {
        let own = function?;
        let holder = own.parent().filter(|it| it.is(&[Kind::Declarator, Kind::FieldDefinition, Kind::Pair]));
        let name = own.field(Field::Name).or_else(|| holder?.field(Field::Name).or(holder?.field(Field::Key)));
        if let Some(name) = name {
            return Some((own, name.text()));
        }
        function = own.function();
    }
    None
}

/// Whether a name is that of something only its owner may know.
fn is_secret(name: &str, class: &str) -> bool {
    let words = name_words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(last) = words.last() else { return false };
    let has = |list: &[&str]| words.iter().any(|it| list.contains(it));
    let about =
        ["expires", "expiry", "expiration", "ttl", "mock", "fake", "dummy", "color", "status", "error", "sample"];
    let codes = [
        "verification",
        "reset",
        "confirmation",
        "otp",
        "invite",
        "invitation",
        "access",
        "auth",
        "login",
        "sms",
        "backup",
        "recovery",
        "security",
        "activation",
        "coupon",
        "voucher",
    ];
    let alone =
        ["token", "otp", "password", "passcode", "secret", "nonce", "salt", "pin", "tokens", "csrf", "passphrase"];
    let lower = class.to_ascii_lowercase();
    let signs_in = ["oauth", "oidc", "session", "csrf"].iter().any(|it| lower.contains(it));
    !has(&about)
        && (alone.contains(last)
            || (*last == "code" && has(&codes))
            || (*last == "key" && has(&["api", "secret", "private", "encryption"]))
            || (*last == "id" && has(&["session"]))
            || (*last == "state" && has(&["oauth", "oidc", "auth"]))
            || (signs_in && matches!(*last, "state" | "handle" | "id") && has(&["generate", "create", "make", "new"])))
}

/// `Math.floor(a + Math.random() * b)` as `randomInt(a, a + b)`, if every draw is written so.
fn fix<'t>(project: &Project<'t>, whole: Syntax<'t>) -> Option<Fix> {
    let draws = whole.find(Kind::Call).filter(|it| Call::of(*it).is_some_and(|it| it.callee.text() == "Math.random"));
    let reason = "it draws from the same numbers, each as likely as before, and nobody can compute the next";
    let fix = Fix::safe("Draw with `randomInt`", reason);
    let fix = draws.into_iter().try_fold(fix, |fix, it| {
        let (place, from, to) = range(project, it)?;
        let bounds = if from == "0" { to } else { format!("{from}, {to}") };
        Some(fix.replace(place, format!("randomInt({bounds})")))
    })?;
    let own = project.import_of(whole.file, "randomBytes").map_or("node:crypto", |(it, _)| it.module);
    Some(project.bring(fix, whole, "randomInt", own))
}

/// The `Math.floor` around a draw, its first number, and the one behind its last.
fn range<'t>(project: &Project<'t>, draw: Syntax<'t>) -> Option<(Syntax<'t>, String, String)> {
    let product = draw
        .parent()
        .filter(|it| it.kind() == Kind::Binary && it.field(Field::Operator).is_some_and(|it| it.text() == "*"))?;
    let other = |it: Syntax<'t>, known: Syntax<'t>| {
        let sides = [it.field(Field::Left)?, it.field(Field::Right)?];
        sides.into_iter().find(|it| plain(*it) != plain(known))
    };
    let count = other(product, draw)?;
    let holder = product.parent()?;
    let (top, first) = if holder.kind() == Kind::Binary {
        (holder.field(Field::Operator).filter(|it| it.text() == "+"))?;
        (holder, Some(other(holder, product)?))
    } else {
        (product, None)
    };
    let floor = top.parent()?.parent()?;
    let call = Call::of(floor).filter(|it| it.callee.text() == "Math.floor" && it.args.first() == Some(&top))?;
    match first {
        None => Some((call.syntax, "0".to_owned(), count.text().to_owned())),
        Some(first) => {
            let (from, many) = (project.number(first)?, project.number(count)?);
            Some((call.syntax, from.to_string(), from.checked_add(many)?.to_string()))
        }
    }
}
