//! Password checks that give one answer for every password.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "crypto/constant-password-check",
    title: "A password check gives one answer for every password",
    severity: Severity::Critical,
    standard: &["S065"],
    refs: &["CWE-287", "CWE-253", "https://www.npmjs.com/package/bcrypt", "https://www.npmjs.com/package/argon2"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("constant_password_check.md"),
    check: &[Check::Call(&CHECKS, unawaited), Check::Call(&["hash", "hashSync"], never_equal)],
};

/// Of the packages, and what wrappers of them are called.
const CHECKS: [&str; 14] = [
    "compare",
    "verify",
    "comparePassword",
    "comparePasswords",
    "validatePassword",
    "verifyPassword",
    "checkPassword",
    "matchPassword",
    "isPasswordValid",
    "isValidPassword",
    "validateHash",
    "verifyHash",
    "compareHash",
    "compareHashes",
];

const PACKAGES: [&str; 6] = ["bcrypt", "bcryptjs", "bcrypt-ts", "argon2", "@node-rs/argon2", "@node-rs/bcrypt"];

/// `if (bcrypt.compare(…))`, also by way of a variable.
fn unawaited(project: &Project, call: &Call) -> Option<Finding> {
    (!call.is_new && !call.is_awaited() && !project.is_test(call.syntax)).then_some(())?;
    let condition = decided_by(call.syntax).or_else(|| later_condition(call))?;
    answers_promise(project, call).then_some(())?;
    let message = format!(
        "`{}` answers with a promise, and nothing waits for it: a promise counts as true, so every password is right.",
        call.callee.text()
    );
    let finding = Finding::at(call.syntax, message);
    let finding = if condition == call.syntax { finding } else { finding.step(condition, "decided here") };
    let is_async = call.syntax.function().is_some_and(|it| it.children().any(|it| it.text() == "async"));
    let fix = Fix::safe("Wait for the answer", "the check then says what it was written to say");
    Some(finding.fix(is_async.then(|| fix.before(call.syntax, "await "))))
}

/// Whether a call gives back a promise: one of the packages' own, or an async method of the project.
fn answers_promise<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    // `bcrypt.compare(a, b, (error, same) => …)`
    let calls_back = call.args.last().is_some_and(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]));
    if matches!(call.name, "compare" | "verify") {
        return !calls_back && comes_from_hasher(project, call);
    }
    let method = project.target(call).map(|it| it.syntax);
    let function = || {
        let declared = project.symbol(call.callee).filter(|_| call.receiver.is_none())?;
        Some(declared.field(Field::Value).map_or(declared, plain))
    };
    method.or_else(function).is_some_and(|it| {
        let typed = it.field(Field::ReturnType).is_some_and(|it| it.text().contains("Promise<"));
        typed || it.children().any(|it| it.kind() == Kind::Keyword && it.text() == "async")
    })
}

/// Whether a function is one of a package that hashes passwords.
fn comes_from_hasher<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let root = crate::syntax::root(call.callee);
    match project.import_of(root.file, root.text()) {
        Some((import, _)) => PACKAGES.contains(&import.module),
        None => matches!(root.text(), "bcrypt" | "bcryptjs" | "argon2") && call.receiver == Some(root),
    }
}

/// The condition that an expression is, or is a part of.
fn decided_by(syntax: Syntax<'_>) -> Option<Syntax<'_>> {
    let mut at = syntax;
    loop {
        let holder = at.parent()?;
        match holder.kind() {
            Kind::Parenthesized => at = holder,
            Kind::Unary if holder.text().starts_with('!') => return Some(syntax),
            Kind::Binary => {
                matches!(holder.field(Field::Operator)?.text(), "&&" | "||").then_some(())?;
                // `a && check()` may be what is returned.
                if at.role() == Field::Left {
                    return Some(syntax);
                }
                at = holder;
            }
            Kind::If | Kind::While | Kind::Ternary => return (at.role() == Field::Condition).then_some(syntax),
            _ => return None,
        }
    }
}

/// `const isRight = bcrypt.compare(…); if (!isRight)`
fn later_condition<'t>(call: &Call<'t>) -> Option<Syntax<'t>> {
    let declarator = call.syntax.parent().filter(|it| it.kind() == Kind::Declarator)?;
    let name = declarator.field(Field::Name).filter(|it| it.kind() == Kind::Identifier)?;
    let uses: Vec<Syntax> =
        call.syntax.function()?.find(Kind::Identifier).filter(|it| it.text() == name.text() && *it != name).collect();
    let is_awaited = |it: &Syntax| it.parent().is_some_and(|it| it.kind() == Kind::Await);
    (!uses.iter().any(is_awaited)).then_some(())?;
    uses.into_iter().find(|it| decided_by(*it).is_some())
}

/// `(await bcrypt.hash(typed, 10)) === user.password`
fn never_equal(project: &Project, call: &Call) -> Option<Finding> {
    (comes_from_hasher(project, call) && !project.is_test(call.syntax)).then_some(())?;
    // With a salt of one's own it can be equal.
    let salted = call.args.get(1).is_some_and(|it| project.number(*it).is_none() && Call::of(*it).is_none());
    let function = call.syntax.function();
    let declarator = call.syntax.ancestors().take(2).find(|it| it.kind() == Kind::Declarator);
    let name = declarator.and_then(|it| it.field(Field::Name)).map_or("", Syntax::text);
    let holds = |it: Syntax| {
        let side = plain(it);
        side == call.syntax || (side.kind() == Kind::Identifier && side.text() == name)
    };
    let is_compared = |it: &Syntax| {
        let operator = it.field(Field::Operator).map_or("", Syntax::text);
        let is_side = |field| it.field(field).is_some_and(holds);
        matches!(operator, "===" | "!==" | "==" | "!=") && (is_side(Field::Left) || is_side(Field::Right))
    };
    let binary = function.unwrap_or(call.syntax.root()).find(Kind::Binary).find(is_compared)?;
    (!salted).then_some(())?;
    let message = format!(
        "`{}` makes another salt each time, so its result never equals what is stored: no password is ever right. \
         `compare` or `verify` reads the salt from the stored hash.",
        call.callee.text()
    );
    Some(Finding::at(binary, message).severity(Severity::High))
}
