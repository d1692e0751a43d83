//! Encryption that can be read by those who should not, or has keys that are too short.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "crypto/weak-cipher",
    title: "Encryption is too weak for the data it protects",
    severity: Severity::High,
    standard: &["X070"],
    refs: &[
        "CWE-327",
        "CWE-329",
        "CWE-326",
        "https://nodejs.org/api/crypto.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("weak_cipher.md"),
    check: &[
        Check::Call(&["createCipher", "createDecipher"], without_iv),
        Check::Call(&["createCipheriv", "createDecipheriv"], with_iv),
        Check::Call(&["generateKeyPair", "generateKeyPairSync"], key_pair),
    ],
};

fn is_of_node(project: &Project, call: &Call) -> bool {
    let own = ["crypto", "node:crypto"].iter().any(|it| project.comes_from(call.callee, it));
    let promised = call.receiver.is_none() && project.import_of(call.syntax.file, call.name).is_none();
    (own || promised) && !project.is_test(call.syntax)
}

fn without_iv(project: &Project, call: &Call) -> Option<Finding> {
    (is_of_node(project, call) && call.args.len() >= 2).then_some(())?;
    let message = format!(
        "`{}` makes key and IV from the password with MD5, the same each time: equal texts become equal ciphertexts. \
         Node.js 22 removed it, so there it throws.",
        call.callee.text()
    );
    Some(Finding::at(call.syntax, message))
}

fn with_iv(project: &Project, call: &Call) -> Option<Finding> {
    is_of_node(project, call).then_some(())?;
    let (name, start) = (*call.args.first()?, call.args.get(2).copied());
    let algorithm = literal(project.constant(name)).unwrap_or_default().to_ascii_lowercase();
    if let Some(fault) = fault(&algorithm) {
        return Some(Finding::at(name, format!("`{algorithm}` {fault}.")));
    }
    let encrypts = call.name == "createCipheriv";
    let fixed = start.filter(|it| encrypts && is_fixed(project, *it));
    if let Some(start) = fixed {
        let message = format!(
            "The IV is the same for every text, so `{}` gives equal texts equal ciphertexts{}.",
            if algorithm.is_empty() { name.text() } else { &algorithm },
            if algorithm.contains("gcm") || algorithm.contains("ctr") {
                ", and two of them together give both texts away"
            } else {
                ""
            }
        );
        return Some(Finding::at(start, message));
    }
    if let Some(start) = start.filter(|it| encrypts && is_drawn_once(project, *it)) {
        let message = format!(
            "`{}` is drawn once and used for every text until the application starts anew: equal texts become equal \
             ciphertexts.",
            start.text()
        );
        return Some(Finding::at(start, message));
    }
    let opens = algorithm.ends_with("-gcm") && !encrypts && call.args.len() == 3 && !call.is_open();
    opens.then(|| {
        let message = "A tag of four bytes passes as well as one of sixteen here: whoever may choose the tag has to guess far \
                       less to change what is decrypted.";
        let reason = "every tag must have been stored with all of its sixteen bytes";
        let fix = Fix::review("Ask for the whole tag", reason);
        let fix = start.map(|it| fix.after(it, ", { authTagLength: 16 }"));
        Finding::at(call.syntax, message).severity(Severity::Low).to_check().fix(fix)
    })
}

/// What is wrong with an algorithm.
fn fault(name: &str) -> Option<&'static str> {
    let starts = |list: &[&str]| list.iter().any(|it| name == *it || name.starts_with(&format!("{it}-")));
    if name.contains("-ecb") {
        return Some("encrypts each block on its own: equal blocks stay equal, so patterns of the text show through");
    }
    if starts(&["des", "des3", "des-ede", "des-ede3", "rc2", "bf", "blowfish", "cast", "cast5", "idea", "seed"]) {
        return Some("works on blocks of 64 bits or on short keys, and has been withdrawn");
    }
    starts(&["rc4", "arcfour"]).then_some("is broken: parts of the text can be told from the ciphertext alone")
}

/// Whether a start value is written in the source: a text, zeros.
fn is_fixed<'t>(project: &Project<'t>, start: Syntax<'t>) -> bool {
    let value = project.constant(start);
    match Call::of(value) {
        Some(call) if call.callee.text() == "Buffer.alloc" => {
            // An empty buffer may be filled afterwards.
            let name = start.text();
            let fills = ["randomFillSync", "randomFill", "copy", "set", "write"];
            let function = start.function();
            let mut calls = function.into_iter().flat_map(|it| it.find(Kind::Call)).filter_map(Call::of);
            !calls.any(|it| fills.iter().any(|word| it.name.starts_with(word)) && it.syntax.text().contains(name))
        }
        Some(call) if call.callee.text() == "Buffer.from" => {
            call.args.first().is_some_and(|it| literal(project.constant(*it)).is_some())
        }
        Some(_) => false,
        None => literal(value).is_some_and(|it| !it.is_empty()),
    }
}

/// `private readonly iv = randomBytes(16)`, or the same at the top of the file.
fn is_drawn_once<'t>(project: &Project<'t>, start: Syntax<'t>) -> bool {
    let value = project.constant(start);
    let drawn = Call::of(value).is_some_and(|it| it.name == "randomBytes");
    drawn && value.function().is_none() && start.function().is_some()
}

/// `generateKeyPairSync('rsa', { modulusLength: 1024 })`
fn key_pair(project: &Project, call: &Call) -> Option<Finding> {
    is_of_node(project, call).then_some(())?;
    let length = Object::of(project.constant(*call.args.get(1)?))?.get("modulusLength")?;
    let bits = project.number(length).filter(|it| *it < 2048)?;
    let message = format!("RSA keys of {bits} bits are short enough to be broken; keys need at least 2048.");
    let fix = Fix::review("Use 3072 bits", "keys that exist already stay short: make new ones");
    Some(Finding::at(length, message).fix(fix.replace(project.value(length), "3072")))
}
