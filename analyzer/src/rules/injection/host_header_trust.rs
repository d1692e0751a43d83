//! Links in mails that lead to whatever host the request named.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/host-header-trust",
    title: "A link is built from the host that the request names",
    severity: Severity::High,
    standard: &["X064"],
    refs: &["CWE-640", "https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("host_header_trust.md"),
    check: &[Check::Flow(Harm::Link, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    // Where the link itself was seen, the mail that takes it along is the same story.
    let is_told = |it: &Flow| it.call.is_none() && it.source.syntax == flow.source.syntax;
    let is_mail = flow.call.is_some();
    (!is_mail || !project.flows.of_harm(Harm::Link).any(is_told)).then_some(())?;
    let consequence = match is_mail {
        true => "whoever sends the request decides where the links of this mail lead.",
        false => "whoever sends the request decides where this link leads, and its token goes there.",
    };
    Some(flow.finding(consequence))
}
