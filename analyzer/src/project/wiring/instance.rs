//! How long instances live: once, per request, per consumer; and how request scope spreads to whatever injects it.

use super::listed::What;
use super::token::{Token, Wire};
use crate::project::{Class, Decorator, Project};
use crate::syntax::{Kind, Syntax};

/// Something that Nest creates anew for every request.
#[derive(Clone, Copy, Debug)]
pub struct Scoped<'t> {
    /// What it is.
    pub token: Token<'t>,
    /// What made it so; absent where its own declaration says so.
    pub by: Option<Wire<'t>>,
}

impl<'t> Project<'t> {
    /// Why a class lives for one request only, if it does: the injections from it down to what declares it.
    pub fn request_scope(&self, class: &Class<'t>) -> Option<Vec<Wire<'t>>> {
        let mut at = self.scoped(Token::Class(self.place_of(class.syntax)?))?;
        let mut steps = Vec::new();
        while let (Some(wire), true) = (at.by, steps.len() < 20) {
            steps.push(wire);
            match self.scoped(wire.token) {
                Some(next) => at = next,
                None => break,
            }
        }
        Some(steps)
    }

    /// Whether one instance of a class serves all requests, as far as can be seen.
    pub fn is_singleton(&self, class: &Class<'t>) -> bool {
        declared_scope(&class.decorators).is_none() && self.request_scope(class).is_none()
    }

    fn scoped(&self, token: Token<'t>) -> Option<Scoped<'t>> {
        let all = &self.wiring.scoped;
        all.binary_search_by_key(&token, |it| it.token).ok().and_then(|at| all.get(at)).copied()
    }

    /// Everything that becomes request-scoped by injecting a class or token, near and far.
    pub fn spread_of(&self, token: Token<'t>) -> Vec<Wire<'t>> {
        let mut found: Vec<Wire> = Vec::new();
        let mut seen = vec![token];
        let mut at = 0;
        while let Some(token) = seen.get(at).copied() {
            for wire in self.needing(token) {
                if !seen.contains(&wire.into) {
                    seen.push(wire.into);
                    found.push(*wire);
                }
            }
            at += 1;
        }
        found
    }

    /// What needs a token, in reading order.
    pub fn needing(&self, token: Token<'t>) -> impl Iterator<Item = &Wire<'t>> {
        let wires = &self.wiring.by_token;
        let first = wires.partition_point(|it| it.token < token);
        wires.iter().skip(first).take_while(move |it| it.token == token)
    }

    pub(super) fn read_scoped(&self) -> Vec<Scoped<'t>> {
        let mut scoped: Vec<Scoped> = self.declared_scoped();
        scoped.sort_by_key(|it| it.token);
        scoped.dedup_by_key(|it| it.token);
        let request = ["REQUEST", "CONTEXT"].map(Token::Other);
        let mut open: Vec<Token> = scoped.iter().map(|it| it.token).chain(request).collect();
        while let Some(token) = open.pop() {
            let is_request = request.contains(&token);
            for wire in self.needing(token).filter(|it| !is_request || self.is_of_nest(it)) {
                if let Err(at) = scoped.binary_search_by_key(&wire.into, |it| it.token) {
                    scoped.insert(at, Scoped { token: wire.into, by: Some(*wire) });
                    open.push(wire.into);
                }
            }
        }
        scoped
    }

    /// Whether `REQUEST` or `CONTEXT` is Nest's own.
    fn is_of_nest(&self, wire: &Wire<'t>) -> bool {
        let name = self.token_name(wire.token);
        let mut names = wire.syntax.descendants().chain([wire.syntax]).filter(|it| it.text() == name);
        let packages = ["@nestjs/core", "@nestjs/graphql", "@nestjs/microservices"];
        names.any(|it| it.kind() == Kind::Identifier && packages.iter().any(|package| self.comes_from(it, package)))
    }

    /// Classes and providers whose own declaration says so.
    fn declared_scoped(&self) -> Vec<Scoped<'t>> {
        let classes = (0..).zip(&self.classes);
        let own = classes.filter(|(_, it)| declared_scope(&it.decorators) == Some("REQUEST"));
        let own = own.map(|(at, _)| Token::Class(at));
        let entries = self.wiring.modules.iter().flat_map(|it| &it.providers);
        let objects = entries.filter(|it| matches!(it.what, What::Object(_))).filter_map(|it| {
            let scope = self.part(it.what, "scope")?;
            scope.text().ends_with("REQUEST").then_some(())?;
            Some(self.token(self.part(it.what, "provide")?))
        });
        own.chain(objects).map(|token| Scoped { token, by: None }).collect()
    }
}

/// `REQUEST` or `TRANSIENT`, where a decorator sets one.
pub fn declared_scope<'t>(decorators: &[Decorator<'t>]) -> Option<&'t str> {
    let scope = |it: &Decorator<'t>| it.options().and_then(|it| it.get("scope")).map(Syntax::text);
    let scope = decorators.iter().find_map(scope)?;
    Some(scope.rsplit('.').next().unwrap_or(scope)).filter(|it| *it != "DEFAULT")
}
