//! Middleware bound by modules: `consumer.apply(X).exclude(…).forRoutes(…)`.

use super::guard::authenticates;
use super::route_path::{covers, verb_of};
use super::{Call, Class, Project};
use crate::syntax::{Kind, Object, Syntax, literal, name_words, plain, root};

/// Middleware, and the routes it stands before.
#[derive(Clone, Debug)]
pub struct Middleware<'t> {
    /// `consumer.apply(…)…forRoutes(…)`.
    pub call: Call<'t>,
    /// What `exclude` names.
    pub excluded: Vec<Syntax<'t>>,
    /// Whether it turns away those it does not know.
    pub authenticates: bool,
}

/// How far a chain of calls goes.
const MOST_CALLS: usize = 8;

impl<'t> Project<'t> {
    pub(super) fn read_middlewares(&self) -> Vec<Middleware<'t>> {
        let bound = self.calls_of("forRoutes").filter(|it| !self.is_test(it.syntax));
        let read = |call: &Call<'t>| {
            let (mut applied, mut excluded) = (Vec::new(), Vec::new());
            let mut receiver = call.receiver;
            for _ in 0..MOST_CALLS {
                let Some(step) = receiver.and_then(|it| Call::of(self.value(it))) else { break };
                match step.name {
                    "apply" => applied.extend(step.args.iter().copied()),
                    "exclude" => excluded.extend(step.args.iter().copied()),
                    _ => {}
                }
                receiver = step.receiver;
            }
            let authenticates = applied.iter().any(|it| self.is_authenticating(*it));
            (!applied.is_empty()).then(|| Middleware { call: call.clone(), excluded, authenticates })
        };
        bound.filter_map(read).collect()
    }

    /// Whether a middleware (class, function or a factory's result) turns away those it does not know.
    pub(super) fn is_authenticating(&self, middleware: Syntax<'t>) -> bool {
        let value = plain(middleware);
        let call = Call::of(value);
        let name = call.as_ref().map_or(value, |it| it.callee);
        let text = name.text();
        if self.standard.facts.auth_guards.iter().any(|it| it == text) || text == "passport.authenticate" {
            return true;
        }
        let class = self.class_named(name.file, text).map(|it| it.syntax);
        let own = value.is(&[Kind::Arrow, Kind::FunctionExpression]).then_some(value);
        if let Some(code) = class.or_else(|| self.symbol(name)).or(own) {
            let refuses = code.descendants().any(|it| {
                it.kind() == Kind::Throw
                    || matches!(it.text(), "401" | "403" | "UNAUTHORIZED" | "sendStatus" | "redirect")
            });
            return authenticates(code) && refuses;
        }
        let words = name_words(text);
        let named = |all: &[&str]| words.iter().any(|it| all.contains(&it.as_str()));
        let here = self.import_of(name.file, root(name).text()).is_some();
        here && named(&["auth", "authentication", "authenticate", "jwt", "expressjwt", "basic", "token"])
            && !named(&["init", "initialize"])
    }
}

impl<'t> Middleware<'t> {
    /// Whether it stands before a handler; `None` for one that it is told to leave out.
    pub(super) fn stands_before(
        &self,
        project: &Project<'t>,
        class: &Class<'t>,
        verb: &str,
        path: &str,
    ) -> Option<bool> {
        let excluded = self.excluded.iter().any(|it| names(project, *it, class, verb, path, false));
        let named = self.call.args.iter().any(|it| names(project, *it, class, verb, path, true));
        if excluded { None } else { Some(named) }
    }
}

fn names<'t>(
    project: &Project<'t>,
    target: Syntax<'t>,
    class: &Class<'t>,
    verb: &str,
    path: &str,
    below: bool,
) -> bool {
    let value = project.constant(target);
    if let Some(pattern) = literal(value) {
        return covers(pattern, path, below);
    }
    if let Some(route) = Object::of(value) {
        let wanted = verb_of(route.get("method").map(plain));
        let fits = wanted.as_deref().is_none_or(|it| it == verb || verb == "All");
        let pattern = route.get("path").map(|it| project.constant(it));
        return fits
            && pattern.is_none_or(|it| literal(it).is_none_or(|it| covers(it, path, below && wanted.is_none())));
    }
    match value.kind() {
        Kind::Identifier => match project.class_named(value.file, value.text()) {
            Some(it) => it.syntax == class.syntax,
            None => !value.text().ends_with("Controller") || value.text() == class.name.text(),
        },
        Kind::Array => value.children().any(|it| names(project, it, class, verb, path, below)),
        Kind::Spread => value.children().next().is_none_or(|it| names(project, it, class, verb, path, below)),
        // What cannot be read may be this one.
        _ => true,
    }
}
