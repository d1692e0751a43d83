//! Classes made for Nest that no module lists, so that Nest never creates them.

use super::graph::{App, Hidden};
use super::listed::What;
use super::token::Token;
use crate::project::{Class, Project};
use crate::syntax::{Kind, Syntax};

/// Decorators of what must stand in a module to take effect.
const MADE_FOR_NEST: [&str; 8] = [
    "Injectable",
    "Controller",
    "Resolver",
    "Processor",
    "WebSocketGateway",
    "CommandHandler",
    "QueryHandler",
    "EventsHandler",
];

impl<'t> Project<'t> {
    /// Whether no module lists a class, and nothing else names it either.
    pub fn is_stray(&self, class: &Class<'t>) -> bool {
        self.place_of(class.syntax).is_some_and(|it| self.wiring.strays.binary_search(&it).is_ok())
    }

    /// Whether every list of providers in an application was followed.
    pub fn is_listed_whole(&self, app: &App<'t>) -> bool {
        let mut modules = app.modules.iter().filter_map(|it| self.module_of(*it));
        modules.all(|it| it.providers.iter().all(|it| it.what != What::Missing && it.what != What::Computed))
    }

    /// Whether every module of every application was followed, so that what is not listed is listed nowhere.
    fn is_whole(&self) -> bool {
        let entries = self.wiring.modules.iter().flat_map(|it| it.providers.iter().chain(&it.controllers));
        let closed = entries.map(|it| it.what).all(|it| it != What::Missing && it != What::Computed);
        let mut apps = self.wiring.apps.iter();
        closed && !self.wiring.apps.is_empty() && apps.all(|it| it.hidden == Hidden::Nothing)
    }

    pub(super) fn read_strays(&self) -> Vec<u32> {
        if !self.is_whole() {
            return Vec::new();
        }
        let mut listed: Vec<Token> = self.wiring.wires.iter().map(|it| it.token).collect();
        listed.extend(self.wiring.homes.iter().map(|it| Token::Class(it.0)));
        listed.sort_unstable();
        let classes = (0..).zip(&self.classes);
        let made = classes.filter(|(_, it)| it.decorators.iter().any(|it| MADE_FOR_NEST.contains(&it.name)));
        let unlisted = made.filter(|(at, _)| listed.binary_search(&Token::Class(*at)).is_err());
        let concrete = unlisted.filter(|(_, it)| it.syntax.kind() == Kind::Class && self.is_run(it.syntax));
        let mut strays: Vec<(&str, u32)> = concrete.map(|(at, it)| (it.name.text(), at)).collect();
        strays.sort_unstable();
        self.drop_named(&mut strays);
        let mut places: Vec<u32> = strays.iter().map(|it| it.1).collect();
        places.sort_unstable();
        places
    }

    /// Whether code stands among that of an application: not a test, a script, a library.
    fn is_run(&self, syntax: Syntax<'t>) -> bool {
        let path = |it: Syntax<'t>| self.file(it).map_or("", |it| it.path.as_str());
        let starts = self.bootstraps.iter().map(|it| path(it.create.syntax));
        let mut folders = starts.filter_map(|it| it.rsplit_once('/').map(|it| it.0));
        let own = path(syntax);
        let is_near = folders.any(|it| own.strip_prefix(it).is_some_and(|it| it.starts_with('/')));
        is_near && !self.is_test(syntax) && !self.is_script(syntax)
    }

    /// Takes out those that any code names: a guard of a decorator, a base class, what is created by hand.
    fn drop_named(&self, strays: &mut Vec<(&'t str, u32)>) {
        if strays.is_empty() {
            return;
        }
        let mut named: Vec<&str> = Vec::new();
        // The lengths of their names, a bit each: most identifiers have another, and their texts need not be read.
        let length = |it: usize| 1_u64 << it.min(63);
        let lengths = strays.iter().fold(0, |all, it| all | length(it.0.len()));
        let is_imported = |it: Syntax| it.ancestors().any(|it| it.kind() == Kind::Import);
        let foreign = |name, at: u32| self.classes.get(at as usize).is_some_and(|it| !it.syntax.contains(name));
        let all = self.roots.iter().flat_map(|it| it.find(Kind::Identifier));
        for name in all.filter(|it| lengths & length((it.span().end - it.span().start) as usize) != 0) {
            let first = strays.partition_point(|it| it.0 < name.text());
            let mut same = strays.iter().skip(first).take_while(|it| it.0 == name.text());
            if same.any(|it| foreign(name, it.1)) && !is_imported(name) {
                named.push(name.text());
            }
        }
        named.sort_unstable();
        strays.retain(|it| named.binary_search(&it.0).is_err());
    }
}
