//! Frequent schedules that may begin again before they are done.

use crate::finding::{Finding, Fix};
use crate::project::{Entry, EntryKind, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Object, literal};

pub static RULE: Rule = Rule {
    id: "async/schedule-overlap",
    title: "A scheduled run may start before the last one has ended",
    severity: Severity::Info,
    standard: &["S026"],
    refs: &["CWE-362", "https://docs.nestjs.com/techniques/task-scheduling#declarative-cron-jobs"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("schedule_overlap.md"),
    check: &[Check::Entry(&[EntryKind::Schedule], check)],
};

fn check(project: &Project, entry: &Entry) -> Option<Finding> {
    let decorator = entry.decorator.as_ref().filter(|it| it.name == "Cron" && !entry.is_inherited())?;
    let method = &entry.method;
    (method.modifiers.contains(&"async") && !project.is_test(method.syntax)).then_some(())?;
    project.major("@nestjs/schedule").is_none_or(|it| it >= 6).then_some(())?;
    let time = *decorator.args.first()?;
    let seconds = often(literal(project.constant(time)).unwrap_or(time.text()))?;
    let body = method.body?;
    // It waits for other services, or walks a list: a run may take long.
    let waits =
        body.find(Kind::Await).count() > 1 || body.find_any(&[Kind::ForIn, Kind::For]).into_iter().next().is_some();
    let words = ["lock", "Lock", "unning", "busy", "Busy", "mutex", "redlock", "inProgress"];
    (waits && !words.iter().any(|it| body.text().contains(it))).then_some(())?;
    let fix = Fix::review("Wait for the last run", "a run that hangs then holds up all that follow");
    let fix = match decorator.args.get(1) {
        None => fix.after(time, ", { waitForCompletion: true }"),
        Some(options) => {
            let object = Object::of(*options)?;
            (project.setting(object, "waitForCompletion") == Setting::Absent).then_some(())?;
            fix.add_entries(object, &["waitForCompletion: true".to_owned()])
        }
    };
    let name = method.name.text();
    let message = format!(
        "`{name}` starts every {seconds}, whether the last run has ended or not: two runs may work on the same rows."
    );
    Some(Finding::at(method.name, message).fix(fix).to_check())
}

/// How often a schedule runs, if that is once a minute or more.
fn often(time: &str) -> Option<&'static str> {
    let name = time.rsplit('.').next().unwrap_or(time);
    if name == "EVERY_MINUTE" || matches!(time, "* * * * *" | "0 * * * * *" | "*/1 * * * *") {
        return Some("minute");
    }
    let fields = time.split_whitespace().count();
    let by_fields = fields == 6 && time.starts_with('*');
    (by_fields || (name.starts_with("EVERY_") && name.contains("SECOND"))).then_some("few seconds")
}
