//! The search: from an expression back to where its value enters.

use super::address;
use super::carry::{self, Carried};
use super::check;
use super::cleaner;
use super::graph::{FUNCTIONS, Graph, key};
use super::local;
use super::memo::{Memo, Reading};
use super::sink::Harm;
use super::source::Source;
use super::taint::{From, Taint, Taints};
use crate::project::{Binding, Call, EntryKind, Project, binding};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain};

pub(super) struct Tracer<'p, 't> {
    pub project: &'p Project<'t>,
    pub graph: Graph<'p, 't>,
    /// What callers hand to parameters.
    pub handed: Memo<'t>,
    /// What functions return.
    pub returned: Memo<'t>,
    /// What values are that have a name.
    named: Memo<'t>,
    /// Place of each handler and what calls it, sorted.
    pub entries: Vec<((u32, u32), EntryKind)>,
    /// How objects were read where the search was given up first, and where that was.
    cut: Option<(Reading, Syntax<'t>)>,
    left: u32,
    pub reading: Reading,
}

/// How deep the search goes: what fits the stack of a browser's worker.
const DEEPEST: u32 = 90;
/// How many values are told apart at one place, and how many parts of one expression are looked at.
pub(super) const MOST: usize = 8;
pub(super) const MOST_PARTS: usize = 200;
/// How many keys are told apart: `a.b.c`.
const LONGEST: usize = 4;

impl<'p, 't> Tracer<'p, 't> {
    pub fn of(project: &'p Project<'t>) -> Tracer<'p, 't> {
        let mut entries: Vec<_> = project.entries.iter().map(|it| (key(it.method.syntax), it.kind)).collect();
        entries.sort_unstable_by_key(|(it, _)| *it);
        Tracer {
            project,
            graph: Graph::of(project),
            handed: Memo::default(),
            returned: Memo::default(),
            named: Memo::default(),
            entries,
            cut: None,
            left: DEEPEST,
            reading: Reading::Whole,
        }
    }

    /// Where the search was given up first.
    pub fn cut(&self) -> Option<Syntax<'t>> {
        self.cut.map(|(_, it)| it)
    }

    /// Notes where the search is given up; a whole reading's place stands before the others'.
    fn give_up(&mut self, at: Syntax<'t>) {
        if self.cut.is_none_or(|(it, _)| self.reading < it) {
            self.cut = Some((self.reading, at));
        }
    }

