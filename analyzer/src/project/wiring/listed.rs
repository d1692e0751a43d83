//! What the lists of a module's metadata come to: classes, dynamic modules, providers, and what cannot be seen.

use crate::project::{Binding, Call, Project, binding};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain};

/// One entry of `imports`, `providers`, `controllers` or `exports`.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'t> {
    /// Where it is written, be it in the list itself or in a constant spread into it.
    pub syntax: Syntax<'t>,
    /// What it is.
    pub what: What<'t>,
    /// Behind `?:`, `&&` or a filter.
    pub is_conditional: bool,
    /// Behind `forwardRef(() => …)`.
    pub is_forward: bool,
}

/// What an entry stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'t> {
    /// A class of this project, by its place in `Project::classes`.
    Class(u32),
    /// `X.forRoot(…)`: the class of this project, and the call.
    Dynamic(u32, Syntax<'t>),
    /// `{ provide: … }`, `{ module: … }`.
    Object(Syntax<'t>),
    /// Something of a package: its name, or the whole call.
    Package(Syntax<'t>),
    /// A token that is no class.
    Token(Syntax<'t>),
    /// Declared in a file that is not part of the review.
    Missing,
    /// The outcome of code.
    Computed,
}

#[derive(Clone, Copy)]
struct Around {
    steps: usize,
    is_conditional: bool,
    is_forward: bool,
}

impl<'t> Project<'t> {
    /// The entries that a list comes to, through constants, spreads, `concat`, conditions and `forwardRef`.
    pub(super) fn listed(&self, list: Syntax<'t>, into: &mut Vec<Listed<'t>>) {
        self.list(list, Around { steps: 12, is_conditional: false, is_forward: false }, into);
    }

    /// The place of a class in `classes`, by what names it.
    pub(super) fn class_at(&self, name: Syntax<'t>) -> Option<u32> {
        let class = self.class_named(name.file, name.text())?;
        self.place_of(class.syntax)
    }

    /// The place of a class in `classes`, by its declaration.
    pub fn place_of(&self, class: Syntax<'t>) -> Option<u32> {
        let key = |it: Syntax| (it.file, it.span().start);
        self.classes.binary_search_by_key(&key(class), |it| key(it.syntax)).ok().map(|it| it as u32)
    }

    fn list(&self, entry: Syntax<'t>, around: Around, into: &mut Vec<Listed<'t>>) {
        let entry = plain(entry);
        let Some(steps) = around.steps.checked_sub(1) else { return };
        let around = Around { steps, ..around };
        let maybe = Around { is_conditional: true, ..around };
        match entry.kind() {
            Kind::Array | Kind::Spread => entry.children().for_each(|it| self.list(it, around, into)),
            Kind::Ternary => {
                let branches = [entry.field(Field::Consequence), entry.field(Field::Alternative)];
                branches.into_iter().flatten().for_each(|it| self.list(it, maybe, into));
            }
            Kind::Binary => {
                let is_and = entry.field(Field::Operator).is_some_and(|it| it.text() == "&&");
                let left = entry.field(Field::Left).filter(|_| !is_and);
                left.into_iter().chain(entry.field(Field::Right)).for_each(|it| self.list(it, maybe, into));
            }
            Kind::Identifier | Kind::Shorthand | Kind::Member => self.list_named(entry, around, into),
            Kind::Call => self.list_call(entry, around, into),
            Kind::Object => add(entry, What::Object(entry), around, into),
            Kind::String | Kind::Template => add(entry, What::Token(entry), around, into),
            Kind::Null | Kind::Undefined | Kind::False => {}
            _ => add(entry, What::Computed, around, into),
        }
    }

    fn list_named(&self, name: Syntax<'t>, around: Around, into: &mut Vec<Listed<'t>>) {
        let is_member = name.kind() == Kind::Member;
        let bound = if is_member { None } else { binding(name) };
        let class = if bound.is_none() && !is_member { self.class_at(name) } else { None };
        if let Some(class) = class {
            return add(name, What::Class(class), around, into);
        }
        let value = self.constant(name);
        if value != name && !matches!(bound, Some(Binding::Open | Binding::Parameter(_))) {
            let is_list = value.kind() == Kind::Array;
            if is_list && self.grows(name) {
                add(name, What::Computed, around, into);
            }
            let is_symbol = Call::of(value).is_some_and(|it| it.callee.text().starts_with("Symbol"));
            let is_token = is_symbol || literal(value).is_some();
            return if is_token { add(name, What::Token(value), around, into) } else { self.list(value, around, into) };
        }
        let root = crate::syntax::root(name);
        let what = match self.import_of(name.file, root.text()) {
            Some((import, _)) if self.is_package(import.module) => What::Package(name),
            Some(_) if is_member => What::Token(name),
            None if is_member && binding(root).is_none() => What::Token(name),
            _ if bound.is_some() || is_member => What::Computed,
            _ => What::Missing,
        };
        add(name, what, around, into);
    }

    fn list_call(&self, syntax: Syntax<'t>, around: Around, into: &mut Vec<Listed<'t>>) {
        let Some(call) = Call::of(syntax) else { return };
        let maybe = Around { is_conditional: true, ..around };
        let receiver = call.receiver.map(plain);
        match (call.name, receiver) {
            ("forwardRef", None) => {
                let body = call.args.first().and_then(|it| it.field(Field::Body));
                let forward = Around { is_forward: true, ..around };
                body.into_iter().for_each(|it| self.list(it, forward, into));
            }
            ("registerWhen", Some(_)) => call.args.first().into_iter().for_each(|it| self.list(*it, maybe, into)),
            ("concat", Some(first)) => {
                self.list(first, around, into);
                call.args.iter().for_each(|it| self.list(*it, around, into));
            }
            ("filter" | "flat", Some(list)) => self.list(list, maybe, into),
            _ => add(syntax, self.called(&call, syntax), around, into),
        }
    }

    /// What a call gives: a module of this project, or something of a package.
    fn called(&self, call: &Call<'t>, syntax: Syntax<'t>) -> What<'t> {
        let root = crate::syntax::root(call.callee);
        let is_owner = call.receiver.is_some_and(|it| plain(it) == root);
        let class = if is_owner && binding(root).is_none() { self.class_at(root) } else { None };
        match (class, self.import_of(root.file, root.text())) {
            (Some(class), _) => What::Dynamic(class, syntax),
            (_, Some((import, _))) if self.is_package(import.module) => What::Package(syntax),
            (_, Some(_)) if is_owner => What::Missing,
            (_, None) if is_owner && binding(root).is_none() => What::Missing,
            _ => What::Computed,
        }
    }

    /// Whether a list is added to after it was declared: `providers.push(…)`.
    fn grows(&self, list: Syntax<'t>) -> bool {
        let mut calls = ["push", "unshift", "splice"].iter().flat_map(|it| self.calls_of(it));
        calls.any(|it| it.syntax.file == list.file && it.receiver.is_some_and(|it| it.text() == list.text()))
    }

    /// The object of a provider or a dynamic module, if it is one, and what it says of a key.
    pub(super) fn part(&self, what: What<'t>, key: &str) -> Option<Syntax<'t>> {
        let What::Object(object) = what else { return None };
        self.setting(Object::of(object)?, key).value()
    }
}

fn add<'t>(syntax: Syntax<'t>, what: What<'t>, around: Around, into: &mut Vec<Listed<'t>>) {
    let Around { is_conditional, is_forward, .. } = around;
    into.push(Listed { syntax, what, is_conditional, is_forward });
}
