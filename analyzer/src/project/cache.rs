//! Caches: what is read, kept and dropped under which keys, through the cache manager, Redis or a service in between.

use super::call::Call;
use super::query::Operation;
use super::{Binding, Project, Query, Receiver, binding};
use crate::syntax::{Field, Kind, Syntax, literal, plain};

/// What a call does with a cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CacheUse {
    /// Reads an entry.
    Read,
    /// Keeps an entry.
    Keep,
    /// Drops one entry, or all of them.
    Drop,
}

/// A call of a cache.
#[derive(Clone)]
pub struct Cached<'t> {
    /// The call.
    pub call: Call<'t>,
    /// What it does.
    pub what: CacheUse,
    /// The key; absent where everything is dropped.
    pub key: Option<Syntax<'t>>,
    /// What is kept: the value, or the function that loads it.
    pub value: Option<Syntax<'t>>,
    /// The fixed text that the key begins with, up to its first `:`.
    pub head: Option<&'t str>,
}

/// Names of methods, what they do, where the key and the value stand.
const METHODS: [(&str, CacheUse, usize); 11] = [
    ("get", CacheUse::Read, 0),
    ("set", CacheUse::Keep, 1),
    ("wrap", CacheUse::Keep, 1),
    ("setex", CacheUse::Keep, 2),
    ("setEx", CacheUse::Keep, 2),
    ("del", CacheUse::Drop, 0),
    ("mdel", CacheUse::Drop, 0),
    ("unlink", CacheUse::Drop, 0),
    ("clear", CacheUse::Drop, 0),
    ("reset", CacheUse::Drop, 0),
    ("flushdb", CacheUse::Drop, 0),
];

/// Calls of caches, and what changes the rows they hold.
#[derive(Default)]
pub(super) struct Caches<'t> {
    /// By head.
    pub(super) cached: Vec<Cached<'t>>,
    /// Model and index of each query that writes, sorted.
    writes: Vec<(&'t str, usize)>,
}

impl<'t> Project<'t> {
    /// Calls of caches.
    pub fn cached(&self) -> &[Cached<'t>] {
        &self.backing.caches.cached
    }

    /// Whether anything drops entries whose keys begin with this, or entries that the source does not tell.
    pub fn is_dropped(&self, head: &str) -> bool {
        [None, Some(head)].into_iter().any(|head| {
            let first = self.backing.caches.cached.partition_point(|it| (it.head, it.what) < (head, CacheUse::Drop));
            self.backing.caches.cached.get(first).is_some_and(|it| (it.head, it.what) == (head, CacheUse::Drop))
        })
    }

