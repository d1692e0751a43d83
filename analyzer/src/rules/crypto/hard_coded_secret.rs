//! Passwords, keys and tokens that stand in the source.

use crate::finding::Finding;
use crate::project::secret::{self, Secret};
use crate::project::{Project, Variable};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "crypto/hard-coded-secret",
    title: "A secret is in the source code",
    severity: Severity::Critical,
    standard: &["S194"],
    refs: &[
        "CWE-798",
        "CWE-540",
        "https://docs.nestjs.com/techniques/configuration",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("hard_coded_secret.md"),
    check: &[Check::Node(Kind::String, check), Check::Node(Kind::Template, check), Check::Variable(variable)],
};

fn check(project: &Project, syntax: Syntax) -> Option<Finding> {
    let text = literal(syntax).filter(|it| it.len() >= 8)?;
    let known = secret::recognize(text);
    // Both guesses below ask for a digit.
    (known.is_some() || text.bytes().any(|it| it.is_ascii_digit())).then_some(())?;
    // Decorators show examples, but for `@Module`, which configures. A text of thousands of pieces nests as deep.
    let within = syntax.ancestors().take(64).find(|it| it.is(&[Kind::Decorator, Kind::EnumDeclaration]));
    let is_example = within.is_some_and(|it| !it.text().starts_with("@Module("));
    (!is_example && !project.is_signing_literal(syntax)).then_some(())?;
    if let Some(found) = known {
        let message = match found {
            Secret::Token(kind) => format!("This is {kind}. Whoever reads the source can use it until it is revoked."),
            Secret::PrivateKey => {
                "This is a private key. Whoever reads the source can sign and decrypt in your name.".to_owned()
            }
            Secret::Address { host } => {
                format!("This URL carries the password for `{host}`. Whoever reads the source can sign in there.")
            }
        };
        let finding = Finding::at(syntax, message);
        return Some(if project.is_test(syntax) { finding.severity(Severity::Low).to_check() } else { finding });
    }
    let name = name_of(syntax).filter(|it| secret::names_secret(it))?;
    let is_password = secret::looks_like_password(text) && !project.is_script(syntax);
    let is_random = secret::looks_random(text);
    ((is_random || is_password) && !project.is_test(syntax)).then_some(())?;
    let looks = if is_random { "looks random, as keys and passwords do" } else { "looks like a password in use" };
    let length = text.chars().count();
    let message =
        format!("`{name}` is given a text of {length} characters that {looks}. Whoever reads the source has it.");
    let finding = Finding::at(syntax, message).likely();
    Some(if is_random { finding } else { finding.severity(Severity::High) })
}

/// `PAYMENT_KEY=…` of a `.env` that came with the source.
fn variable(project: &Project, variable: &Variable) -> Option<Finding> {
    let (name, value) = (variable.name, variable.value);
    let path = &project.files.get(variable.place.file as usize)?.path;
    let known = secret::recognize(value).is_some();
    let guessed = secret::names_secret(name) && (secret::looks_random(value) || secret::looks_like_password(value));
    (known || guessed).then_some(())?;
    (project.ignored_by(".gitignore", path) != Some(true)).then_some(())?;
    let message = format!(
        "`{name}` has what looks like a real secret. If this file is in the repository, everyone who clones it has it too."
    );
    Some(Finding::at(variable.place, message).severity(Severity::High).to_check())
}

/// What a value is assigned to: a variable, a key, a property, a parameter.
fn name_of(value: Syntax<'_>) -> Option<&str> {
    let within = [Kind::Binary, Kind::As, Kind::Satisfies, Kind::Parenthesized, Kind::NonNull];
    let mut at = value;
    let mut holder = value.parent()?;
    while holder.is(&within) {
        (holder.kind() != Kind::Binary || crate::project::fallback(holder) == Some(at)).then_some(())?;
        (at, holder) = (holder, holder.parent()?);
    }
    let name = match holder.kind() {
        Kind::Declarator | Kind::FieldDefinition => holder.field(Field::Name),
        Kind::Pair => holder.field(Field::Key),
        Kind::RequiredParameter | Kind::OptionalParameter => holder.field(Field::Pattern),
        Kind::Assignment => holder.field(Field::Left).map(|it| it.field(Field::Property).unwrap_or(it)),
        _ => None,
    }?;
    (name != at).then(|| literal(name).unwrap_or(name.text()))
}
