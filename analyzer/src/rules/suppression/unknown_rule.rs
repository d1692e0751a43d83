//! `nestor-ignore` with a name that no rule has.

use crate::finding::Finding;
use crate::project::{Project, Suppression};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "suppression/unknown-rule",
    title: "An ignore comment names no rule",
    severity: Severity::Low,
    standard: &["S214"],
    refs: &[],
    needs: &[],
    fix: FixKind::None,
    words: words!("unknown_rule.md"),
    check: &[Check::Suppression(check)],
};

fn check(_: &Project, suppression: &Suppression) -> Option<Finding> {
    (!suppression.is_known).then_some(())?;
    let message = match suppression.rule.as_str() {
        "" => "This comment names no rule, so it ignores nothing.".to_owned(),
        rule => format!("There is no rule `{rule}`, so this comment ignores nothing."),
    };
    Some(Finding::at(suppression.place, message))
}
