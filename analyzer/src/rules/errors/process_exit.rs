//! Providers and controllers that end the process.

use crate::finding::Finding;
use crate::project::{Call, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "errors/process-exit",
    title: "A provider ends the whole process",
    severity: Severity::Medium,
    standard: &["X101"],
    refs: &[
        "https://nodejs.org/api/process.html#processexitcode",
        "https://docs.nestjs.com/fundamentals/lifecycle-events",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("process_exit.md"),
    check: &[Check::Call(&["exit"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (call.chain() == ["process", "exit"]).then_some(())?;
    (!project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let class = project.class_of(call.syntax)?;
    let commands = ["Command", "RootCommand", "SubCommand", "Console", "QuestionSet"];
    let is_command = commands.iter().any(|it| class.decorator(it).is_some());
    let plays = class.is(Role::Provider) || class.is(Role::Controller);
    (plays && !is_command && class.extends.as_ref().is_none_or(|it| it.name != "CommandRunner")).then_some(())?;
    // What runs on a signal or an uncaught exception has nothing left but to end.
    let mut around = call.syntax.ancestors().filter_map(Call::of);
    let is_last_resort = |it: &Call| matches!(it.chain().as_slice(), ["process", "on" | "once"]);
    (!around.any(|it| is_last_resort(&it))).then_some(())?;
    let method = class.methods.iter().find(|it| it.syntax.contains(call.syntax))?;
    let message = format!(
        "`{}.{}` ends the process at once: requests under way get no answer, no shutdown hook runs, and log lines that \
         are still buffered are lost.",
        class.name.text(),
        method.name.text(),
    );
    Some(Finding::at(call.syntax, message))
}
