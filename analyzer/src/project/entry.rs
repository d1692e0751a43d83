//! Handlers that something outside their class calls: requests of every transport, schedules, queues, events.

use std::sync::Arc;

use super::Project;
use super::class::{Class, Method};
use super::decorator::{Decorator, named};
use crate::syntax::Syntax;

/// What calls a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An HTTP request.
    Http,
    /// A GraphQL query, mutation or subscription.
    GraphQl,
    /// A field of a GraphQL type.
    Field,
    /// A WebSocket message.
    Socket,
    /// A message or event of a transport such as Kafka, or a gRPC call.
    Message,
    /// A clock.
    Schedule,
    /// A queue.
    Job,
    /// An event of the application itself.
    Event,
    /// An event of a queue or its worker: a job that failed, a queue that is empty.
    QueueEvent,
}

/// A handler, and what calls it.
#[derive(Clone, Debug)]
pub struct Entry<'t> {
    /// The class that Nest creates.
    pub class: Arc<Class<'t>>,
    /// The handler; of a base class, if it is inherited.
    pub method: Arc<Method<'t>>,
    /// What makes it one; absent for `process` of a `WorkerHost`.
    pub decorator: Option<Decorator<'t>>,
    /// What calls it.
    pub kind: EntryKind,
}

impl EntryKind {
    /// Whether people or other programs can call it over a network.
    pub fn is_remote(self) -> bool {
        matches!(self, EntryKind::Http | EntryKind::GraphQl | EntryKind::Socket | EntryKind::Message)
    }
}

impl Entry<'_> {
    /// Whether the handler is declared by a base class.
    pub fn is_inherited(&self) -> bool {
        !self.class.syntax.contains(self.method.syntax)
    }
}

/// The decorators of HTTP handlers.
pub(super) const VERBS: [&str; 10] =
    ["Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All", "Search", "Sse"];

fn kind(class: &Class, name: &str) -> Option<EntryKind> {
    Some(match name {
        _ if VERBS.contains(&name) => EntryKind::Http,
        "Query" | "Mutation" | "Subscription" => EntryKind::GraphQl,
        "ResolveField" | "ResolveReference" => EntryKind::Field,
        "SubscribeMessage" => EntryKind::Socket,
        "MessagePattern" | "EventPattern" | "GrpcMethod" | "GrpcStreamMethod" | "GrpcStreamCall" => EntryKind::Message,
        "Cron" | "Interval" | "Timeout" => EntryKind::Schedule,
        "Process" if class.decorator("Processor").is_some() => EntryKind::Job,
        "OnEvent" => EntryKind::Event,
        "OnWorkerEvent" => EntryKind::QueueEvent,
        _ if ["OnQueue", "OnGlobalQueue"].iter().any(|it| name.starts_with(it)) => EntryKind::QueueEvent,
        _ => return None,
    })
}

/// How many base classes are looked through.
pub(super) const MOST_BASES: usize = 5;

/// The classes whose handlers Nest looks for: those it creates.
fn is_created(class: &Class) -> bool {
    ["Controller", "Injectable", "Resolver", "Processor", "QueueEventsListener", "WebSocketGateway"]
        .iter()
        .any(|it| class.decorator(it).is_some())
}

/// Every handler, those of base classes with the class that inherits them; sorted by class and place.
pub(super) fn all<'t>(
    classes: &[Arc<Class<'t>>],
    base: impl Fn(&Class<'t>) -> Option<Arc<Class<'t>>>,
) -> Vec<Entry<'t>> {
    let mut entries = Vec::new();
    for class in classes.iter().filter(|it| is_created(it)) {
        let mut seen: Vec<&str> = Vec::new();
        let mut next = Some(class.clone());
        for _ in 0..MOST_BASES {
            let Some(holder) = next else { break };
            for method in &holder.methods {
                let name = method.name.text();
                if !seen.contains(&name) {
                    entries.extend(entry(class, method));
                }
            }
            seen.extend(holder.methods.iter().map(|it| it.name.text()));
            next = base(&holder);
        }
    }
    entries
}

fn entry<'t>(class: &Arc<Class<'t>>, method: &Arc<Method<'t>>) -> Option<Entry<'t>> {
    let entry = |decorator, kind| Entry { class: class.clone(), method: method.clone(), decorator, kind };
    let decorated = method.decorators.iter().find_map(|it| Some((it, kind(class, it.name)?)));
    if let Some((decorator, kind)) = decorated {
        let is_controller = kind != EntryKind::Http || class.decorator("Controller").is_some();
        return is_controller.then(|| entry(Some(decorator.clone()), kind));
    }
    let is_worker = method.name.text() == "process" && named(&class.decorators, "Processor").is_some();
    (is_worker && class.extends.is_some()).then(|| entry(None, EntryKind::Job))
}

impl<'t> Project<'t> {
    /// The entries whose handler a method is: one for each class that has it.
    pub fn entries_of(&self, method: Syntax<'t>) -> impl Iterator<Item = &Entry<'t>> {
        let place = method.place();
        let first = self.doors.handlers.partition_point(|it| it.0 < place);
        let own = self.doors.handlers.iter().skip(first).take_while(move |it| it.0 == place);
        own.filter_map(|it| self.entries.get(it.1 as usize)).filter(move |it| it.method.syntax == method)
    }

    /// Reads who may call what: each part from those before it.
    pub(super) fn read_entries(&mut self) {
        self.entries = all(&self.classes, |it| self.base_of(it));
        self.doors.handlers = (0..).zip(&self.entries).map(|(at, it)| (it.method.syntax.place(), at)).collect();
        self.doors.handlers.sort_unstable();
        self.doors.prefixes = self.read_prefixes();
        self.bootstraps = self.read_bootstraps();
        self.guards = self.read_guards();
        self.doors.keys = self.read_keys_elsewhere();
        self.doors.middlewares = self.read_middlewares();
        self.doors.guards = self.read_global_guards();
        self.accesses = self.read_accesses();
        self.doors.guarded = self.read_guarded();
        self.doors.lacking = self.read_lacking();
    }
}
