//! How an application is put together: its modules, what is injected where, and what follows from both.

mod cycle;
mod file_cycle;
mod graph;
mod instance;
mod knot;
mod listed;
mod module;
mod stray;
mod token;

pub use cycle::{Bond, Circle, Cycle};
pub use graph::{App, Hidden};
pub use instance::declared_scope;
pub use listed::{Listed, What};
pub use module::Module;
pub use token::{Token, Wire};

use super::Project;
use graph::Supply;
use instance::Scoped;

/// What the files say about modules and injection.
#[derive(Debug, Default)]
pub struct Wiring<'t> {
    /// Every class with `@Module`, in reading order.
    pub modules: Vec<Module<'t>>,
    /// What each of them hands on, in the same order.
    supplies: Vec<Supply<'t>>,
    /// What needs what, by what needs it.
    pub wires: Vec<Wire<'t>>,
    /// The same, by what is needed.
    by_token: Vec<Wire<'t>>,
    /// Class and module, by place: what Nest creates where; sorted.
    homes: Vec<(u32, u32)>,
    /// Applications whose root module can be seen.
    pub apps: Vec<App<'t>>,
    /// What lives for one request only, by token.
    scoped: Vec<Scoped<'t>>,
    /// Modules and providers that need one another.
    pub cycles: Vec<Cycle<'t>>,
    /// Classes made for Nest that no module lists, by place.
    strays: Vec<u32>,
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
