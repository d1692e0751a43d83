//! Jobs that run once, or try again at once.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Receiver};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object};

pub static RULE: Rule = Rule {
    id: "queues/no-retry",
    title: "A failed job is not tried again with a pause",
    severity: Severity::Low,
    standard: &["S128", "S129"],
    refs: &["https://docs.bullmq.io/guide/retrying-failing-jobs", "https://docs.nestjs.com/techniques/queues"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("no_retry.md"),
    check: &[
        Check::CallOn(Receiver::Queue, &["add"], add),
        Check::CallOn(
            Receiver::BullModule,
            &["registerQueue", "registerQueueAsync", "forRoot", "forRootAsync"],
            defaults,
        ),
        Check::New(&["Queue"], defaults),
    ],
};

const BACKOFF: &str = "backoff: { type: 'exponential', delay: 1000 }";
const REASON: &str = "a job that runs a second time must not do its work twice";

/// `queue.add(name, data, options)`
fn add(project: &Project, call: &Call) -> Option<Finding> {
    (!project.is_test(call.syntax) && !call.is_open() && !project.sets("defaultJobOptions")).then_some(())?;
    let queue = project.held(call.receiver?)?.name;
    let job = call.args.first().map_or("the job", |it| it.text().lines().next().unwrap_or_default());
    let finding = match options(project, call) {
        Options::Given(options) => return judge(project, call, options, queue),
        Options::Unknown => return None,
        Options::Absent => {
            let message = format!(
                "{job} is added to `{queue}` without `attempts`: the first failure is final and the job is lost."
            );
            let last = *call.args.last()?;
            let fix = Fix::review("Try three times with growing pauses", REASON);
            Finding::at(call.syntax, message).fix(fix.append(last, &format!("{{ attempts: 3, {BACKOFF} }}")))
        }
    };
    Some(weigh(project, finding))
}

/// `defaultJobOptions: { attempts: 3 }`
fn defaults(project: &Project, call: &Call) -> Option<Finding> {
    let mut pairs = call.args.iter().flat_map(|it| it.find(Kind::Pair));
    let pair = pairs.find(|it| it.field(Field::Key).is_some_and(|it| it.text() == "defaultJobOptions"))?;
    let options = Object::of(project.value(pair.field(Field::Value)?))?;
    (!project.is_test(pair)).then_some(())?;
    without_pause(project, options, "every job of these queues")
}

fn judge<'t>(project: &Project<'t>, call: &Call<'t>, options: Object<'t>, queue: &str) -> Option<Finding> {
    // What is repeated by a schedule gets its next turn anyway.
    let settled = ["repeat", "cron", "backoff"].iter().any(|it| options.has(it));
    (!options.is_open() && !settled).then_some(())?;
    if options.has("attempts") {
        return without_pause(project, options, &format!("this job of `{queue}`"));
    }
    let message = format!("This job of `{queue}` has options but no `attempts`: the first failure is final.");
    let last = options.0.children().last();
    let is_here = call.syntax.contains(options.0);
    let fix = Fix::review("Try three times with growing pauses", REASON);
    let fix = last.filter(|_| is_here).map(|it| fix.append(it, &format!("attempts: 3, {BACKOFF}")));
    Some(weigh(project, Finding::at(options.0, message).fix(fix)))
}

/// `attempts: 5` without `backoff`.
fn without_pause<'t>(project: &Project<'t>, options: Object<'t>, what: &str) -> Option<Finding> {
    let attempts = project.number(options.get("attempts")?).filter(|it| *it > 1)?;
    (!options.is_open() && !options.has("backoff")).then_some(())?;
    let pair = options.pair("attempts")?;
    let message = format!(
        "{what} is tried {attempts} times without `backoff`: all {attempts} run within moments, while whatever failed \
         is still down."
    );
    let fix = Fix::review("Wait longer before each attempt", "each failing job now takes longer until it gives up");
    Some(Finding::at(pair, capital(&message)).fix(fix.append(pair, BACKOFF)))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|it| std::iter::once(it.to_ascii_uppercase()).chain(letters).collect()).unwrap_or_default()
}

enum Options<'t> {
    Given(Object<'t>),
    Absent,
    Unknown,
}

/// The last argument of `add(name, data, options)`; Bull also knows `add(data, options)`.
fn options<'t>(project: &Project<'t>, call: &Call<'t>) -> Options<'t> {
    let named = call.args.first().is_some_and(|it| Object::of(project.value(*it)).is_none());
    let place = if named { 2 } else { 1 };
    match call.args.get(place) {
        None => Options::Absent,
        Some(it) => Object::of(project.value(*it)).map_or(Options::Unknown, Options::Given),
    }
}

/// Without the module that registers the queue, its defaults are not known.
fn weigh(project: &Project, finding: Finding) -> Finding {
    let mut seen = ["registerQueue", "forRoot"].iter().flat_map(|it| project.calls_of(it));
    let is_seen = seen.any(|it| project.is_called_on(it, Receiver::BullModule));
    if is_seen { finding } else { finding.likely() }
}
