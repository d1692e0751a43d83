//! Promises: which calls give one, and what can reject it.

use super::{Call, Orm, Project, Receiver};
use crate::syntax::{Field, Kind, Syntax, plain, returned};

/// Where a promise comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise<'t> {
    /// A function of this project.
    Own(Syntax<'t>),
    /// A query.
    Query(Orm),
    /// What a package or Node is known to do without blocking: a job, a mail, a request.
    Known,
}

/// How many functions are followed to where they handle their own errors.
const DEPTH: usize = 2;

const REDIS: [&str; 14] = [
    "set", "setex", "get", "del", "expire", "incr", "decr", "hset", "hget", "sadd", "zadd", "lpush", "rpush", "publish",
];

impl<'t> Project<'t> {
    /// Where the promise that a call gives comes from, if it is known to give one.
    pub fn promise(&self, call: &Call<'t>) -> Option<Promise<'t>> {
        (!call.is_new).then_some(())?;
        if let Some(function) = self.callee(call) {
            return gives_promise(function).then_some(Promise::Own(function));
        }
        match (call.name, call.receiver) {
            ("fetch", None) => self.declared_at(call.syntax.file, "fetch").next().is_none().then_some(Promise::Known),
            ("sendMail", Some(_)) => (call.args.len() == 1).then_some(Promise::Known),
            ("add" | "addBulk", Some(_)) if self.is_called_on(call, Receiver::Queue) => Some(Promise::Known),
            ("$transaction", Some(client)) if self.is_prisma(plain(client)) => Some(Promise::Known),
            (name, Some(_)) if REDIS.contains(&name) && self.is_called_on(call, Receiver::Redis) => {
                Some(Promise::Known)
            }
            (_, Some(_)) => self.query_at(call.syntax).map(|it| Promise::Query(it.orm)),
            _ => None,
        }
    }

    /// The function of this project that a call runs: a method, one of a base class, one at the top of a file.
    pub fn callee(&self, call: &Call<'t>) -> Option<Syntax<'t>> {
        let is_named =
            || super::binding(call.callee).is_none() && self.home(call.syntax.file, call.callee.text()).is_some();
        (!call.is_new && (call.receiver.is_some() || is_named())).then_some(())?;
        self.function_of(call).or_else(|| self.inherited(call))
    }

    /// The calls of a method, as far as they can be told, outside of tests.
    pub fn callers(&self, method: Syntax<'t>) -> impl Iterator<Item = &Call<'t>> {
        let name = method.field(Field::Name).map_or("", Syntax::text);
        let calls = self.calls_near(method.file, name).filter(|it| !it.is_new && !self.is_test(it.syntax));
        let stands_for = self.stands_for(method);
        calls.filter(move |it| match self.target(it) {
            Some(target) => target.syntax == method,
            None => self.called_class(it).is_some_and(|it| stands_for.contains(&it)),
        })
    }

    /// The classes and interfaces that the class of a method extends or implements, by name.
    fn stands_for(&self, method: Syntax<'t>) -> Vec<&'t str> {
        let heritage = self.class_of(method).and_then(|it| it.syntax.child(Kind::Heritage));
        let names = heritage.into_iter().flat_map(Syntax::descendants);
        names.filter(|it| it.is(&[Kind::TypeIdentifier, Kind::Identifier])).map(Syntax::text).collect()
    }

    fn inherited(&self, call: &Call<'t>) -> Option<Syntax<'t>> {
        let class = self.class_of(call.syntax)?;
        let (owner, name) = match call.chain().as_slice() {
            ["this", name] => (class.clone(), *name),
            ["this", field, name] => (self.class_named(call.syntax.file, class.type_of(field)?.name)?.clone(), *name),
            _ => return None,
        };
        self.bases_of(&owner).find_map(|it| it.method(name).map(|it| it.syntax))
    }

    /// The first place of a function's body that can fail outside of every `try`.
    pub fn failing(&self, body: Syntax<'t>) -> Option<Syntax<'t>> {
        self.failing_within(body, DEPTH)
    }

    fn failing_within(&self, body: Syntax<'t>, depth: usize) -> Option<Syntax<'t>> {
        let function = body.parent()?;
        let ends = body.find_any(&[Kind::Await, Kind::Throw, Kind::Return]);
        let own = ends.into_iter().filter(|it| it.function() == Some(function));
        own.filter(|it| !is_caught(*it, function)).find(|it| match it.kind() {
            Kind::Throw => true,
            _ => returned(*it).is_some_and(|value| self.may_reject(value, it.kind() == Kind::Await, depth)),
        })
    }

    fn may_reject(&self, value: Syntax<'t>, is_awaited: bool, depth: usize) -> bool {
        let Some(call) = Call::of(plain(value)) else { return is_awaited && value.kind() == Kind::Identifier };
        let never = ["catch", "allSettled", "sleep", "delay", "wait", "setTimeout", "Promise"];
        if never.contains(&call.name) || (call.name == "then" && call.args.len() > 1) {
            return false;
        }
        if self.is_forgiving_cache(&call) {
            return false;
        }
        let bodies = || call.args.iter().flat_map(|it| it.find(Kind::Arrow)).filter_map(|it| it.field(Field::Body));
        if call.name == "all" && bodies().next().is_some() {
            return bodies().any(|it| it.kind() != Kind::Block || self.failing_within(it, depth).is_some());
        }
        match (depth.checked_sub(1), self.target(&call).and_then(|it| it.body)) {
            (Some(left), Some(body)) => self.failing_within(body, left).is_some(),
            _ => true,
        }
    }

    /// Since version 6 the stores of cache-manager are Keyv's: `get`, `set` and `delete` hand an error to its listeners and resolve, unless
    /// `throwOnErrors` is set (run with keyv 5.6.0 and cache-manager 7.2.8).
    fn is_forgiving_cache(&self, call: &Call<'t>) -> bool {
        matches!(call.name, "get" | "set" | "del" | "mget" | "mset" | "mdel")
            && self.is_called_on(call, Receiver::Cache)
            && self.major("cache-manager").is_none_or(|it| it >= 6)
            && !["Keyv", "createKeyv"]
                .iter()
                .flat_map(|it| self.calls_of(it))
                .any(|it| it.syntax.text().contains("throwOnErrors"))
    }

    /// Whether the process is told what to do with rejections that nothing handles: by its own hand, or by Sentry's.
    pub fn hears_rejections(&self) -> bool {
        let own = ["on", "once"].iter().flat_map(|it| self.calls_of(it));
        own.into_iter().any(|it| it.args.first().is_some_and(|it| it.text().contains("unhandledRejection")))
            || self.imports.iter().any(|it| it.module.starts_with("@sentry/"))
    }
}

/// Whether a function is `async`.
pub fn is_async(function: Syntax) -> bool {
    function.children().any(|it| it.kind() == Kind::Keyword && it.text() == "async")
}

/// As its `async` or its return type says.
fn gives_promise(function: Syntax) -> bool {
    // `Promise<T> | T` may be either.
    let declared = function.field(Field::ReturnType).and_then(|it| it.children().next());
    let promises = declared.is_some_and(|it| it.kind() == Kind::GenericType && it.text().starts_with("Promise<"));
    let generates = function.children().any(|it| it.text() == "*");
    !generates && (is_async(function) || promises)
}

/// The `catch` clauses that get what fails at a node, from the inside out.
pub fn catches<'t>(node: Syntax<'t>) -> impl Iterator<Item = Syntax<'t>> {
    let tries = node.ancestors().filter(|it| it.kind() == Kind::Try);
    let holding = tries.filter(move |it| it.field(Field::Body).is_some_and(|it| it.contains(node)));
    holding.filter_map(|it| it.child(Kind::Catch))
}

/// In a `try` with a `catch`, or waited for in the `catch` itself, where the error is dealt with already.
fn is_caught(node: Syntax, function: Syntax) -> bool {
    let around = node.ancestors().take_while(|it| *it != function);
    around.filter(|it| it.kind() == Kind::Try).any(|it| {
        let catch = it.child(Kind::Catch);
        let in_body = it.field(Field::Body).is_some_and(|it| it.contains(node));
        catch.is_some_and(|it| in_body || (it.contains(node) && node.kind() != Kind::Throw))
    })
}
