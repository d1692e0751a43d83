//! Answers that are rows as they are stored: from what a handler returns back to the query, through services.

use super::cross::returns;
use super::entity;
use super::graph::{Graph, parameters};
use super::local;
use super::stored::{self, Secret};
use super::taken::{is_cleaning, is_shaped, place_in, taken_out};
use crate::finding::Place;
use crate::project::{Binding, Call, Entry, EntryKind, Project, binding, path_in};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

/// Rows with secrets that a handler answers with, or that are written to the log.
#[derive(Clone, Debug)]
pub struct Answer<'t> {
    /// The handler, or the call of a logger.
    pub handler: Syntax<'t>,
    /// What it returns, or writes.
    pub value: Syntax<'t>,
    /// The query that reads them.
    pub query: Call<'t>,
    /// The columns.
    pub secrets: Vec<Secret<'t>>,
    /// From the query to the handler.
    pub steps: Vec<(Place, String)>,
}

/// How many values and functions lie between an answer and its query, and how many are looked at for one handler.
const DEEPEST: u32 = 16;
const MOST: u32 = 300;

/// Handlers first, then lines of a log.
pub(super) fn read<'t>(project: &Project<'t>, graph: &Graph<'_, 't>) -> Vec<Answer<'t>> {
    if !stored::has_any(project) {
        return Vec::new();
    }
    let mut found = all(project, graph);
    found.extend(logged(project, graph));
    found
}

/// Every handler whose answer is such rows; the first of them.
fn all<'t>(project: &Project<'t>, graph: &Graph<'_, 't>) -> Vec<Answer<'t>> {
    let mut found: Vec<Answer> = Vec::new();
    let is_asked = |it: &&Entry<'t>| matches!(it.kind, EntryKind::Http | EntryKind::GraphQl);
    for entry in project.entries.iter().filter(is_asked).filter(|it| super::sink::is_live(project, it.method.syntax)) {
        let handler = entry.method.syntax;
        let mut walk = Walk { project, graph, handler, left: MOST, found: None };
        for value in answers(entry) {
            walk.follow(value, &[], &Way { frame: None, dropped: Vec::new(), left: DEEPEST, steps: &[] });
            if let Some((query, secrets, steps)) = walk.found.take() {
                found.push(Answer { handler, value, query, secrets, steps });
                break;
            }
        }
    }
    found
}

/// Every line of a log that holds such rows whole.
fn logged<'t>(project: &Project<'t>, graph: &Graph<'_, 't>) -> Vec<Answer<'t>> {
    let mut found: Vec<Answer> = Vec::new();
    let live = project.logs.iter().filter(|it| super::sink::is_live(project, it.call.syntax));
    for (line, value) in live.flat_map(|it| it.call.args.iter().map(|arg| (it.call.syntax, *arg))) {
        let spelled = Call::of(plain(value)).filter(|it| matches!(it.name, "stringify" | "inspect"));
        let value = spelled.and_then(|it| it.args.first().copied()).unwrap_or(value);
        let is_one = plain(value).is(&[Kind::Identifier, Kind::Object, Kind::Array]);
        if is_one && found.last().is_none_or(|it| it.handler != line) {
            let mut walk = Walk { project, graph, handler: line, left: MOST, found: None };
            walk.follow(value, &[], &Way { frame: None, dropped: Vec::new(), left: DEEPEST, steps: &[] });
            let answer = |(query, secrets, steps)| Answer { handler: line, value, query, secrets, steps };
            found.extend(walk.found.map(answer));
        }
    }
    found
}

/// What a handler sends: what it returns, or hands to the response.
fn answers<'t>(entry: &Entry<'t>) -> Vec<Syntax<'t>> {
    let function = entry.method.syntax;
    let is_page = entry.method.decorators.iter().any(|it| matches!(it.name, "Render" | "Redirect" | "Sse"));
    if is_page || is_shaped(function) {
        return Vec::new();
    }
    let sends = entry.method.parameters.iter().find(|it| {
        it.decorators
            .iter()
            .any(|it| matches!(it.name, "Res" | "Response") && it.options().is_none_or(|it| !it.has("passthrough")))
    });
    let Some(response) = sends else { return returns(function) };
    let name = response.name.text();
    let calls = function.find(Kind::Call).filter_map(Call::of).filter(|it| matches!(it.name, "json" | "send"));
    let own = calls.filter(|it| crate::syntax::root(it.callee).text() == name);
    own.filter_map(|it| it.args.first().copied()).collect()
}