    /// The query within an expression, or within a constant that it names.
    pub fn query_in(&self, value: Syntax<'t>) -> Option<&Query<'t>> {
        let names = value.descendants().chain([value]).filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]));
        self.query_within(value).or_else(|| names.into_iter().find_map(|it| self.query_within(self.value(it))))
    }

    /// The query that a call is.
    #[cfg(feature = "whole")]
    pub fn query_at(&self, call: Syntax<'t>) -> Option<&Query<'t>> {
        let place = |it: Syntax| (it.file, it.span().start);
        let first = self.queries.partition_point(|it| place(it.call.syntax) < place(call));
        let here = self.queries.iter().skip(first).take_while(|it| place(it.call.syntax) == place(call));
        here.into_iter().find(|it| it.call.syntax == call)
    }

    fn query_within(&self, value: Syntax<'t>) -> Option<&Query<'t>> {
        let place = |it: Syntax| (it.file, it.span().start);
        let first = self.queries.partition_point(|it| place(it.call.syntax) < place(value));
        self.queries.get(first).filter(|it| value.contains(it.call.syntax))
    }

    /// A query of the running application that changes rows of the model that another one reads.
    pub fn change_of(&self, read: &Query<'t>) -> Option<&Query<'t>> {
        let first = self.backing.caches.writes.partition_point(|(it, _)| *it < read.model);
        let writes = self.backing.caches.writes.iter().skip(first).take_while(|(it, _)| *it == read.model);
        let mut writes = writes.filter_map(|(_, at)| self.queries.get(*at));
        // A new row changes lists and counts, not the rows that are cached one by one.
        let is_new = |it: &Query| it.call.name.starts_with("create") || it.call.name == "insert";
        writes.find(|it| it.orm == read.orm && (read.operation != Operation::ReadOne || !is_new(it)))
    }

    pub(super) fn read_caches(&self) -> Caches<'t> {
        let mut cached: Vec<Cached> = Vec::new();
        for (name, what, value) in METHODS {
            for call in self.calls_of(name).filter(|it| !it.is_new && !self.is_test(it.syntax)) {
                if self.is_called_on(call, Receiver::Cache) || self.is_called_on(call, Receiver::Redis) {
                    self.read_cached(call, what, value, &mut cached);
                }
            }
        }
        cached.sort_by_key(|it| (it.head, it.what, it.call.syntax.file, it.call.syntax.span()));
        let mut writes = Vec::new();
        if !cached.is_empty() {
            let kept = |it: &Query| it.operation == Operation::Write && !self.is_test(it.call.syntax);
            let own = self.queries.iter().enumerate().filter(|(_, it)| kept(it) && !self.is_script(it.call.syntax));
            writes.extend(own.map(|(at, it)| (it.model, at)));
            writes.sort_unstable();
        }
        Caches { cached, writes }
    }

    fn read_cached(&self, call: &Call<'t>, what: CacheUse, value: usize, into: &mut Vec<Cached<'t>>) {
        let key = call.args.first().copied();
        let Some(place) = key.and_then(|it| parameter_place(it)) else {
            into.push(self.cached_as(call, what, key, call.args.get(value).copied()));
            return;
        };
        // A method that only passes its key on: its callers are the ones that use the cache.
        let Some(method) = call.syntax.ancestor(&[Kind::Method]) else { return };
        let Some(name) = method.field(Field::Name).map(Syntax::text) else { return };
        let handed = call.args.get(value).and_then(|it| parameter_place(*it));
        let before = into.len();
        for outer in self.calls_near(method.file, name).filter(|it| !it.is_new && !self.is_test(it.syntax)) {
            if self.target(outer).is_some_and(|it| it.syntax == method) {
                let value = handed.and_then(|it| outer.args.get(it).copied());
                into.push(self.cached_as(outer, what, outer.args.get(place).copied(), value));
            }
        }
        // Nobody seen calls it: what it drops is not known.
        if into.len() == before && what == CacheUse::Drop {
            into.push(self.cached_as(call, what, key, None));
        }
    }

    fn cached_as(
        &self,
        call: &Call<'t>,
        what: CacheUse,
        key: Option<Syntax<'t>>,
        value: Option<Syntax<'t>>,
    ) -> Cached<'t> {
        let fixed = key.and_then(|it| self.beginning(it, 6));
        let head = fixed.and_then(|it| it.split(':').next()).filter(|it| !it.is_empty());
        Cached { call: call.clone(), what, key, value, head }
    }

    /// The fixed text that a text begins with, also when a helper builds it.
    pub fn beginning(&self, text: Syntax<'t>, depth: usize) -> Option<&'t str> {
        let depth = depth.checked_sub(1)?;
        let at = self.constant(text);
        match at.kind() {
            Kind::Template => {
                let Some(hole) = at.child(Kind::Substitution) else { return literal(at) };
                let start = at.span().start as usize + 1;
                let fixed = at.source().get(start..hole.span().start as usize).filter(|it| !it.is_empty());
                fixed.or_else(|| self.beginning(hole.children().next()?, depth))
            }
            Kind::Binary => self.beginning(at.field(Field::Left)?, depth),
            Kind::Call => self.beginning(self.returned(&Call::of(at)?)?, depth),
            _ => self.text(at),
        }
    }

    /// The one value that a method or function of the project returns.
    pub fn returned(&self, call: &Call<'t>) -> Option<Syntax<'t>> {
        let method = self.target(call).and_then(|it| it.body);
        let body = method.or_else(|| {
            call.receiver.is_none().then_some(())?;
            let declared = self.declaration(call.syntax.file, call.name)?;
            declared.field(Field::Value).unwrap_or(declared).field(Field::Body)
        })?;
        if body.kind() != Kind::Block {
            return Some(plain(body));
        }
        let mut returns = body.find(Kind::Return);
        let only = returns.next().filter(|_| returns.next().is_none())?;
        only.children().next()
    }
}

/// Which parameter of its method a name is.
fn parameter_place(name: Syntax) -> Option<usize> {
    let name = plain(name);
    (name.kind() == Kind::Identifier).then_some(())?;
    let Some(Binding::Parameter(parameter)) = binding(name) else { return None };
    let list = parameter.parent().filter(|it| it.parent().is_some_and(|it| it.kind() == Kind::Method))?;
    list.children().position(|it| it == parameter)
}
