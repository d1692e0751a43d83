//! Modules and providers that need one another, and which of their bonds is the weakest.

use super::knot::cycles;
use super::token::{Token, Wire};
use crate::project::{Module, Project};
use crate::syntax::{Field, Kind, Syntax};

/// A way from something back to itself.
#[derive(Debug)]
pub struct Cycle<'t> {
    /// Of what it is made.
    pub circle: Circle,
    /// The last leads back to the first.
    pub bonds: Vec<Bond<'t>>,
}

/// What a cycle is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circle {
    /// Modules that import one another.
    Modules,
    /// Providers that inject one another.
    Providers,
    /// Files that import one another.
    Files,
}

/// One step of a cycle.
#[derive(Debug)]
pub struct Bond<'t> {
    /// What needs the other.
    pub from: &'t str,
    /// What is needed.
    pub to: &'t str,
    /// The entry of `imports`, or the injection.
    pub syntax: Syntax<'t>,
    /// What it is needed for: injections of a module's classes, uses of an injected field.
    pub uses: Vec<Syntax<'t>>,
    /// Behind `forwardRef`.
    pub is_forward: bool,
    /// `export … from`: a barrel, which is not what is wrong.
    pub is_passing: bool,
}

impl Bond<'_> {
    /// `REQUIRED_SCOPE`: nothing else of the file is used, so it may as well stand in one of its own.
    pub fn is_constant(&self) -> bool {
        let is_upper = |it: &str| it.len() > 1 && !it.contains(|it: char| it.is_lowercase());
        !self.uses.is_empty() && self.uses.iter().all(|it| is_upper(it.text()))
    }
}

impl<'t> Cycle<'t> {
    /// The bond with the fewest uses: the one to cut. Of two, the one that only carries constants.
    pub fn weakest(&self) -> Option<&Bond<'t>> {
        self.bonds.iter().min_by_key(|it| (it.is_passing, it.uses.len(), !it.is_constant()))
    }
}

impl<'t> Project<'t> {
    pub(super) fn read_cycles(&self) -> Vec<Cycle<'t>> {
        let modules = self.module_cycles();
        let knotted: Vec<&Vec<u32>> = modules.iter().collect();
        let mut found: Vec<Cycle> = modules.iter().map(|it| self.module_cycle(it)).collect();
        let mut tokens: Vec<Token> = self.wiring.wires.iter().flat_map(|it| [it.token, it.into]).collect();
        tokens.sort_unstable();
        tokens.dedup();
        let number = |token: &Token<'t>| tokens.binary_search(token).unwrap_or_default() as u32;
        // Two modules may each put something else behind one token.
        let is_one =
            |it: &Wire<'t>| matches!(it.into, Token::Class(_)) && !it.is_made || self.providers_of(it.into).count() < 2;
        let wires = self.wiring.wires.iter().filter(|it| !self.is_test(it.syntax) && is_one(it));
        let edges = wires.map(|it| (number(&it.into), number(&it.token))).collect();
        for cycle in cycles(edges) {
            let cycle: Vec<Token> = cycle.iter().filter_map(|it| tokens.get(*it as usize)).copied().collect();
            if !self.is_told(&cycle, &knotted) {
                found.push(self.provider_cycle(&cycle));
            }
        }
        let files = self.file_cycles(&found);
        found.extend(files);
        found
    }

    fn module_cycles(&self) -> Vec<Vec<u32>> {
        let modules = self.wiring.modules.iter().filter(|it| !self.is_test(it.class.syntax));
        let edges = modules.flat_map(|it| self.modules_among(&it.imports).map(|(to, _)| (it.place, to.place)));
        cycles(edges.collect())
    }

    /// Whether a cycle of providers is what a cycle of modules consists of.
    fn is_told(&self, cycle: &[Token<'t>], modules: &[&Vec<u32>]) -> bool {
        let homes: Vec<u32> = cycle.iter().filter_map(|it| Some(self.providers_of(*it).next()?.place)).collect();
        let spans = homes.iter().any(|it| Some(it) != homes.first());
        spans && modules.iter().any(|knot| homes.iter().all(|it| knot.contains(it)))
    }

    fn module_cycle(&self, cycle: &[u32]) -> Cycle<'t> {
        let steps = cycle.iter().zip(cycle.iter().cycle().skip(1));
        let bonds = steps.filter_map(|(from, to)| self.module_bond(self.module_of(*from)?, self.module_of(*to)?));
        Cycle { circle: Circle::Modules, bonds: bonds.collect() }
    }

    fn module_bond(&self, from: &Module<'t>, to: &Module<'t>) -> Option<Bond<'t>> {
        let (_, entry) = self.modules_among(&from.imports).find(|(it, _)| it.place == to.place)?;
        let created = self.created_by(from);
        let classes = created.iter().filter_map(|it| self.classes.get(*it as usize));
        let wires = classes.flat_map(|it| self.wires_into(it));
        let needed = wires.filter(|it| self.hands_on(to, it.token) && !from.provides(it.token));
        let uses = needed.map(|it| it.syntax).collect();
        Some(Bond {
            from: from.name(),
            to: to.name(),
            syntax: entry.syntax,
            uses,
            is_forward: entry.is_forward,
            is_passing: false,
        })
    }

    fn provider_cycle(&self, cycle: &[Token<'t>]) -> Cycle<'t> {
        let steps = cycle.iter().zip(cycle.iter().cycle().skip(1));
        Cycle {
            circle: Circle::Providers,
            bonds: steps.filter_map(|(from, to)| self.provider_bond(*from, *to)).collect(),
        }
    }

    fn provider_bond(&self, from: Token<'t>, to: Token<'t>) -> Option<Bond<'t>> {
        let first = self.wiring.wires.partition_point(|it| it.into < from);
        let wire = self.wiring.wires.iter().skip(first).take_while(|it| it.into == from).find(|it| it.token == to)?;
        let uses = self.uses_of(wire);
        let (from, to) = (self.token_name(from), self.token_name(to));
        Some(Bond { from, to, syntax: wire.syntax, uses, is_forward: wire.is_forward, is_passing: false })
    }

    /// Where a class uses what it was given: `this.users` of `private readonly users: UsersService`.
    pub fn uses_of(&self, wire: &Wire<'t>) -> Vec<Syntax<'t>> {
        let Token::Class(class) = wire.into else { return vec![wire.syntax] };
        let name = wire.syntax.field(Field::Pattern).or(wire.syntax.field(Field::Name)).map_or("", Syntax::text);
        let body = self.classes.get(class as usize).map(|it| it.syntax);
        let members = body.into_iter().flat_map(|it| it.find(Kind::Member));
        members.filter(|it| it.text().strip_prefix("this.") == Some(name)).collect()
    }

    /// A token as a reader knows it.
    pub fn token_name(&self, token: Token<'t>) -> &'t str {
        match token {
            Token::Class(class) => self.classes.get(class as usize).map_or("", |it| it.name.text()),
            Token::Text(text) | Token::Other(text) => text,
            Token::Symbol(..) => "a symbol",
        }
    }
}
