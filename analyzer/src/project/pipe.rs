//! Pipes: which ones are created, and which of them every handler goes through.

use super::{Bootstrap, Call, Project, Route, named};
use crate::syntax::{Field, Kind, Object, Syntax};

/// `new ValidationPipe(…)`, or a pipe class that Nest is told to create.
#[derive(Clone, Copy, Debug)]
pub struct Pipe<'t> {
    /// The `new` expression, or the class's name.
    pub syntax: Syntax<'t>,
    /// `ValidationPipe`.
    pub name: &'t str,
    /// What its constructor is given first.
    pub options: Option<Syntax<'t>>,
    /// Whether every handler goes through it: `useGlobalPipes`, `APP_PIPE`.
    pub is_global: bool,
}

impl<'t> Route<'t> {
    /// What `@UsePipes` of the handler or its class names.
    pub fn own_pipes(&self) -> impl Iterator<Item = Syntax<'t>> {
        let holders = [&self.method.decorators, &self.class.decorators];
        holders.into_iter().filter_map(|it| named(it, "UsePipes")).flat_map(|it| it.args.iter().copied())
    }

    /// Whether a pipe other than `ValidationPipe` stands before the handler.
    pub fn has_other_pipe(&self) -> bool {
        self.own_pipes().any(|it| {
            let name = it.field(Field::Constructor).unwrap_or(it);
            name.text() != "ValidationPipe"
        })
    }
}

impl<'t> Project<'t> {
    /// Whether some global pipe keeps requests to what their classes declare, or checks them in a way unknown here.
    pub fn is_guarded_by_pipe(&self) -> bool {
        self.pipes.iter().filter(|it| it.is_global && !self.is_test(it.syntax)).any(|it| {
            let Some(options) = it.options.filter(|_| it.name == "ValidationPipe") else {
                return it.name != "ValidationPipe";
            };
            let whitelist = self.options(options).map(|it| self.setting(it, "whitelist"));
            whitelist.is_none_or(|it| it.value().is_some_and(|it| it.kind() != Kind::False))
        })
    }

    /// Whether the application is handed to a function that is not among the files.
    pub fn is_configured_elsewhere(&self, bootstrap: &Bootstrap<'t>) -> bool {
        bootstrap.is_open
    }

    pub(super) fn read_pipes(&self) -> Vec<Pipe<'t>> {
        let created = self.calls.iter().filter(|it| it.is_new && it.name.ends_with("Pipe"));
        let created = created.map(|it| Pipe {
            syntax: it.syntax,
            name: it.name,
            options: it.args.first().copied(),
            is_global: self.is_bound_globally(it.syntax),
        });
        let objects = self.roots.iter().flat_map(|it| it.find(Kind::Object)).map(Object);
        let provided = objects.filter(|it| it.get("provide").is_some_and(|it| it.text() == "APP_PIPE"));
        let classes = provided.filter_map(|it| it.get("useClass"));
        let classes = classes.map(|it| Pipe { syntax: it, name: it.text(), options: None, is_global: true });
        let passed = self.calls_of("useGlobalPipes").flat_map(|it| it.args.iter().copied());
        let unseen = passed.filter(|it| Call::of(self.constant(*it)).is_none_or(|it| !it.is_new));
        let unseen = unseen.map(|it| Pipe { syntax: it, name: it.text(), options: None, is_global: true });
        created.chain(classes).chain(unseen).collect()
    }

    fn is_bound_globally(&self, pipe: Syntax<'t>) -> bool {
        let holder = pipe.ancestors().find(|it| {
            let call = Call::of(*it).is_some_and(|it| it.name == "useGlobalPipes");
            let provider = Object::of(*it).and_then(|it| it.get("provide")).is_some_and(|it| it.text() == "APP_PIPE");
            call || provider
        });
        holder.is_some() || self.passed_to_all(pipe)
    }

    /// `const pipe = new ValidationPipe(); app.useGlobalPipes(pipe)`.
    fn passed_to_all(&self, pipe: Syntax<'t>) -> bool {
        pipe.parent().is_some_and(|it| it.kind() == Kind::Declarator && it.field(Field::Value) == Some(pipe))
            && self.calls_of("useGlobalPipes").any(|it| it.args.iter().any(|it| self.constant(*it) == pipe))
    }
}
