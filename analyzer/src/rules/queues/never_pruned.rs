//! Finished jobs that stay in Redis for ever.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Receiver};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object};

pub static RULE: Rule = Rule {
    id: "queues/never-pruned",
    title: "Finished jobs stay in Redis for ever",
    severity: Severity::Info,
    standard: &["S132"],
    refs: &["CWE-401", "https://docs.bullmq.io/guide/queues/auto-removal-of-jobs"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("never_pruned.md"),
    check: &[Check::CallOn(Receiver::BullModule, &["registerQueue", "forRoot"], check)],
};

const PRUNE: &str = "removeOnComplete: { age: 3600, count: 1000 }, removeOnFail: { age: 7 * 24 * 3600 }";

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let options = call.object(0).filter(|it| !it.is_open() && !project.is_test(call.syntax))?;
    // Once per project: where most would put it.
    let forms = ["forRoot", "forRootAsync", "registerQueue", "registerQueueAsync"];
    let mut all = forms
        .iter()
        .flat_map(|it| project.calls_of(it))
        .filter(|it| project.is_called_on(it, Receiver::BullModule) && !project.is_test(it.syntax));
    let first = all.next()?;
    (first.syntax == call.syntax && !is_pruned(project)).then_some(())?;
    let added = project.jobs().iter().find(|it| !it.is_taken)?;
    let message = "No job says `removeOnComplete` or `removeOnFail`, and neither do the defaults: every job that has ever \
                   run stays in Redis with its data, until the memory is full.";
    let reason = "decide how long finished jobs are looked at, and failed ones tried again by hand";
    let title = "Prune what is finished";
    let fix = match options.pair("defaultJobOptions").and_then(|it| it.field(Field::Value)).map(Object::of) {
        Some(Some(defaults)) => Some(Fix::review(title, reason).add_entries(defaults, &[PRUNE.to_owned()])),
        Some(None) => None,
        None => Some(Fix::review(title, reason).add_entries(options, &[format!("defaultJobOptions: {{ {PRUNE} }}")])),
    };
    Some(Finding::at(call.callee, message).likely().step(added.syntax, "such as this one").fix(fix))
}

fn is_pruned(project: &Project) -> bool {
    let names = |it: &str| {
        it.contains("removeOnComplete")
            || it.contains("removeOnFail")
            || it.contains(".clean(")
            || it.contains(".obliterate(")
    };
    project.roots.iter().filter(|it| it.kind() == Kind::Program).any(|it| names(it.source()))
}
