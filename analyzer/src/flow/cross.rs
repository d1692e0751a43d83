//! Between functions: what callers hand to parameters, and what functions make of it.

use super::carry;
use super::clean;
use super::graph::FUNCTIONS;
use super::local;
use super::source::{Filled, filled};
use super::trace::{From, MOST, MOST_PARTS, Taint, Taints, Tracer, sourced};
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
        let key = (parameter.file, parameter.span().start, path);
        match self.handed.binary_search_by(|(it, _)| it.cmp(&key)) {
            Ok(at) => self.handed.get(at).and_then(|(_, it)| it.clone()).unwrap_or_default(),
            Err(at) => {
                self.handed.insert(at, (key.clone(), None));
                let found = self.enters(parameter, function, &key.2);
                if let Ok(at) = self.handed.binary_search_by(|(it, _)| it.cmp(&key))
                    && let Some((_, known)) = self.handed.get_mut(at)
                {
                    *known = Some(found.clone());
                }
                found
            }
        }
    }

    /// What a framework or the callers hand to a parameter.
    fn enters(&mut self, parameter: Syntax<'t>, function: Syntax<'t>, path: &[&'t str]) -> Taints<'t> {
        let place = |it: Syntax| (it.file, it.span().start);
        let entry = self.entries.binary_search_by_key(&place(function), |(it, _)| *it);
        let entry = entry.ok().and_then(|at| self.entries.get(at)).map(|(_, it)| *it);
        let read = Parameter::of(parameter);
        match read.as_ref().map_or(Filled::No, |it| filled(self.project, it, entry, path)) {
            Filled::By(source, decorator) => {
                let whole = (read.as_ref(), decorator.as_ref());
                let (mask, is_sure) = clean::bound(self.project, whole, source.part, path);
                vec![sourced(source, mask, is_sure)]
            }
            Filled::Request => self.request(parameter, path),
            Filled::Otherwise => Vec::new(),
            Filled::No => self.called(parameter, function, path),
        }
    }

    fn called(&mut self, parameter: Syntax<'t>, function: Syntax<'t>, path: &[&'t str]) -> Taints<'t> {
        if let Some(call) = function.parent().filter(|it| it.kind() == Kind::Arguments).and_then(Syntax::parent) {
            // `list.map((it) => …)`: `it` is part of the list.
            let call = Call::of(call).filter(|it| carry::hands_elements(it.name));
            let list = call.and_then(|it| it.receiver);
            return list.map_or_else(Vec::new, |it| self.trace(it, path, None));
        }
        let list = function.field(Field::Parameters).into_iter().flat_map(Syntax::children);
        let Some(at) = list.filter(|it| it.kind() != Kind::Decorator).position(|it| it == parameter) else {
            return Vec::new();
        };
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
            if found.len() >= MOST {
                break;
            }
        }
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
            let list = function.field(Field::Parameters).into_iter().flat_map(Syntax::children);
            let at = list.filter(|it| it.kind() != Kind::Decorator).position(|it| it == *parameter);
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
        let key = (function.file, function.span().start, path.to_vec());
        if let Ok(at) = self.returned.binary_search_by(|(it, _)| it.cmp(&key)) {
            return self.returned.get(at).and_then(|(_, it)| it.clone()).unwrap_or_default();
        }
        let at = self.returned.partition_point(|(it, _)| *it < key);
        self.returned.insert(at, (key.clone(), None));
        let mut found: Taints = Vec::new();
        for value in returns(function) {
            found.extend(self.trace(value, path, Some(function)));
        }
        found.truncate(MOST);
        if let Ok(at) = self.returned.binary_search_by(|(it, _)| it.cmp(&key))
            && let Some((_, known)) = self.returned.get_mut(at)
        {
            *known = Some(found.clone());
        }
        found
    }
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
