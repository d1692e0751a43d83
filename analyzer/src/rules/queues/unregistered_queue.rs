//! Queues that are used under a name no module registers, and queues nobody works on.

use crate::finding::Finding;
use crate::project::{Project, QueueName, QueuePart};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "queues/unregistered-queue",
    title: "Two ends of a queue do not share its name",
    severity: Severity::Medium,
    standard: &["S126"],
    refs: &["https://docs.nestjs.com/techniques/queues"],
    needs: &[Evidence::Module],
    fix: FixKind::None,
    words: words!("unregistered_queue.md"),
    check: &[Check::Queue(check)],
};

fn check(project: &Project, place: &QueueName) -> Option<Finding> {
    let name = place.name?;
    if place.part == QueuePart::Registers {
        return unworked(project, place, name);
    }
    // A module that registers under a name it is given may register this one too.
    let is_seen = project.knows_queues(QueuePart::Registers);
    (is_seen && project.queue_named(QueuePart::Registers, Some(name)).is_none()).then_some(())?;
    let mut known: Vec<&str> = project.queue_names().iter().map_while(|it| registered(it)).collect();
    known.dedup();
    known.truncate(4);
    let effect = match place.part {
        QueuePart::Injects => "Nest finds nothing to inject and does not start.",
        _ => "This worker waits on a queue that gets no jobs.",
    };
    let message = format!("No module registers a queue `{name}`; registered: `{}`. {effect}", known.join("`, `"));
    let first = project.queue_names().first()?;
    // A package may register queues of its own.
    Some(Finding::at(place.syntax, message).step(first.syntax, "registered here").likely())
}

/// Registrations come first in the list.
fn registered<'t>(place: &QueueName<'t>) -> Option<&'t str> {
    place.name.filter(|_| place.part == QueuePart::Registers)
}

/// Registered and filled, with workers for other queues but none for this one.
fn unworked(project: &Project, place: &QueueName, name: &str) -> Option<Finding> {
    let is_first = project.queue_named(QueuePart::Registers, Some(name)).is_some_and(|it| it.syntax == place.syntax);
    let has_worker = project.queue_named(QueuePart::Processes, Some(name)).is_some();
    (is_first && !has_worker && project.knows_queues(QueuePart::Processes)).then_some(())?;
    let job = project.jobs_of(Some(name), false).next()?;
    let message = format!(
        "Jobs are added to `{name}`, and none of the processors is for this queue: they wait in Redis for ever."
    );
    Some(Finding::at(place.syntax, message).step(job.syntax, "a job is added here").likely())
}
