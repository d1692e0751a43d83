//! A visitor who is sent where someone else says.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/open-redirect",
    title: "What a user sends decides where visitors are sent",
    severity: Severity::High,
    standard: &["X055"],
    refs: &[
        "CWE-601",
        "https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("open_redirect.md"),
    check: &[Check::Flow(Harm::Redirect, check)],
};

fn check(_: &Project, flow: &Flow) -> Option<Finding> {
    let consequence = "a link to your site can then lead visitors to any other, a copy of your login page for one.";
    Some(flow.finding(consequence))
}
