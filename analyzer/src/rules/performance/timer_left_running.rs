//! Timers that nothing stops.

use crate::finding::Finding;
use crate::project::{Call, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "performance/timer-left-running",
    title: "A timer is never stopped",
    severity: Severity::Medium,
    standard: &["S203", "S026"],
    refs: &["CWE-772", "https://docs.nestjs.com/techniques/task-scheduling"],
    needs: &[],
    fix: FixKind::None,
    words: words!("timer_left_running.md"),
    check: &[Check::Call(&["setInterval"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let is_plain = call.receiver.is_none_or(|it| matches!(it.text(), "global" | "globalThis"));
    let class = project.class_of(call.syntax).filter(|_| is_plain && !project.is_test(call.syntax))?;
    (class.is(Role::Provider) || class.is(Role::Controller)).then_some(())?;
    let method = project.method_around(call.syntax)?;
    (!stops(class.syntax) && !is_handed_on(call.syntax)).then_some(())?;
    let name = method.name.text();
    if project.runs_once(&method) {
        (!is_loose(call.syntax)).then_some(())?;
        let message = format!(
            "The timer that `{name}` starts outlives the application: nothing clears it, so it goes on with closed \
             connections after `app.close()`, in every test as well."
        );
        return Some(Finding::at(call.syntax, message).severity(Severity::Low));
    }
    let message =
        format!("Each call of `{name}` starts one more timer, and nothing in `{}` stops one.", class.name.text());
    let finding = Finding::at(call.syntax, message);
    Some(if project.is_asked(&method) { finding } else { finding.likely() })
}

/// Whether a class stops timers, or hands them to the scheduler.
fn stops(class: Syntax) -> bool {
    let names = ["clearInterval", "addInterval", "deleteInterval", "clearTimeout"];
    class.find(Kind::Call).filter_map(Call::of).any(|it| names.contains(&it.name))
}

/// Whether whoever called gets the timer.
fn is_handed_on(timer: Syntax) -> bool {
    timer.parent().is_some_and(|it| it.is(&[Kind::Return, Kind::Arguments]))
}

/// `setInterval(…).unref()`
fn is_loose(timer: Syntax) -> bool {
    timer.parent().is_some_and(|it| it.kind() == Kind::Member && it.text().ends_with("unref"))
}
