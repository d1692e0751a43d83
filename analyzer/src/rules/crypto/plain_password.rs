//! Passwords that are stored or compared as they are.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain, name_words, plain};

pub static RULE: Rule = Rule {
    id: "crypto/plain-password",
    title: "A password is kept as it was typed",
    severity: Severity::Critical,
    standard: &["S045"],
    refs: &["CWE-256", "CWE-522", "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("plain_password.md"),
    check: &[Check::Flow(Harm::Password, stored), Check::Node(Kind::Binary, compared)],
};

fn stored(project: &Project, flow: &Flow) -> Option<Finding> {
    let is_hashed = flow.functions(project).into_iter().any(hashes);
    (!is_hashed && !is_hooked(project)).then_some(())?;
    Some(flow.finding(
        "it is stored as it was typed, so whoever sees the table, a backup or a log of it has every password.",
    ))
}

/// Whether a function makes a hash, or puts something in a password's place.
fn hashes(function: Syntax) -> bool {
    let words = ["hash", "argon", "bcrypt", "scrypt", "pbkdf", "encrypt", "digest", "crypt", "encode", "protect"];
    let is_one = |it: Call| words.iter().any(|word| it.callee.text().to_ascii_lowercase().contains(word));
    let replaced =
        |it: Syntax| it.field(Field::Left).is_some_and(|it| it.text().to_ascii_lowercase().ends_with(".password"));
    function.find_any(&[Kind::Call, Kind::New]).into_iter().filter_map(Call::of).any(is_one)
        || function.find(Kind::Assignment).any(replaced)
}

/// Whether something may hash behind every write: hooks of entities, of schemas, of the client.
fn is_hooked(project: &Project) -> bool {
    let calls = ["$extends", "$use", "pre", "addHook"];
    let hooks = ["BeforeInsert", "BeforeUpdate", "BeforeCreate", "BeforeSave", "EventSubscriber"];
    let methods =
        project.classes.iter().flat_map(|it| it.methods.iter().flat_map(|it| &it.decorators).chain(&it.decorators));
    calls.iter().any(|it| project.calls_of(it).next().is_some())
        || methods.into_iter().any(|it| hooks.contains(&it.name))
}

/// `user.password === dto.password`
fn compared(project: &Project, binary: Syntax) -> Option<Finding> {
    let operator = binary.field(Field::Operator)?.text();
    matches!(operator, "===" | "!==" | "==" | "!=").then_some(())?;
    let sides = [plain(binary.field(Field::Left)?), plain(binary.field(Field::Right)?)];
    let names = sides.map(chain);
    let is_password = |it: &Vec<&str>| matches!(it.as_slice(), [.., "password"]);
    let owners = names.iter().filter_map(|it| it.len().checked_sub(2).and_then(|at| it.get(at)).copied());
    let owners: Vec<&str> = owners.collect();
    let stored =
        ["user", "account", "member", "customer", "admin", "found", "existing", "entity", "record", "row", "person"];
    let is_stored = |it: &&str| name_words(it).iter().any(|it| stored.contains(&it.as_str()));
    let is_one_stored = owners.iter().filter(|it| is_stored(it)).count() == 1;
    (names.iter().all(is_password) && is_one_stored && !project.is_test(binary)).then_some(())?;
    let function = binary.function()?;
    (!hashes(function)).then_some(())?;
    let message = format!(
        "`{}` holds what was typed next to what is stored: it can only be right if the password is stored as it is.",
        binary.text()
    );
    Some(Finding::at(binary, message).likely())
}
