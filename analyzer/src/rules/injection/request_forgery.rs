//! A request of the server's own that goes where someone else says.

use crate::finding::Finding;
use crate::flow::{Flow, Harm, Part};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/request-forgery",
    title: "What a user sends decides which server is called",
    severity: Severity::High,
    standard: &["X050"],
    refs: &[
        "CWE-918",
        "https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("request_forgery.md"),
    check: &[Check::Flow(Harm::Url, check)],
};

/// Options that choose the connection: an agent may refuse private addresses.
const CONNECTION: [&str; 5] = ["agent", "httpAgent", "httpsAgent", "dispatcher", "lookup"];

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let consequence = "it chooses the host, so the server can be sent to its own network, such as `169.254.169.254`.";
    let finding = flow.finding(consequence);
    let is_for_few = project.is_for_few(flow.source.syntax);
    let finding = if is_for_few { finding.severity(Severity::Medium) } else { finding };
    let mut options = (0..call.args.len()).filter_map(|it| call.object(it));
    let is_watched = options.any(|it| CONNECTION.iter().any(|key| it.has(key)));
    // What a queue holds was written by the application itself.
    Some(if is_watched || flow.source.part == Part::Job { finding.to_check() } else { finding })
}
