//! The function that code stands in, and who calls it.

#[cfg(feature = "whole")]
use super::Call;
use super::class::{Class, Method};
use super::decorator::named;
use super::{File, Project};
use crate::syntax::{Field, Kind, Syntax};

/// The innermost function around a piece of code.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'t> {
    /// Absent at the top of a file.
    pub function: Option<Syntax<'t>>,
    /// As it was declared; `this function` for what has no name.
    pub name: &'t str,
    /// A method of a class.
    pub is_method: bool,
    /// A handler of HTTP requests.
    pub is_route: bool,
    /// What a queue runs for each job.
    pub is_worker: bool,
    runs_unasked: bool,
    is_callback: bool,
}

impl Owner<'_> {
    /// Whether nobody waits for what it returns, so that a log line is the right end of an error.
    pub fn runs_unasked(&self) -> bool {
        self.runs_unasked || self.is_callback
    }

    /// Whether it was handed to another function without a name of its own.
    pub fn is_callback(&self) -> bool {
        self.is_callback
    }
}

impl<'t> Project<'t> {
    /// The function around a node.
    pub fn owner(&self, node: Syntax<'t>) -> Owner<'t> {
        let function = node.function();
        let class = self.class_of(node);
        let method = class.and_then(|it| it.methods.iter().find(|it| Some(it.syntax) == function));
        let declared = function.and_then(|it| it.field(Field::Name));
        let assigned = function.and_then(Syntax::parent).filter(|it| it.kind() == Kind::Declarator);
        let named_by = declared.or(assigned.and_then(|it| it.field(Field::Name)));
        let name = named_by.map_or("this function", Syntax::text);
        let is_bootstrap = name == "bootstrap" && self.file(node).is_some_and(|it| File::name(it) == "main.ts");
        Owner {
            function,
            is_method: method.is_some(),
            is_callback: named_by.is_none(),
            name,
            is_route: method.is_some_and(|own| self.routes.iter().any(|it| it.method.syntax == own.syntax)),
            is_worker: class.zip(method).is_some_and(|(class, method)| is_worker(class, method)),
            runs_unasked: is_bootstrap || class.zip(method).is_some_and(|(class, method)| runs_unasked(class, method)),
        }
    }
}

impl<'t> Project<'t> {
    /// Whether every caller of a method goes on without it: a schedule, a call behind `void`. A line in the log is the
    /// right end of its errors then.
    #[cfg(feature = "whole")]
    pub fn is_left_alone(&self, method: Syntax<'t>) -> bool {
        let goes_on = |it: &Call<'t>| {
            let is_void =
                it.syntax.parent().is_some_and(|it| it.kind() == Kind::Unary && it.text().starts_with("void"));
            let owner = self.owner(it.syntax);
            is_void || (owner.runs_unasked() && !owner.is_callback())
        };
        let mut callers = self.callers(method).filter(|_| method.kind() == Kind::Method).peekable();
        callers.peek().is_some() && callers.all(goes_on)
    }

    /// As above, where callers are not looked for.
    #[cfg(not(feature = "whole"))]
    pub fn is_left_alone(&self, _: Syntax<'t>) -> bool {
        false
    }

    /// Whether at least two other classes implement the same interface of the project as that around a node.
    pub fn is_one_of_many(&self, node: Syntax<'t>) -> bool {
        let Some(class) = self.class_of(node) else { return false };
        let own: Vec<&str> = kin(class).filter(|it| self.shape_named(node.file, it).is_some()).collect();
        !own.is_empty() && self.classes.iter().filter(|it| kin(it).any(|it| own.contains(&it))).nth(2).is_some()
    }
}

/// What a class implements or extends.
fn kin<'t>(class: &Class<'t>) -> impl Iterator<Item = &'t str> + use<'t> {
    let heritage = class.syntax.child(Kind::Heritage).into_iter().flat_map(Syntax::descendants);
    heritage.filter(|it| it.kind() == Kind::TypeIdentifier).map(Syntax::text)
}

fn is_worker(class: &Class, method: &Method) -> bool {
    let is_host = class.extends.as_ref().is_some_and(|it| it.name == "WorkerHost");
    named(&method.decorators, "Process").is_some() || (is_host && method.name.text() == "process")
}

/// Schedules, listeners, closing hooks, the constructor, and private helpers of a class that has such.
fn runs_unasked(class: &Class, method: &Method) -> bool {
    let hooks = ["onModuleDestroy", "onApplicationShutdown", "beforeApplicationShutdown", "constructor"];
    let helps = method.modifiers.contains(&"private") && class.methods.iter().any(|it| is_triggered(it));
    helps || is_triggered(method) || hooks.contains(&method.name.text())
}

fn is_triggered(method: &Method) -> bool {
    let names = ["Cron", "Interval", "Timeout", "OnEvent", "SubscribeMessage", "EventPattern"];
    let triggers = |it: &str| names.contains(&it) || it.starts_with("OnQueue") || it.starts_with("OnWorker");
    method.decorators.iter().any(|it| triggers(it.name))
}
