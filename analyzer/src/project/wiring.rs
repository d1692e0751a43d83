//! How an application is put together: its modules, what is injected where, and what follows from both.

use super::cycle::Cycle;
use super::graph::{App, Supply};
use super::instance::Scoped;
use super::token::Wire;
use super::{Module, Project};

/// What the files say about modules and injection.
#[derive(Debug, Default)]
pub struct Wiring<'t> {
    /// Every class with `@Module`, in reading order.
    pub modules: Vec<Module<'t>>,
    /// What each of them hands on, in the same order.
    pub(super) supplies: Vec<Supply<'t>>,
    /// What needs what, by what needs it.
    pub wires: Vec<Wire<'t>>,
    /// The same, by what is needed.
    pub(super) by_token: Vec<Wire<'t>>,
    /// Class and module, by place: what Nest creates where; sorted.
    pub(super) homes: Vec<(u32, u32)>,
    /// Applications whose root module can be seen.
    pub apps: Vec<App<'t>>,
    /// What lives for one request only, by token.
    pub(super) scoped: Vec<Scoped<'t>>,
    /// Modules and providers that need one another.
    pub cycles: Vec<Cycle<'t>>,
    /// Classes made for Nest that no module lists, by place.
    pub(super) strays: Vec<u32>,
}

impl<'t> Project<'t> {
    /// Reads them in order, each from those before it.
    pub(super) fn read_wiring(&mut self) {
        self.wiring.modules = self.read_modules();
        self.wiring.supplies = self.read_supplies();
        self.wiring.homes = self.read_homes();
        self.wiring.wires = self.read_wires();
        self.wiring.by_token = self.wiring.wires.clone();
        self.wiring.by_token.sort_by_key(|it| it.token);
        self.wiring.apps = self.read_apps();
        self.wiring.scoped = self.read_scoped();
        self.wiring.cycles = self.read_cycles();
        self.wiring.strays = self.read_strays();
    }
}
