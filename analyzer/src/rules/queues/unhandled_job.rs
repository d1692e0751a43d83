//! Jobs that no processor handles, and handlers no job ever reaches.

use crate::finding::Finding;
use crate::project::{Job, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "queues/unhandled-job",
    title: "A job's name has no counterpart on the other side",
    severity: Severity::Medium,
    standard: &["S127"],
    refs: &["https://docs.nestjs.com/techniques/queues", "https://docs.bullmq.io/patterns/named-processor"],
    needs: &[Evidence::Module],
    fix: FixKind::None,
    words: words!("unhandled_job.md"),
    check: &[Check::Job(check)],
};

fn check(project: &Project, job: &Job) -> Option<Finding> {
    let (queue, name) = (job.queue?, job.name?);
    let other = !job.is_taken;
    // A name or a queue that the source does not fix may be the counterpart.
    let is_known = !project.has_job(job.queue, other, None) && project.jobs_of(None, other).next().is_none();
    let counterpart = project.jobs_of(job.queue, other).next().filter(|_| is_known)?;
    (!project.has_job(job.queue, other, job.name)).then_some(())?;
    if job.is_taken {
        return unreached(project, job, name, queue, counterpart);
    }
    let mut handled: Vec<&str> = project.jobs_of(job.queue, true).take(MOST).filter_map(|it| it.name).collect();
    handled.dedup();
    let message = format!(
        "`{name}` is added to the queue `{queue}`, and its processor handles `{}`: nothing is done for this job.",
        handled.join("`, `")
    );
    Some(Finding::at(job.syntax, message).step(counterpart.syntax, "what is handled").likely())
}

fn unreached(project: &Project, job: &Job, name: &str, queue: &str, given: &Job) -> Option<Finding> {
    // A job that is added and handled by nobody is the better place to say so.
    let all_handled = project.jobs_of(job.queue, false).take(MOST).all(|it| project.has_job(it.queue, true, it.name));
    all_handled.then_some(())?;
    let message = format!("Nothing adds a job `{name}` to the queue `{queue}`: this handler never runs.");
    let finding = Finding::at(job.syntax, message).step(given.syntax, "what is added instead");
    Some(finding.severity(Severity::Low).to_check())
}

/// How many jobs of one queue are looked at.
const MOST: usize = 40;
