//! Schedules in an application that has nothing to run them.

use crate::finding::Finding;
use crate::project::{Entry, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "async/schedule-never-starts",
    title: "A scheduled method is never run",
    severity: Severity::High,
    standard: &["S026"],
    refs: &["https://docs.nestjs.com/techniques/task-scheduling"],
    needs: &[Evidence::Bootstrap, Evidence::Module],
    fix: FixKind::None,
    words: words!("schedule_never_starts.md"),
    check: &[Check::Entry(&[EntryKind::Schedule], check)],
};

const PACKAGE: &str = "@nestjs/schedule";

fn check(project: &Project, entry: &Entry) -> Option<Finding> {
    let decorator = entry.decorator.as_ref()?;
    let file = entry.class.syntax.file;
    let (import, _) = project.import_of(decorator.syntax.file, decorator.name)?;
    (import.module == PACKAGE && !entry.is_inherited() && !project.is_test(entry.method.syntax)).then_some(())?;
    let mut modules = project.imports_from(PACKAGE).filter(|it| project.same_app(it.syntax.file, file));
    let is_started = modules.any(|it| it.names.iter().any(|it| matches!(it.name, "ScheduleModule" | "*")));
    (!is_started && project.sees_guards_of(file)).then_some(())?;
    let message = format!(
        "`{}` carries `@{}`, and no module of this application imports `ScheduleModule.forRoot()`: Nest never calls it, and says nothing.",
        entry.method.name.text(),
        decorator.name
    );
    Some(Finding::at(decorator.syntax, message).likely())
}