    /// What reaches an expression, or what is under a key of it.
    pub fn reaches(&mut self, value: Syntax<'t>, path: &[&'t str], reading: Reading) -> Taints<'t> {
        self.reading = reading;
        self.trace(value, path, None)
    }

    /// `of` is the function that is being summed up: its parameters are left as they are.
    pub fn trace(&mut self, value: Syntax<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        let path = path.get(..path.len().min(LONGEST)).unwrap_or_default();
        if self.left == 0 {
            self.give_up(value);
            return Vec::new();
        }
        self.left -= 1;
        let mut found = self.traced(plain(value), path, of);
        self.left += 1;
        found.truncate(MOST);
        found
    }

    fn traced(&mut self, value: Syntax<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        match value.kind() {
            Kind::Identifier | Kind::Shorthand => {
                let found = self.named(value, path, of);
                self.checked(found, value, path)
            }
            Kind::Member => {
                let found = self.member(value, path, of);
                self.checked(found, value, path)
            }
            Kind::Subscript => {
                let key = value.field(Field::Index).filter(|it| it.kind() == Kind::String).and_then(literal);
                let keys: Vec<&str> = key.into_iter().chain(path.iter().copied()).collect();
                let found = value.field(Field::Object).map_or_else(Vec::new, |it| self.trace(it, &keys, of));
                self.checked(found, value, path)
            }
            Kind::Template => self.pieces(value.children(), "", value, of),
            Kind::Binary => self.binary(value, path, of),
            Kind::Ternary => self.either(value, &[Field::Consequence, Field::Alternative], path, of),
            Kind::Assignment | Kind::AugmentedAssignment => self.either(value, &[Field::Right], path, of),
            Kind::Array => value.children().take(MOST_PARTS).flat_map(|it| self.trace(it, path, of)).collect(),
            Kind::Spread => value.children().next().map_or_else(Vec::new, |it| self.trace(it, path, of)),
            Kind::Object => self.object(Object(value), path, of),
            Kind::Call | Kind::New => Call::of(value).map_or_else(Vec::new, |it| self.call(&it, path, of)),
            _ => Vec::new(),
        }
    }

    fn checked(&self, mut found: Taints<'t>, value: Syntax<'t>, path: &[&'t str]) -> Taints<'t> {
        if !found.is_empty() {
            let (mask, is_known) = check::checked(value, path);
            for taint in &mut found {
                taint.cleaned |= mask;
                taint.is_sure &= is_known;
            }
        }
        found
    }

    fn either(&mut self, value: Syntax<'t>, fields: &[Field], path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        fields.iter().filter_map(|it| value.field(*it)).flat_map(|it| self.trace(it, path, of)).collect()
    }

    /// Sums are read in a row: a text may be put together from thousands of pieces.
    fn binary(&mut self, value: Syntax<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        match value.field(Field::Operator).map_or("", Syntax::text) {
            "+" => {
                let mut pieces = Vec::new();
                let mut at = value;
                while at.kind() == Kind::Binary && at.field(Field::Operator).is_some_and(|it| it.text() == "+") {
                    pieces.extend(at.field(Field::Right));
                    let Some(left) = at.field(Field::Left) else { break };
                    at = plain(left);
                }
                pieces.push(at);
                if pieces.len() > MOST_PARTS {
                    self.give_up(value);
                }
                self.pieces(pieces.into_iter().rev(), "", value, of)
            }
            "??" | "||" => self.either(value, &[Field::Left, Field::Right], path, of),
            "&&" => self.either(value, &[Field::Right], path, of),
            _ => Vec::new(),
        }
    }

    fn object(&mut self, object: Object<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        let Some((first, rest)) = path.split_first() else {
            let parts = object.0.children().take(MOST_PARTS).map(|it| it.field(Field::Value).unwrap_or(it));
            let is_skipped = |it: &Syntax<'t>| match self.reading {
                Reading::Whole => false,
                Reading::Shallow => Object::of(*it).is_some(),
                Reading::Spreads => it.kind() != Kind::Spread,
            };
            let parts: Vec<Syntax> = parts.filter(|it| !is_skipped(it)).collect();
            return parts.into_iter().flat_map(|it| self.trace(it, &[], of)).collect();
        };
        if let Some(value) = object.get(first) {
            return self.trace(value, rest, of);
        }
        object.spreads().take(MOST_PARTS).flat_map(|it| self.trace(it, path, of)).collect()
    }

    fn named(&mut self, name: Syntax<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        match binding(name) {
            Some(Binding::Value(value)) => self.bound(value, path, of),
            Some(Binding::Parameter(parameter)) => {
                let function = parameter.ancestor(&FUNCTIONS).unwrap_or(parameter);
                let (replaced, values) = local::reassigned(function, name);
                let mut found = if replaced { Vec::new() } else { self.parameter(parameter, name.text(), path, of) };
                found.extend(values.into_iter().flat_map(|it| self.assigned(it, path, of)));
                found
            }
            Some(Binding::Open) => {
                let values = local::values(name, path.first().copied());
                values
                    .into_iter()
                    .flat_map(|(value, keys)| self.assigned(value, &[keys.as_slice(), path].concat(), of))
                    .collect()
            }
            None => Vec::new(),
        }
    }

    /// What reaches a value that has a name. However often the name is used, it is looked at once: names of names of
    /// names would be as many ways as two to the power of their number.
    pub fn bound(&mut self, value: Syntax<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        let (file, start) = key(value);
        let asked = (file, start, path.to_vec(), self.reading, of.map(key));
        if let Some(found) = self.named.get(&asked) {
            return found;
        }
        self.named.set(asked.clone(), Vec::new());
        let found = self.trace(value, path, of);
        self.named.set(asked, found.clone());
        found
    }

    fn member(&mut self, member: Syntax<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        let (Some(owner), Some(key)) = (member.field(Field::Object), member.field(Field::Property)) else {
            return Vec::new();
        };
        let key = key.text();
        if matches!(key, "length" | "size" | "byteLength") {
            return Vec::new();
        }
        if plain(owner).kind() == Kind::This {
            return self.field(member, key, path);
        }
        let keys = [&[key], path].concat();
        self.trace(owner, &keys, of)
    }

    /// `this.name`: what the methods of the class assign to it.
    fn field(&mut self, member: Syntax<'t>, name: &'t str, path: &[&'t str]) -> Taints<'t> {
        let held = self.project.held(member);
        if held
            .as_ref()
            .is_some_and(|it| matches!(it.type_name(), "Request" | "FastifyRequest") || it.is_injected_by("REQUEST"))
        {
            return self.request(member, path);
        }
        let Some(class) = self.project.class_of(member).cloned() else { return Vec::new() };
        if class.injection(name).is_some() {
            return Vec::new();
        }
        let assignments = class
            .syntax
            .find(Kind::Assignment)
            .filter(|it| it.field(Field::Left).is_some_and(|it| it.text().strip_prefix("this.") == Some(name)));
        let values: Vec<Syntax> = assignments.filter_map(|it| it.field(Field::Right)).take(MOST).collect();
        let first = class.properties.iter().find(|it| it.name.text() == name).and_then(|it| it.value);
        values.into_iter().chain(first).flat_map(|it| self.trace(it, path, None)).collect()
    }

    /// What a part of a request object is.
    pub fn request(&mut self, at: Syntax<'t>, path: &[&'t str]) -> Taints<'t> {
        let known = path.iter().position(|it| !matches!(*it, "req" | "request" | "raw")).unwrap_or(path.len());
        let source = Source::of_request(at, path.get(known..).unwrap_or_default());
        source.map(|it| Taint::of(it, 0, true)).into_iter().collect()
    }

    fn call(&mut self, call: &Call<'t>, path: &[&'t str], of: Option<Syntax<'t>>) -> Taints<'t> {
        let callees = if call.is_new { Vec::new() } else { self.graph.callees(call) };
        if !callees.is_empty() {
            if cleaner::is_cleaner(call.name) {
                return Vec::new();
            }
            return callees.into_iter().flat_map(|it| self.through(call, it, path, of)).collect();
        }
        if let Some((list, glue)) = address::joined(call) {
            return self.pieces(list.children(), glue, call.syntax, of);
        }
        match carry::carried(self.project, call, path) {
            Carried::Nothing => Vec::new(),
            Carried::Request(path) => self.request(call.syntax, &path),
            Carried::Source(source) => vec![Taint::of(source, 0, true)],
            Carried::Parts { parts, cleaned, is_sure } => {
                let masks = address::masks(self.project, call, &parts);
                let mut found: Taints = Vec::new();
                for (at, (it, path)) in parts.into_iter().enumerate() {
                    let mask = masks.get(at).copied().unwrap_or(0);
                    found.extend(
                        self.trace(it, &path, of).into_iter().map(|it| Taint { cleaned: it.cleaned | mask, ..it }),
                    );
                }
                let is_keys = call.callee.text() == "Object.keys";
                for taint in &mut found {
                    // A class that a pipe keeps to its properties has no other keys.
                    let is_kept = is_keys && taint.cleaned & Harm::Assignment.bit() != 0;
                    taint.cleaned |= if is_kept { check::ALL } else { cleaned };
                    taint.is_sure &= is_sure;
                    if matches!(call.callee.text(), "JSON.parse" | "qs.parse") {
                        taint.cleaned &= !check::SHAPE;
                        if let From::Source(source) = &mut taint.from {
                            (source.is_text, source.is_whole, source.is_parsed) = (false, true, true);
                        }
                    }
                }
                found
            }
        }
    }
}
