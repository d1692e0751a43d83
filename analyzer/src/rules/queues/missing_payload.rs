//! What a processor reads from a job, and no producer puts into it.

use crate::finding::Finding;
use crate::project::{Job, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "queues/missing-payload",
    title: "A processor reads what its jobs do not carry",
    severity: Severity::Medium,
    standard: &["S127"],
    refs: &["https://docs.bullmq.io/guide/jobs/job-data"],
    needs: &[Evidence::Module],
    fix: FixKind::None,
    words: words!("missing_payload.md"),
    check: &[Check::Job(check)],
};

/// How many producers of one job are compared.
const MOST: usize = 20;

fn check(project: &Project, job: &Job) -> Option<Finding> {
    let queue = job.queue.filter(|_| job.is_taken)?;
    let read = job.keys.as_ref()?;
    // A producer whose queue or job name the source does not fix may be one of this job's.
    let is_open = project.jobs_of(None, false).next().is_some() || project.has_job(job.queue, false, None);
    let all = project.jobs_of(job.queue, false).filter(|it| job.reads_all || it.name == job.name).take(MOST);
    let given: Vec<&Job> = all.collect();
    (!is_open && given.len() < MOST && given.iter().all(|it| it.keys.is_some())).then_some(())?;
    let first = given.first()?;
    let carries = |it: &&Job, key: &str| it.keys.iter().flatten().any(|(name, _)| *name == key);
    let (key, place) = read.iter().find(|(key, _)| !given.iter().any(|it| carries(it, key)))?;
    let mut keys: Vec<&str> = first.keys.iter().flatten().map(|(it, _)| *it).collect();
    keys.truncate(6);
    let carried = if keys.is_empty() { "nothing".to_owned() } else { format!("`{}`", keys.join("`, `")) };
    let name = first.name.unwrap_or(queue);
    let message = format!("`{key}` is read from the job, and `{name}` carries {carried}: here it is `undefined`.");
    Some(Finding::at(*place, message).step(first.syntax, "added here").likely())
}
