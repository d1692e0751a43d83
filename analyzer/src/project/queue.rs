//! Queues: who names one, which jobs are put in and taken out, and what their payloads hold.

use std::sync::Arc;

use super::call::Call;
use super::class::{Class, Method};
use super::decorator::{Decorator, named};
use super::{Project, Receiver};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

/// What a place that names a queue does with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueuePart {
    /// `BullModule.registerQueue({ name })`, `new Queue(name)`.
    Registers,
    /// `@InjectQueue(name)`.
    Injects,
    /// `@Processor(name)`, `new Worker(name, …)`.
    Processes,
}

/// A place that names a queue.
#[derive(Clone, Copy, Debug)]
pub struct QueueName<'t> {
    /// The name as written, or what stands for it.
    pub syntax: Syntax<'t>,
    /// As far as the source fixes it.
    pub name: Option<&'t str>,
    /// What the place does.
    pub part: QueuePart,
}

/// A job that is put into a queue, or taken out of one.
#[derive(Clone, Debug)]
pub struct Job<'t> {
    /// The job's name as written, or what stands for it.
    pub syntax: Syntax<'t>,
    /// The queue's name, as far as the source fixes it.
    pub queue: Option<&'t str>,
    /// Given: `None` if the source does not fix it. Taken: `None` if it takes every job.
    pub name: Option<&'t str>,
    /// Taken out, by a processor.
    pub is_taken: bool,
    /// The payload's keys: what is given, or what is read and must be there. `None` if something unseen may be in it.
    pub keys: Option<Vec<(&'t str, Syntax<'t>)>>,
    /// Whether it reads the payloads of all jobs of its queue, whatever their name.
    pub reads_all: bool,
}

/// Both lists, sorted for look-up.
#[derive(Default)]
pub(super) struct Queues<'t> {
    names: Vec<QueueName<'t>>,
    jobs: Vec<Job<'t>>,
}

impl<'t> Project<'t> {
    /// Places that name a queue.
    pub fn queue_names(&self) -> &[QueueName<'t>] {
        &self.backing.queues.names
    }

    /// Jobs that are put into queues or taken out.
    pub fn jobs(&self) -> &[Job<'t>] {
        &self.backing.queues.jobs
    }

