//! Encrypted connections that do not look at who is at the other end.

use crate::finding::{Finding, Fix};
use crate::project::{Project, Variable};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "crypto/certificate-not-checked",
    title: "A connection accepts any certificate",
    severity: Severity::High,
    standard: &["X073"],
    refs: &["CWE-295", "https://nodejs.org/api/tls.html#tlsconnectoptions-callback"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("certificate_not_checked.md"),
    check: &[Check::Node(Kind::False, option), Check::Node(Kind::Assignment, environment), Check::Variable(variable)],
};

const VARIABLE: &str = "NODE_TLS_REJECT_UNAUTHORIZED";

/// `rejectUnauthorized: false`
fn option(project: &Project, value: Syntax) -> Option<Finding> {
    let pair = value.parent().filter(|it| it.kind() == Kind::Pair && value.role() == Field::Value)?;
    let key = pair.field(Field::Key)?;
    let key = literal(key).unwrap_or(key.text());
    (matches!(key, "rejectUnauthorized" | "strictSSL") && !project.is_test(value)).then_some(())?;
    let message = format!(
        "`{key}: false` accepts any certificate: whoever is on the way can pose as the server, and read and change \
         what is sent."
    );
    let reason = "the server's certificate must then be signed by an authority that is known here, or given as `ca`";
    let finding = Finding::at(pair, message).fix(Fix::review("Check the certificate", reason).replace(value, "true"));
    Some(match (is_for_development(pair), project.is_script(value)) {
        (true, _) => finding.severity(Severity::Low).to_check(),
        (_, true) => finding.severity(Severity::Medium).likely(),
        _ => finding,
    })
}

/// `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`
fn environment(project: &Project, assignment: Syntax) -> Option<Finding> {
    let place = assignment.field(Field::Left)?.text();
    let value = assignment.field(Field::Right)?;
    let is_off = literal(value) == Some("0") || value.text() == "0";
    (place.contains(VARIABLE) && is_off && !project.is_test(assignment)).then_some(())?;
    let message = format!(
        "`{VARIABLE}` set to 0 switches the check of certificates off for every connection of the process, to \
         databases, providers, queues: whoever is on the way can pose as any of them."
    );
    let finding = Finding::at(assignment, message);
    Some(if is_for_development(assignment) { finding.severity(Severity::Low).to_check() } else { finding })
}

fn variable(_: &Project, variable: &Variable) -> Option<Finding> {
    (variable.name == VARIABLE && variable.value == "0").then_some(())?;
    let message = format!("`{VARIABLE}=0` switches the check of certificates off for every connection of the process.");
    Some(Finding::at(variable.place, message).severity(Severity::Medium).to_check())
}

/// Whether it only holds where something says so that speaks of development.
fn is_for_development(node: Syntax) -> bool {
    let words = ["dev", "local", "test", "NODE_ENV", "isProd", "production", "staging"];
    // `NODE_ENV === 'production' ? { … } : …` is the very opposite.
    let is_for_production = |condition: Syntax, is_otherwise: bool| {
        let text = condition.text();
        let negated = text.contains("!=") || text.trim_start_matches('(').starts_with('!');
        text.to_ascii_lowercase().contains("prod") && negated == is_otherwise
    };
    let mut below = node;
    node.ancestors().take(12).any(|it| {
        let came = std::mem::replace(&mut below, it);
        let condition = match it.kind() {
            Kind::Ternary | Kind::If => it.field(Field::Condition).filter(|it| *it != came),
            Kind::Binary => it.field(Field::Left).filter(|left| *left != came),
            _ => None,
        };
        let is_otherwise = came.role() == Field::Alternative || came.kind() == Kind::Else;
        condition
            .is_some_and(|it| words.iter().any(|word| it.text().contains(word)) && !is_for_production(it, is_otherwise))
    })
}
