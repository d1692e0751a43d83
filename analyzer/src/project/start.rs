//! What runs once, while the application starts or stops.

use super::{EntryKind, Method, Project};
use crate::syntax::{Kind, Syntax};

const ONCE: [&str; 12] = [
    "constructor",
    "onModuleInit",
    "onApplicationBootstrap",
    "onModuleDestroy",
    "beforeApplicationShutdown",
    "onApplicationShutdown",
    "afterInit",
    "configure",
    "createTypeOrmOptions",
    "createMongooseOptions",
    "createOptions",
    "forRoot",
];

impl<'t> Project<'t> {
    /// Whether a method runs while the application starts or stops: a hook of Nest, a helper that only such call.
    pub fn runs_once(&self, method: &Method<'t>) -> bool {
        self.runs_once_within(method, 3)
    }

    fn runs_once_within(&self, method: &Method<'t>, depth: usize) -> bool {
        let name = method.name.text();
        let Some(left) = depth.checked_sub(1) else { return false };
        if ONCE.contains(&name) || !method.decorators.is_empty() {
            return ONCE.contains(&name);
        }
        let mut calls = self.calls_near(method.syntax.file, name).filter(|it| it.receiver.is_some()).peekable();
        calls.peek().is_some()
            && calls.all(|it| {
                let caller = it.syntax.ancestor(&[Kind::Method]).filter(|it| it.file == method.syntax.file);
                caller.and_then(|it| self.method_at(it)).is_some_and(|it| self.runs_once_within(&it, left))
            })
    }

    /// The method of a class that a node is.
    pub fn method_at(&self, node: Syntax<'t>) -> Option<std::sync::Arc<Method<'t>>> {
        self.class_of(node)?.methods.iter().find(|it| it.syntax == node).cloned()
    }

    /// The method of a class that code stands in, callbacks within it included.
    pub fn method_around(&self, node: Syntax<'t>) -> Option<std::sync::Arc<Method<'t>>> {
        let class = self.class_of(node)?;
        class.methods.iter().find(|it| it.syntax.contains(node)).cloned()
    }

    /// Whether something outside calls a method again and again: it is a handler, or a handler calls it.
    pub fn is_asked(&self, method: &Method<'t>) -> bool {
        self.is_asked_by(method, |_| true)
    }

    /// As [`Project::is_asked`], by handlers of some kinds.
    pub fn is_asked_by(&self, method: &Method<'t>, counts: impl Fn(EntryKind) -> bool) -> bool {
        let is_entry = |it: Syntax<'t>| self.entries_of(it).any(|entry| counts(entry.kind));
        is_entry(method.syntax)
            || self.calls_near(method.syntax.file, method.name.text()).any(|it| {
                let caller = it.syntax.ancestor(&[Kind::Method]).filter(|it| is_entry(*it));
                caller.is_some() && self.target(it).is_some_and(|it| it.syntax == method.syntax)
            })
    }
}
