//! Conditions of a directory search that someone else writes.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/ldap-filter",
    title: "What a user sends becomes part of an LDAP filter",
    severity: Severity::High,
    standard: &["S049"],
    refs: &["CWE-90", "https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("ldap_filter.md"),
    check: &[Check::Flow(Harm::Ldap, check)],
};

fn check(_: &Project, flow: &Flow) -> Option<Finding> {
    Some(flow.finding("`*` in it matches every entry, and `)(` adds conditions of the sender's own."))
}
