//! The graph of modules: what each hands on, what an application consists of, and what a module can see in it.

use super::listed::{Listed, What};
use super::token::Token;
use crate::project::{Module, Project};

/// What keeps the whole from being known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// Nothing: every import was followed.
    #[default]
    Nothing,
    /// Some entry is the outcome of code.
    Computed,
    /// Some entry stands in a file that is not part of the review.
    Missing,
}

/// An application: the module it starts with, and all that this one leads to.
#[derive(Debug)]
pub struct App<'t> {
    /// The root module's class, by its place in `Project::classes`.
    pub root: u32,
    /// The classes of its modules, sorted.
    pub modules: Vec<u32>,
    /// What its global modules export, sorted.
    globals: Vec<Token<'t>>,
    /// What may hide a module of it.
    pub hidden: Hidden,
}

/// What a module hands to those who import it.
#[derive(Debug, Default)]
pub(super) struct Supply<'t> {
    /// Sorted.
    tokens: Vec<Token<'t>>,
    hidden: Hidden,
}

impl<'t> Project<'t> {
    /// The modules among what a module imports or exports.
    pub fn modules_among<'p>(&'p self, list: &'p [Listed<'t>]) -> impl Iterator<Item = (&'p Module<'t>, Listed<'t>)> {
        list.iter().filter_map(|it| Some((self.module_listed(it)?, *it)))
    }

    fn module_listed(&self, entry: &Listed<'t>) -> Option<&Module<'t>> {
        match entry.what {
            What::Class(class) | What::Dynamic(class, _) => self.module_of(class),
            What::Object(_) => match self.token(self.part(entry.what, "module")?) {
                Token::Class(class) => self.module_of(class),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a module in an application can see a token; `None` where something unseen may settle it.
    pub fn sees(&self, app: &App<'t>, module: &Module<'t>, token: Token<'t>) -> Option<bool> {
        let is_module = matches!(token, Token::Class(class) if self.module_of(class).is_some());
        if module.provides(token) || app.globals.binary_search(&token).is_ok() || is_module {
            return Some(true);
        }
        let mut hidden = self.unfollowed(&module.imports).max(hidden_in(&module.providers));
        for (import, _) in self.modules_among(&module.imports) {
            if self.hands_on(import, token) {
                return Some(true);
            }
            hidden = hidden.max(self.supply(import).map_or(Hidden::Missing, |it| it.hidden));
        }
        let given = [&module.imports, &module.providers].into_iter().flatten().any(|it| self.is_given(it, token));
        (hidden == Hidden::Nothing && !given).then_some(false)
    }

    /// Whether a token is handed to a package's module, which may provide it: `TypedConfigModule.forRoot({ schema: X })`.
    pub fn is_given_away(&self, app: &App<'t>, token: Token<'t>) -> bool {
        let modules = app.modules.iter().filter_map(|it| self.module_of(*it));
        modules.flat_map(|it| &it.imports).any(|it| self.is_given(it, token))
    }

    fn is_given(&self, entry: &Listed<'t>, token: Token<'t>) -> bool {
        let (What::Package(call) | What::Dynamic(_, call)) = entry.what else { return false };
        match token {
            Token::Class(class) => {
                self.classes.get(class as usize).is_some_and(|it| call.text().contains(it.name.text()))
            }
            Token::Text(text) | Token::Other(text) => call.text().contains(text),
            Token::Symbol(..) => call.text().contains('('),
        }
    }

    /// Every module that exports a token or hands it on.
    pub fn suppliers(&self, app: &App<'t>, token: Token<'t>) -> Vec<&Module<'t>> {
        let modules = app.modules.iter().filter_map(|it| self.module_of(*it));
        modules.filter(|it| self.hands_on(it, token)).collect()
    }

    /// Whether a module gives a token to those who import it.
    pub fn hands_on(&self, module: &Module<'t>, token: Token<'t>) -> bool {
        self.supply(module).is_some_and(|it| it.tokens.binary_search(&token).is_ok())
    }

    fn supply(&self, module: &Module<'t>) -> Option<&Supply<'t>> {
        let at = self.wiring.modules.binary_search_by_key(&module.place, |it| it.place).ok()?;
        self.wiring.supplies.get(at)
    }

    pub(super) fn read_supplies(&self) -> Vec<Supply<'t>> {
        self.wiring.modules.iter().map(|it| self.read_supply(it)).collect()
    }

    /// Every module of the project that provides a token itself.
    pub fn providers_of(&self, token: Token<'t>) -> impl Iterator<Item = &Module<'t>> {
        self.wiring.modules.iter().filter(move |it| it.provides(token))
    }

    fn read_supply(&self, module: &Module<'t>) -> Supply<'t> {
        let mut supply = Supply::default();
        let mut open = vec![module.place];
        let mut seen = Vec::new();
        while let Some(module) = open.pop().filter(|_| seen.len() < 200).and_then(|it| self.module_of(it)) {
            if seen.contains(&module.place) {
                continue;
            }
            seen.push(module.place);
            supply.hidden = supply.hidden.max(hidden_in(&module.exports));
            for entry in &module.exports {
                match self.module_listed(entry) {
                    Some(other) => open.push(other.place),
                    None => supply.tokens.extend(self.token_of(entry)),
                }
            }
        }
        supply.tokens.sort_unstable();
        supply
    }

    pub(super) fn read_apps(&self) -> Vec<App<'t>> {
        let starts = self.bootstraps.iter().filter(|it| !self.is_test(it.create.syntax));
        let mut apps: Vec<App> = Vec::new();
        for start in starts {
            let mut listed = Vec::new();
            start.create.args.first().into_iter().for_each(|it| self.listed(*it, &mut listed));
            let Some((root, _)) = self.modules_among(&listed).next() else { continue };
            if apps.iter().all(|it| it.root != root.place) {
                apps.push(self.app(root));
            }
        }
        apps
    }

    fn app(&self, root: &Module<'t>) -> App<'t> {
        let mut app = App { root: root.place, modules: vec![root.place], globals: Vec::new(), hidden: Hidden::Nothing };
        let mut open = vec![root];
        while let Some(module) = open.pop() {
            app.hidden = app.hidden.max(self.unfollowed(&module.imports)).max(self.unfollowed(&module.carried));
            if module.is_global {
                self.spread(module, &mut app);
            }
            for (import, entry) in self.modules_among(&module.imports).chain(self.modules_among(&module.carried)) {
                // `isGlobal: true`, for a module whose static methods may not be seen.
                if matches!(entry.what, What::Dynamic(_, call) if call.text().contains("lobal: true")) {
                    self.spread(import, &mut app);
                }
                if let Err(at) = app.modules.binary_search(&import.place) {
                    app.modules.insert(at, import.place);
                    open.push(import);
                }
            }
        }
        app.globals.sort_unstable();
        app
    }

    /// As [`hidden_in`]; a class that is imported and not decorated as a module may be one by other means.
    fn unfollowed(&self, imports: &[Listed<'t>]) -> Hidden {
        let own = |it: &Listed<'t>| matches!(it.what, What::Class(_) | What::Dynamic(..) | What::Object(_));
        let odd = imports.iter().any(|it| own(it) && self.module_listed(it).is_none());
        hidden_in(imports).max(if odd { Hidden::Computed } else { Hidden::Nothing })
    }

    fn spread(&self, module: &Module<'t>, app: &mut App<'t>) {
        if let Some(supply) = self.supply(module) {
            app.hidden = app.hidden.max(supply.hidden);
            app.globals.extend(&supply.tokens);
        }
    }
}

fn hidden_in(list: &[Listed]) -> Hidden {
    let hidden = list.iter().map(|it| match it.what {
        What::Missing => Hidden::Missing,
        What::Computed => Hidden::Computed,
        _ => Hidden::Nothing,
    });
    hidden.max().unwrap_or_default()
}
