//! `nestor-ignore` that does not say why.

use crate::finding::Finding;
use crate::project::{Project, Suppression};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "suppression/without-reason",
    title: "An ignore comment gives no reason",
    severity: Severity::Low,
    standard: &["S214"],
    refs: &[],
    needs: &[],
    fix: FixKind::None,
    words: words!("without_reason.md"),
    check: &[Check::Suppression(check)],
};

fn check(_: &Project, suppression: &Suppression) -> Option<Finding> {
    (suppression.is_known && suppression.reason.is_empty()).then_some(())?;
    let message = format!("This comment ignores `{}` without saying why.", suppression.rule);
    Some(Finding::at(suppression.place, message))
}