/// A function that is looked into, by the call that runs it.
struct Frame<'f, 't> {
    function: Syntax<'t>,
    args: &'f [Syntax<'t>],
    outer: Option<&'f Frame<'f, 't>>,
}

/// How an expression was come to.
struct Way<'f, 't> {
    frame: Option<&'f Frame<'f, 't>>,
    /// Columns that are taken out between here and the answer.
    dropped: Vec<&'t str>,
    left: u32,
    /// From here to the handler, the last first.
    steps: &'f [(Place, String)],
}

impl<'f, 't> Way<'f, 't> {
    fn next(&self) -> Way<'f, 't> {
        Way { frame: self.frame, dropped: self.dropped.clone(), left: self.left - 1, steps: self.steps }
    }

    /// Without what is taken out of the whole: a part of it has columns of its own.
    fn part(&self) -> Way<'f, 't> {
        Way { dropped: Vec::new(), ..self.next() }
    }
}

type Found<'t> = (Call<'t>, Vec<Secret<'t>>, Vec<(Place, String)>);

struct Walk<'w, 'p, 't> {
    project: &'w Project<'t>,
    graph: &'w Graph<'p, 't>,
    handler: Syntax<'t>,
    left: u32,
    found: Option<Found<'t>>,
}

impl<'t> Walk<'_, '_, 't> {
    /// Looks for rows in a value, or in what is under keys of it.
    fn follow(&mut self, value: Syntax<'t>, path: &[&'t str], way: &Way<'_, 't>) {
        if way.left == 0 || self.left == 0 || self.found.is_some() {
            return;
        }
        self.left -= 1;
        let value = plain(value);
        match value.kind() {
            Kind::Identifier | Kind::Shorthand => self.named(value, path, way),
            Kind::Member => {
                let key = value.field(Field::Property).map_or("", Syntax::text);
                let owner = value.field(Field::Object).filter(|it| plain(*it).kind() != Kind::This);
                owner.into_iter().for_each(|it| self.follow(it, &[&[key], path].concat(), &way.part()));
            }
            Kind::Ternary | Kind::Binary => {
                let sides = [Field::Consequence, Field::Alternative, Field::Left, Field::Right];
                sides.iter().filter_map(|it| value.field(*it)).for_each(|it| self.follow(it, path, &way.next()));
            }
            Kind::Array => self.array(value, path, way),
            Kind::Object => self.object(Object(value), path, way),
            Kind::Call => Call::of(value).into_iter().for_each(|it| self.call(&it, path, way)),
            _ => {}
        }
    }

    fn array(&mut self, array: Syntax<'t>, path: &[&'t str], way: &Way<'_, 't>) {
        match path.split_first().map(|(first, rest)| (first.parse::<usize>(), rest)) {
            Some((Ok(at), rest)) => {
                array.children().nth(at).into_iter().for_each(|it| self.follow(it, rest, &way.next()));
            }
            Some(_) => {}
            None => array.children().take(8).for_each(|it| self.follow(it, &[], &way.part())),
        }
    }

    fn object(&mut self, object: Object<'t>, path: &[&'t str], way: &Way<'_, 't>) {
        if let Some((first, rest)) = path.split_first() {
            if let Some(value) = object.get(first) {
                return self.follow(value, rest, &way.next());
            }
            return object.spreads().for_each(|it| self.follow(it, path, &way.next()));
        }
        object.entries().for_each(|(_, it)| self.follow(it, &[], &way.part()));
        for spread in object.spreads() {
            // `{ ...user, password: undefined }`
            let mut way = way.next();
            let later = |it: &Syntax<'t>| it.span().start > spread.span().start;
            way.dropped.extend(object.entries().filter(|(_, it)| later(it)).map(|(key, _)| key));
            self.follow(spread, &[], &way);
        }
    }

    fn named(&mut self, name: Syntax<'t>, path: &[&'t str], way: &Way<'_, 't>) {
        let mut way = way.next();
        let Some(function) = name.function() else { return };
        if !taken_out(function, name.text(), &mut way.dropped) {
            return;
        }
        match binding(name) {
            Some(Binding::Value(value)) => self.follow(value, path, &way),
            Some(Binding::Open) => {
                for (value, keys) in local::values(name, None) {
                    let pattern =
                        value.parent().filter(|it| it.kind() == Kind::Declarator).and_then(|it| it.field(Field::Name));
                    way.dropped.extend(pattern.into_iter().flat_map(|it| local::left_out(it, name.text())));
                    let place =
                        pattern.filter(|it| it.kind() == Kind::ArrayPattern).and_then(|it| place_in(it, name.text()));
                    let keys = place.map_or(keys, |it| vec![it]);
                    self.follow(value, &[keys.as_slice(), path].concat(), &way);
                }
            }
            Some(Binding::Parameter(parameter)) => {
                let Some(frame) = way.frame.filter(|it| parameters(it.function).any(|it| it == parameter)) else {
                    return;
                };
                let pattern = parameter.field(Field::Pattern).unwrap_or(parameter);
                way.dropped.extend(local::left_out(pattern, name.text()));
                let at = parameters(frame.function).position(|it| it == parameter);
                let Some(given) = at.and_then(|it| frame.args.get(it)).copied() else { return };
                let keys = path_in(pattern, name.text()).unwrap_or_default();
                let way = Way { frame: frame.outer, ..way };
                self.follow(given, &[keys.as_slice(), path].concat(), &way);
            }
            None => {}
        }
    }

    fn call(&mut self, call: &Call<'t>, path: &[&'t str], way: &Way<'_, 't>) {
        let query = self.project.query_at(call.syntax);
        let counted = matches!(call.name, "findAndCount" | "findAndCountBy" | "getManyAndCount");
        let is_rows = path.is_empty() || counted && path == ["0"];
        if let Some(query) = query {
            let made = entity::of_made(self.project, call);
            if !made.is_empty() {
                return self.hit(call, made, path.is_empty(), way);
            }
            // What is saved comes back as it was handed over.
            if call.name == "save" && path.is_empty() {
                return call.args.first().into_iter().for_each(|it| self.follow(*it, &[], &way.next()));
            }
            return self.hit(call, stored::of_query(self.project, query), is_rows, way);
        }
        let made = entity::of_made(self.project, call);
        let built = if made.is_empty() { entity::of_builder(self.project, call) } else { made };
        if !built.is_empty() {
            return self.hit(call, built, is_rows, way);
        }
        let callees = self.graph.callees(call);
        if !callees.is_empty() {
            return callees.into_iter().for_each(|it| self.into(call, it, path, way));
        }
        match call.name {
            "all" | "$transaction" | "transaction" => match call.args.last().map(|it| plain(*it)) {
                Some(it) if it.is(&[Kind::Arrow, Kind::FunctionExpression]) => {
                    returns(it).into_iter().for_each(|it| self.follow(it, path, &way.next()));
                }
                _ => {
                    let list = call.args.first().map(|it| plain(*it)).filter(|it| it.kind() == Kind::Array);
                    list.into_iter().for_each(|it| self.follow(it, path, &way.next()));
                }
            },
            "slice" | "filter" | "sort" | "reverse" | "toSorted" | "at" | "find" | "catch" => {
                call.receiver.into_iter().for_each(|it| self.follow(it, path, &way.next()));
            }
            _ => {}
        }
    }

    fn into(&mut self, call: &Call<'t>, function: Syntax<'t>, path: &[&'t str], way: &Way<'_, 't>) {
        if is_cleaning(call.name) || is_shaped(function) {
            return;
        }
        let frame = Frame { function, args: &call.args, outer: way.frame };
        let mut steps = way.steps.to_vec();
        steps.push((Place::from(call.syntax), format!("`{}` returns them.", call.name)));
        for value in returns(function) {
            let way = Way { frame: Some(&frame), dropped: way.dropped.clone(), left: way.left - 1, steps: &steps };
            self.follow(value, path, &way);
        }
    }

    fn hit(&mut self, call: &Call<'t>, mut secrets: Vec<Secret<'t>>, is_rows: bool, way: &Way<'_, 't>) {
        secrets.retain(|it| !it.path.first().is_some_and(|it| way.dropped.contains(it)));
        let Some(first) = secrets.first().filter(|_| is_rows) else { return };
        let named = |it: &Secret| it.path.join(".");
        let mut steps = vec![
            (
                Place::from(first.declared),
                format!("`{}` is a column of `{}`.", first.path.last().unwrap_or(&""), first.holder),
            ),
            (
                Place::from(call.syntax),
                format!("`{}` hands it out with the rest: nothing leaves `{}` out.", call.name, named(first)),
            ),
        ];
        steps.extend(way.steps.iter().rev().filter(|(it, _)| *it != Place::from(self.handler)).cloned());
        self.found = Some((call.clone(), secrets, steps));
    }
}
