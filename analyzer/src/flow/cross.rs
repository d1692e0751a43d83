//! Between functions: what callers hand to parameters, and what functions make of it.

use super::carry;
use super::clean;
use super::graph::{FUNCTIONS, key, parameters};
use super::local;
use super::source::{Filled, filled};
use super::taint::{From, Taint, Taints};
use super::trace::{MOST, MOST_PARTS, Tracer};
use crate::finding::Place;
use crate::project::{Call, Parameter, path_in};
use crate::syntax::{Field, Kind, Syntax};

impl<'t> Tracer<'_, 't> {
    pub fn parameter(
        &mut self,
        parameter: Syntax<'t>,
        name: &str,
        path: &[&'t str],
        of: Option<Syntax<'t>>,
    ) -> Taints<'t> {
        let Some(function) = parameter.ancestor(&FUNCTIONS) else { return Vec::new() };
        let pattern = parameter.field(Field::Pattern).unwrap_or(parameter);
        let keys = path_in(pattern, name).unwrap_or_default();
        if path.first().is_some_and(|it| local::is_left_out(pattern, name, it)) {
            return Vec::new();
        }
        let path = [keys.as_slice(), path].concat();
        if of == Some(function) {
            let from = From::Parameter(parameter, path);
            return vec![Taint { from, cleaned: 0, is_sure: true, steps: Vec::new() }];
        }
        let (file, start) = key(parameter);
        let asked = (file, start, path, self.reading, None);
        if let Some(found) = self.handed.get(&asked) {
            return found;
        }
        self.handed.set(asked.clone(), Vec::new());
        let found = self.enters(parameter, function, &asked.2);
        self.handed.set(asked, found.clone());
        found
    }

    /// What a framework or the callers hand to a parameter.
    fn enters(&mut self, parameter: Syntax<'t>, function: Syntax<'t>, path: &[&'t str]) -> Taints<'t> {
        let entry = self.entries.binary_search_by_key(&key(function), |(it, _)| *it);
        let entry = entry.ok().and_then(|at| self.entries.get(at)).map(|(_, it)| *it);
        let read = Parameter::of(parameter);
        match read.as_ref().map_or(Filled::No, |it| filled(self.project, it, entry, path)) {
            Filled::By(source, decorator) => {
                let whole = (read.as_ref(), decorator.as_ref());
                let (mask, is_sure) = clean::bound(self.project, whole, source.part, path);
                vec![Taint::of(source, mask, is_sure)]
            }
            Filled::Request => self.request(parameter, path),
            Filled::Otherwise => Vec::new(),
            Filled::No => self.called(parameter, function, path),
        }
    }

    fn called(&mut self, parameter: Syntax<'t>, function: Syntax<'t>, path: &[&'t str]) -> Taints<'t> {
        if let Some(call) = function.parent().filter(|it| it.kind() == Kind::Arguments).and_then(Syntax::parent) {
            // `list.map((it) => …)`: `it` is part of the list.
            let call = Call::of(call).filter(|it| carry::hands_elements(it.name) && is_element(parameter, it));
            let list = call.and_then(|it| it.receiver);
            return list.map_or_else(Vec::new, |it| self.trace(it, path, None));
        }
        let Some(at) = parameters(function).position(|it| it == parameter) else { return Vec::new() };
        let mut found: Taints = Vec::new();
        for call in self.graph.callers(function) {
            let Some(given) = call.args.get(at).copied() else { continue };
            for mut taint in self.trace(given, path, None) {
                let name = parameter.field(Field::Pattern).filter(|it| it.kind() == Kind::Identifier);
                let into = name.map_or_else(String::new, |it| format!(" as `{}`", it.text()));
                let sentence = format!("`{}` is given it{into}.", call.name);
                taint.steps.push((Place::from(given), sentence));
                found.push(taint);
            }
            // Those that can do no harm here leave room for others.
            if found.len() >= MOST * MOST || found.iter().filter(|it| it.cleaned == 0).count() >= MOST {
                break;
            }
        }
        found.sort_by_key(|it| it.cleaned.count_ones());
        found.truncate(MOST);
        found
    }

    /// What a function of this project makes of what a call gives it.
    pub fn through(
        &mut self,
        call: &Call<'t>,
        function: Syntax<'t>,
        path: &[&'t str],
        of: Option<Syntax<'t>>,
    ) -> Taints<'t> {
        let mut found = Vec::new();
        for taint in self.summary(function, path) {
            let From::Parameter(parameter, keys) = &taint.from else {
                found.push(taint);
                continue;
            };
            let at = parameters(function).position(|it| it == *parameter);
            let Some(given) = at.and_then(|it| call.args.get(it)).copied() else { continue };
            for mut own in self.trace(given, keys, of) {
                own.cleaned |= taint.cleaned;
                own.is_sure &= taint.is_sure;
                own.steps.extend(taint.steps.iter().cloned());
                own.steps
                    .push((Place::from(call.syntax), format!("`{}` returns it, or what it made of it.", call.name)));
                found.push(own);
            }
        }
        found
    }

    /// What a function returns, in terms of its parameters.
    fn summary(&mut self, function: Syntax<'t>, path: &[&'t str]) -> Taints<'t> {
        let (file, start) = key(function);
        let asked = (file, start, path.to_vec(), self.reading, None);
        if let Some(found) = self.returned.get(&asked) {
            return found;
        }
        self.returned.set(asked.clone(), Vec::new());
        let mut found: Taints = Vec::new();
        for value in returns(function) {
            found.extend(self.trace(value, path, Some(function)));
        }
        found.truncate(MOST);
        self.returned.set(asked, found.clone());
        found
    }
}

/// Whether a parameter of a callback is given an element, not the index or the list.
fn is_element<'t>(parameter: Syntax<'t>, call: &Call<'t>) -> bool {
    let before = parameter.parent().into_iter().flat_map(Syntax::children).take_while(|it| *it != parameter);
    before.filter(|it| it.kind() != Kind::Decorator).count() <= usize::from(call.name == "sort")
}

/// The values that a function returns.
pub(super) fn returns<'t>(function: Syntax<'t>) -> Vec<Syntax<'t>> {
    let Some(body) = function.field(Field::Body) else { return Vec::new() };
    if body.kind() != Kind::Block {
        return vec![body];
    }
    let own = body.find(Kind::Return).filter(|it| it.function() == Some(function));
    own.filter_map(crate::syntax::returned).take(MOST_PARTS).collect()
}
