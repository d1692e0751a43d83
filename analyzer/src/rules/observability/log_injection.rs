//! Log lines that someone else can add.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "observability/log-injection",
    title: "What a user sends can add lines to the log",
    severity: Severity::Info,
    standard: &["X063"],
    refs: &["CWE-117", "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("log_injection.md"),
    check: &[Check::Flow(Harm::Log, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    // One finding a line, whatever else is in it, and none where a step was not seen or only administrators send it.
    let first = project.flows.of_harm(Harm::Log).find(|it| it.is_sure && it.sink == flow.sink)?;
    (first.source.syntax == flow.source.syntax && !project.is_for_few(flow.source.syntax)).then_some(())?;
    // What collects the lines, and whether it escapes them, stands outside the code.
    Some(flow.finding("a line break in it starts a line that looks like one of your own.").likely())
}
