//! Code that someone else writes.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/code-from-input",
    title: "What a user sends runs as code",
    severity: Severity::Critical,
    standard: &["X053"],
    refs: &["CWE-94", "CWE-95", "https://nodejs.org/api/vm.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("code_from_input.md"),
    check: &[Check::Flow(Harm::Code, check)],
};

fn check(_: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let consequence = match call.name {
        "eval" | "Function" | "setTimeout" | "setInterval" | "runInThisContext" | "compileFunction" => {
            "it runs with everything this process may do: its secrets, its database, its files."
        }
        _ => "code leaves this sandbox by the prototypes of what it is given, and then runs as this process.",
    };
    Some(flow.finding(consequence))
}