    /// The first place that does this with the queue of this name; of a name that the source does not fix for `None`.
    pub fn queue_named(&self, part: QueuePart, name: Option<&str>) -> Option<&QueueName<'t>> {
        let first = self.backing.queues.names.partition_point(|it| (it.part, it.name) < (part, name));
        self.backing.queues.names.get(first).filter(|it| (it.part, it.name) == (part, name))
    }

    /// Whether places that do this were seen, and the source fixes all of their names.
    pub fn knows_queues(&self, part: QueuePart) -> bool {
        self.backing.queues.names.iter().any(|it| it.part == part) && self.queue_named(part, None).is_none()
    }

    /// The jobs of a queue that are taken or given.
    pub fn jobs_of<'p>(&'p self, queue: Option<&'p str>, is_taken: bool) -> impl Iterator<Item = &'p Job<'t>> {
        let first = self.backing.queues.jobs.partition_point(|it| (it.queue, it.is_taken) < (queue, is_taken));
        self.backing.queues.jobs.iter().skip(first).take_while(move |it| (it.queue, it.is_taken) == (queue, is_taken))
    }

    /// Whether a queue has a job of this name that is taken or given.
    pub fn has_job(&self, queue: Option<&str>, is_taken: bool, name: Option<&str>) -> bool {
        self.backing
            .queues
            .jobs
            .binary_search_by(|it| (it.queue, it.is_taken, it.name).cmp(&(queue, is_taken, name)))
            .is_ok()
    }

    pub(super) fn read_queues(&self) -> Queues<'t> {
        let mut queues = Queues::default();
        self.read_registrations(&mut queues);
        for class in &self.classes {
            if !self.is_test(class.syntax) {
                self.read_class(class, &mut queues);
            }
        }
        for call in ["add", "addBulk", "upsertJobScheduler"]
            .iter()
            .flat_map(|it| self.calls_of(it))
            .filter(|it| !self.is_test(it.syntax))
        {
            self.read_given(call, &mut queues.jobs);
        }
        queues.names.sort_by_key(|it| (it.part, it.name, it.syntax.file, it.syntax.span()));
        queues.jobs.sort_by_key(|it| (it.queue, it.is_taken, it.name, it.syntax.file, it.syntax.span()));
        queues
    }

    fn read_registrations(&self, queues: &mut Queues<'t>) {
        let part = QueuePart::Registers;
        let calls = ["registerQueue", "registerQueueAsync"].iter().flat_map(|it| self.calls_of(it));
        for call in calls.filter(|it| !self.is_test(it.syntax)) {
            for arg in &call.args {
                let named = self.options(*arg).map(|it| self.setting(it, "name"));
                let name = match named {
                    Some(super::Setting::Absent) => Some("default"),
                    Some(super::Setting::Set(it)) => self.text(it),
                    _ => None,
                };
                let syntax = named.and_then(super::Setting::value).unwrap_or(*arg);
                queues.names.push(QueueName { syntax, name, part });
            }
        }
        for (class, part) in [("Queue", part), ("Worker", QueuePart::Processes)] {
            let made = self.calls_of(class).filter(|it| it.is_new && !self.is_test(it.syntax));
            for call in made.filter(|it| self.is_from_bull(it.callee)) {
                let Some(syntax) = call.args.first().copied() else { continue };
                let name = self.text(syntax);
                queues.names.push(QueueName { syntax, name, part });
                if part == QueuePart::Processes {
                    queues.jobs.push(Job::taken(syntax, name, None));
                }
            }
        }
    }

    fn is_from_bull(&self, name: Syntax<'t>) -> bool {
        let import = self.import_of(name.file, name.text());
        import.is_some_and(|(it, _)| matches!(it.module, "bull" | "bullmq" | "@taskforcesh/bullmq-pro"))
    }

    fn read_class(&self, class: &Arc<Class<'t>>, queues: &mut Queues<'t>) {
        let parameters = class.injections.iter().map(|it| &it.decorators);
        let held = class.properties.iter().map(|it| &it.decorators).chain(parameters);
        let injected = held.filter_map(|it| named(it, "InjectQueue"));
        queues.names.extend(injected.map(|it| self.queue_of(it, QueuePart::Injects)));
        if let Some(decorator) = class.decorator("Processor") {
            let queue = self.queue_of(decorator, QueuePart::Processes);
            queues.names.push(queue);
            let before = queues.jobs.len();
            for method in &class.methods {
                self.read_taken(method, queue.name, &mut queues.jobs);
            }
            // A handler that a base class brings takes what it takes.
            if queues.jobs.len() == before {
                queues.jobs.push(Job::taken(queue.syntax, queue.name, None));
            }
        }
    }

    /// `@Processor('mail')`, `@Processor({ name: 'mail' })`, `@InjectQueue()`.
    fn queue_of(&self, decorator: &Decorator<'t>, part: QueuePart) -> QueueName<'t> {
        let Some(first) = decorator.args.first().copied() else {
            return QueueName { syntax: decorator.syntax, name: Some("default"), part };
        };
        let named = Object::of(self.constant(first)).map(|it| it.get("name"));
        let syntax = named.flatten().unwrap_or(first);
        QueueName { syntax, name: self.text(syntax), part }
    }

    fn read_given(&self, call: &Call<'t>, jobs: &mut Vec<Job<'t>>) {
        let flow = call.args.iter().flat_map(|it| it.find(Kind::Object).chain([*it]));
        let flow: Vec<Object> = flow.filter_map(Object::of).filter(|it| it.has("queueName")).collect();
        for object in &flow {
            let queue = object.get("queueName").and_then(|it| self.text(it));
            jobs.push(self.given(queue, object.get("name").unwrap_or(object.0), object.get("data")));
        }
        if !flow.is_empty() || !self.is_called_on(call, Receiver::Queue) {
            return;
        }
        let held = call.receiver.and_then(|it| self.held(it));
        let queue = held.and_then(|it| {
            let made = it.value.and_then(|it| Call::of(plain(it))).filter(|it| it.is_new);
            let injected = named(&it.decorators, "InjectQueue").map(|it| self.queue_of(it, QueuePart::Injects).name);
            injected.unwrap_or_else(|| made.and_then(|it| self.text(*it.args.first()?)))
        });
        let first = call.args.first().copied().unwrap_or(call.syntax);
        if call.name == "upsertJobScheduler" {
            // Without a template the job is named as its schedule.
            let template = call.args.get(2).map(|it| self.options(*it));
            let name = template.map_or(Some(first), |it| it.map(|it| it.get("name").unwrap_or(first)));
            let data = template.flatten().and_then(|it| it.get("data"));
            jobs.push(self.given(queue, name.unwrap_or(call.syntax), data));
            return;
        }
        if call.name == "add" {
            // Bull also knows `add(data, options)`.
            let unnamed = Object::of(self.value(first)).is_some() || call.args.len() == 1 && self.text(first).is_none();
            let data = if unnamed { Some(first) } else { call.args.get(1).copied() };
            let mut job = self.given(queue, first, data);
            if call.args.len() == 1 && !unnamed {
                job.keys = Some(Vec::new());
            }
            jobs.push(job);
            return;
        }
        let list = Some(self.constant(first)).filter(|it| it.kind() == Kind::Array);
        let items: Vec<Option<Object>> = list.into_iter().flat_map(Syntax::children).map(Object::of).collect();
        let items = if items.is_empty() { self.mapped(first).into_iter().map(Some).collect() } else { items };
        let known = !items.is_empty();
        for item in items {
            let at = item.map_or(first, |it| it.get("name").unwrap_or(it.0));
            jobs.push(self.given(queue, at, item.and_then(|it| it.get("data"))));
        }
        if !known {
            jobs.push(self.given(queue, first, None));
        }
    }

    /// The object of `users.map((user) => ({ name, data }))`.
    fn mapped(&self, list: Syntax<'t>) -> Option<Object<'t>> {
        let call = Call::of(self.value(list)).filter(|it| it.name == "map")?;
        let function = *call.args.first()?;
        let body = function.field(Field::Body)?;
        let returned = || body.find(Kind::Return).next()?.children().next().and_then(Object::of);
        Object::of(body).or_else(returned)
    }

    fn given(&self, queue: Option<&'t str>, syntax: Syntax<'t>, data: Option<Syntax<'t>>) -> Job<'t> {
        let object = data.and_then(|it| Object::of(self.value(it))).filter(|it| !it.is_open());
        let keys = object.map(|it| it.entries().collect());
        Job { syntax, queue, name: self.text(syntax), is_taken: false, keys, reads_all: false }
    }

    /// `@Process(name)` of Bull, `process(job)` of BullMQ.
    fn read_taken(&self, method: &Method<'t>, queue: Option<&'t str>, jobs: &mut Vec<Job<'t>>) {
        let decorator = named(&method.decorators, "Process");
        if decorator.is_none() && method.name.text() != "process" {
            return;
        }
        let job = method.parameters.first().map(|it| (it.name.text(), it.annotation.as_ref()));
        let keys = job.zip(method.body).map(|((name, _), body)| super::payload::read(name, body));
        let keys = keys.map(|it| self.without_optional(it, job.and_then(|(_, it)| it)));
        let Some(decorator) = decorator else {
            let names = method.body.map(|it| self.told_apart(it)).unwrap_or_default();
            let first = jobs.len();
            jobs.extend(names.iter().map(|it| Job::taken(*it, queue, self.text(*it))));
            if names.is_empty() {
                jobs.push(Job::taken(method.name, queue, None));
            }
            if let Some(one) = jobs.get_mut(first) {
                (one.keys, one.reads_all) = (keys, true);
            }
            return;
        };
        let first = decorator.args.first().copied();
        let named = first.map(|it| Object::of(self.constant(it)).map_or(Some(it), |it| it.get("name"))).unwrap_or(None);
        let name = named.and_then(|it| self.text(it)).filter(|it| *it != "*");
        let reads_all = name.is_none();
        jobs.push(Job { keys, reads_all, ..Job::taken(named.unwrap_or(method.name), queue, name) });
    }

    /// The names by which `process(job)` tells jobs apart; none if it may do something with any job.
    fn told_apart(&self, body: Syntax<'t>) -> Vec<Syntax<'t>> {
        let names = super::payload::compared(body);
        let does = |call: &Call<'t>| !names.iter().any(|(_, branch)| branch.contains(call.syntax)) && !is_idle(call);
        if body.descendants().filter_map(Call::of).any(|it| does(&it) && !self.is_log(it.syntax)) {
            return Vec::new();
        }
        names.into_iter().map(|(name, _)| name).collect()
    }
}

/// What a handler may call without dealing with a job: `throw new Error(…)`, and what only reads.
fn is_idle(call: &Call) -> bool {
    call.is_new
        || matches!(call.name, "stringify" | "now" | "toString")
        || call.syntax.ancestor(&[Kind::Throw]).is_some()
}

impl<'t> Job<'t> {
    fn taken(syntax: Syntax<'t>, queue: Option<&'t str>, name: Option<&'t str>) -> Job<'t> {
        Job { syntax, queue, name, is_taken: true, keys: None, reads_all: false }
    }
}
