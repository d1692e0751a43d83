//! Passwords that are hashed while everything else waits.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, root};

pub static RULE: Rule = Rule {
    id: "crypto/blocking-hash",
    title: "Every request waits while a password is hashed",
    severity: Severity::Medium,
    standard: &["S046", "S065"],
    refs: &[
        "CWE-400",
        "https://www.npmjs.com/package/bcrypt#why-is-async-mode-recommended-over-sync-mode",
        "https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
    ],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("blocking_hash.md"),
    check: &[Check::Call(&NAMES, check)],
};

const NAMES: [&str; 5] = ["hashSync", "compareSync", "verifySync", "pbkdf2Sync", "scryptSync"];
const PACKAGES: [&str; 9] =
    ["bcrypt", "bcryptjs", "bcrypt-ts", "@node-rs/bcrypt", "@node-rs/argon2", "crypto", "node:crypto", "argon2", "bun"];

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let name = root(call.callee);
    let known = match project.import_of(name.file, name.text()) {
        Some((import, _)) => PACKAGES.contains(&import.module),
        None => call.receiver == Some(name) && matches!(name.text(), "bcrypt" | "bcryptjs" | "argon2" | "crypto"),
    };
    let function = call.syntax.function()?;
    let owner = project.owner(call.syntax);
    let starting = matches!(owner.name, "constructor" | "onModuleInit" | "onApplicationBootstrap" | "bootstrap");
    (known && !starting && !project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let waiting = call.name.strip_suffix("Sync")?;
    let message = format!(
        "`{}` takes tens of milliseconds by design, and no other request is answered in that time: a few such calls at \
         once hold up the whole server.",
        call.callee.text()
    );
    let is_async = function.children().any(|it| it.text() == "async");
    // Those of `node:crypto` take a callback.
    let mends = is_async && matches!(call.name, "hashSync" | "compareSync" | "verifySync");
    let fix = call.callee.field(Field::Property).filter(|_| mends).map(|it| {
        let fix = Fix::safe(format!("Wait for `{waiting}`"), "the result is the same; other requests go on meanwhile");
        let chained = call.syntax.role() == Field::Object;
        let fix = fix.before(call.syntax, if chained { "(await " } else { "await " }).replace(it, waiting);
        if chained { fix.after(call.syntax, ")") } else { fix }
    });
    let finding = Finding::at(call.syntax, message).fix(fix);
    // A key may be made of a passphrase once, and kept.
    Some(if matches!(call.name, "pbkdf2Sync" | "scryptSync") { finding.likely() } else { finding })
}
