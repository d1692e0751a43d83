//! Password hashes that cost an attacker too little.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Object, Syntax, root};

pub static RULE: Rule = Rule {
    id: "crypto/weak-password-cost",
    title: "Guessing passwords against these hashes is cheap",
    severity: Severity::Medium,
    standard: &["S046"],
    refs: &[
        "CWE-916",
        "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
        "https://www.npmjs.com/package/argon2",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("weak_password_cost.md"),
    check: &[
        Check::Call(&["hash", "hashSync", "genSalt", "genSaltSync"], check),
        Check::Call(&["pbkdf2", "pbkdf2Sync"], derived),
    ],
};

const BCRYPT: [&str; 4] = ["bcrypt", "bcryptjs", "bcrypt-ts", "@node-rs/bcrypt"];
const ARGON: [&str; 2] = ["argon2", "@node-rs/argon2"];
const REASON: &str = "each sign-in takes longer from then on; hashes that are stored keep the cost they were made with";

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (!project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    if is_of(project, call, &ARGON) {
        return argon(project, call);
    }
    is_of(project, call, &BCRYPT).then_some(())?;
    let rounds = *call.args.get(if call.name.starts_with("gen") { 0 } else { 1 })?;
    let cost = project.number(rounds).filter(|it| (0..10).contains(it))?;
    let message = format!(
        "A cost of {cost} makes a guess {} times cheaper than one of 12, and a stolen table is attacked by guessing.",
        1_u64 << (12 - cost)
    );
    Some(Finding::at(rounds, message).fix(higher(project, rounds, "12")))
}

/// The least memory in KiB for one to five passes: what OWASP lists as equal.
const LEAST: [i64; 5] = [47_104, 19_456, 12_288, 9_216, 7_168];

fn argon(project: &Project, call: &Call) -> Option<Finding> {
    let options = Object::of(project.constant(*call.args.get(1)?))?;
    if let Some(kind) =
        options.get("type").filter(|it| it.text().ends_with("argon2d") || it.text().ends_with("argon2i"))
    {
        let message = format!(
            "`{}` resists either guessing on graphics cards or attacks that measure access to memory; `argon2id` \
             resists both.",
            kind.text()
        );
        return Some(Finding::at(kind, message).severity(Severity::Low));
    }
    let memory = options.get("memoryCost")?;
    let kibibytes = project.number(memory)?;
    let passes = match options.get("timeCost") {
        Some(it) => project.number(it)?,
        None => 3,
    };
    let least = LEAST.get(usize::try_from(passes.clamp(1, 5)).ok()?.checked_sub(1)?)?;
    (kibibytes < *least).then_some(())?;
    let message = format!(
        "{kibibytes} KiB of memory and {passes} passes make guessing cheap; with so many passes {least} KiB is the least \
         that OWASP names."
    );
    Some(Finding::at(memory, message).fix(higher(project, memory, "65536")))
}

/// `pbkdf2(password, salt, 1000, …)`
fn derived(project: &Project, call: &Call) -> Option<Finding> {
    (call.args.len() >= 5 && !project.is_test(call.syntax)).then_some(())?;
    let about = call.args.first()?.text().to_ascii_lowercase();
    let rounds = *call.args.get(2)?;
    let count = project.number(rounds).filter(|it| *it < 100_000)?;
    about.contains("pass").then_some(())?;
    let message = format!(
        "{count} rounds of PBKDF2 make guessing cheap: OWASP names 210,000 with SHA-512 and 600,000 with SHA-256."
    );
    Some(Finding::at(rounds, message))
}

fn higher<'t>(project: &Project<'t>, written: Syntax<'t>, value: &str) -> Fix {
    Fix::review("Raise the cost", REASON).replace(project.value(written), value)
}

fn is_of<'t>(project: &Project<'t>, call: &Call<'t>, packages: &[&str]) -> bool {
    let name = root(call.callee);
    match project.import_of(name.file, name.text()) {
        Some((import, _)) => packages.contains(&import.module),
        None => call.receiver == Some(name) && packages.contains(&name.text()),
    }
}
