//! A processor that reads a job whose data has no type.

use crate::finding::Finding;
use crate::project::{Entry, EntryKind, Project, Type};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "queues/untyped-job",
    title: "A processor reads data that has no type",
    severity: Severity::Low,
    standard: &["S131"],
    refs: &["https://docs.bullmq.io/guide/jobs/job-data"],
    needs: &[],
    fix: FixKind::None,
    words: words!("untyped_job.md"),
    check: &[Check::Entry(&[EntryKind::Job], check)],
};

fn check(project: &Project, entry: &Entry) -> Option<Finding> {
    // In a snippet the type is often left out to save room.
    let job =
        entry.method.parameters.first().filter(|it| !project.manifests.is_empty() && !project.is_test(it.syntax))?;
    let typed: &Type = job.annotation.as_ref().filter(|it| it.name == "Job")?;
    let first = typed.arguments.first();
    let is_open = first.is_none_or(|it| matches!(it.text(), "any" | "object" | "Record<string, any>"));
    let read = read(entry.method.body?, job.name.text()).filter(|_| is_open)?;
    let message = format!(
        "`{}` is of type `any`, as `{}` names no data: a key that the producer renames is `undefined` here, and nothing \
         says so before the job fails.",
        read.text(),
        typed.syntax.text(),
    );
    Some(Finding::at(typed.syntax, message).step(read, "it is read here"))
}

/// `job.data.userId`, `const { userId } = job.data` without a type of its own.
fn read<'t>(body: Syntax<'t>, job: &str) -> Option<Syntax<'t>> {
    let data = format!("{job}.data");
    let mut members = body.find(Kind::Member).filter(|it| it.text() == data);
    members.find(|it| {
        let parent = it.parent();
        let typed = parent
            .is_some_and(|it| it.is(&[Kind::As, Kind::Satisfies, Kind::Arguments]) || it.field(Field::Type).is_some());
        !typed
    })
}
