//! Conditions on an XML document that someone else writes.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "injection/xpath",
    title: "What a user sends becomes part of an XPath expression",
    severity: Severity::High,
    standard: &["S049"],
    refs: &["CWE-643", "https://owasp.org/www-community/attacks/XPATH_Injection"],
    needs: &[],
    fix: FixKind::None,
    words: words!("xpath.md"),
    check: &[Check::Flow(Harm::XPath, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    // `parse(expression).select({ node, variables })`
    (project.value(flow.sink).kind() != Kind::Object).then_some(())?;
    Some(flow.finding("a quote in it ends the text, and what follows selects any node of the document."))
}
