//! A program, or its command line, that someone else chooses.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/shell-command",
    title: "What a user sends becomes a command",
    severity: Severity::Critical,
    standard: &["S049", "X052"],
    refs: &["CWE-78", "https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html"],
    needs: &[],
    fix: FixKind::None,
    words: words!("shell_command.md"),
    check: &[Check::Flow(Harm::Command, check)],
};

fn check(_: &Project, flow: &Flow) -> Option<Finding> {
    let call = flow.call.as_ref()?;
    let is_list = call.args.get(1) == Some(&flow.sink);
    let is_line = matches!(call.name, "exec" | "execSync" | "execaCommand" | "execaCommandSync");
    let consequence = match is_line || is_list {
        true => "a shell reads it, so `;`, `|` or `$(…)` in it starts a program of the sender's choice.",
        false => "it decides which program runs on the server.",
    };
    Some(flow.finding(consequence))
}
