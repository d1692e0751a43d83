//! Who calls whom: through `this`, injected services, abstract classes, imports, statics and local names.

use crate::project::{Binding, Call, Class, Project, binding};
use crate::syntax::{Field, Kind, Syntax, plain};

/// The call graph, resolved as far as someone asks.
pub(super) struct Graph<'p, 't> {
    project: &'p Project<'t>,
    /// Name of a base class or an interface, and the class that has it as such; sorted.
    heirs: Vec<(&'t str, usize)>,
    /// Names whose calls have been resolved, each with the function and the call; sorted.
    resolved: Vec<(&'t str, Vec<(Syntax<'t>, &'p Call<'t>)>)>,
}

/// How many classes are looked through for what stands behind one type.
const MOST_HEIRS: usize = 8;

pub(super) const FUNCTIONS: [Kind; 5] =
    [Kind::Method, Kind::Arrow, Kind::Function, Kind::FunctionExpression, Kind::GeneratorDeclaration];

impl<'p, 't> Graph<'p, 't> {
    pub fn of(project: &'p Project<'t>) -> Graph<'p, 't> {
        let mut heirs: Vec<(&str, usize)> = Vec::new();
        for (at, class) in project.classes.iter().enumerate() {
            let heritage = class.syntax.child(Kind::Heritage);
            let clauses = heritage.into_iter().flat_map(Syntax::children);
            let types = clauses.flat_map(Syntax::children).filter(|it| it.kind() != Kind::Keyword);
            heirs.extend(types.map(|it| (it.field(Field::Name).unwrap_or(it).text(), at)));
        }
        heirs.sort_unstable();
        Graph { project, heirs, resolved: Vec::new() }
    }

    /// The functions of this project that a call may run.
    pub fn callees(&self, call: &Call<'t>) -> Vec<Syntax<'t>> {
        let file = call.syntax.file;
        if call.is_new {
            let class = self.project.class_named(file, call.name);
            return class.and_then(|it| it.method("constructor")).map(|it| it.syntax).into_iter().collect();
        }
        let Some(receiver) = call.receiver.map(plain) else { return self.function(call.callee) };
        match receiver.kind() {
            Kind::This => self.project.class_of(call.syntax).map_or_else(Vec::new, |it| self.methods(it, call.name)),
            Kind::Super => {
                let base = self.project.class_of(call.syntax).and_then(|it| self.project.base_of(it));
                base.map_or_else(Vec::new, |it| self.methods(&it, call.name))
            }
            _ => self.on(receiver, call),
        }
    }

    fn on(&self, receiver: Syntax<'t>, call: &Call<'t>) -> Vec<Syntax<'t>> {
        let file = call.syntax.file;
        if let Some(held) = self.project.held(receiver).filter(|it| it.is_declared) {
            let made = held.value.map(plain).and_then(Call::of).filter(|it| it.is_new).map(|it| it.name);
            return match held.type_name() {
                "" => made.map_or_else(Vec::new, |it| self.typed(file, it, call.name)),
                name => self.typed(file, name, call.name),
            };
        }
        // `Paths.of(x)`, `paths.of(x)` of an import.
        if let Some(class) =
            self.project.class_named(file, receiver.text()).filter(|_| receiver.kind() == Kind::Identifier)
        {
            return self.methods(class, call.name);
        }
        self.project.symbol(call.callee).map(body_of).into_iter().flatten().collect()
    }

    fn function(&self, name: Syntax<'t>) -> Vec<Syntax<'t>> {
        match binding(name) {
            Some(Binding::Value(value)) => Some(plain(value)).filter(|it| it.is(&FUNCTIONS)).into_iter().collect(),
            Some(_) => Vec::new(),
            None => self.project.symbol(name).and_then(body_of).into_iter().collect(),
        }
    }

    /// What `name` of a value of a type runs: of the class, its bases, or what extends and implements it.
    fn typed(&self, file: u32, typed: &str, name: &str) -> Vec<Syntax<'t>> {
        if let Some(class) = self.project.class_named(file, typed) {
            let own = self.methods(class, name);
            if !own.is_empty() {
                return own;
            }
        }
        let first = self.heirs.partition_point(|(it, _)| *it < typed);
        let heirs = self.heirs.iter().skip(first).take_while(|(it, _)| *it == typed).take(MOST_HEIRS);
        let classes = heirs.filter_map(|(_, at)| self.project.classes.get(*at));
        let own = classes.filter(|it| self.project.same_app(file, it.syntax.file) && !self.project.is_test(it.syntax));
        own.flat_map(|it| self.methods(it, name)).collect()
    }

    fn methods(&self, class: &Class<'t>, name: &str) -> Vec<Syntax<'t>> {
        if let Some(method) = class.method(name) {
            return method.body.map(|_| method.syntax).into_iter().collect();
        }
        let property = class.properties.iter().find(|it| it.name.text() == name).and_then(|it| it.value);
        if let Some(function) = property.map(plain).filter(|it| it.is(&FUNCTIONS)) {
            return vec![function];
        }
        let mut bases = self.project.bases_of(class);
        let inherited = bases.find_map(|it| Some(it.method(name).filter(|it| it.body.is_some())?.syntax));
        inherited.into_iter().collect()
    }

    /// The calls that run a function, as far as they can be seen.
    pub fn callers(&mut self, function: Syntax<'t>) -> Vec<&'p Call<'t>> {
        let Some(name) = name_of(function) else { return Vec::new() };
        let at = match self.resolved.binary_search_by_key(&name, |(it, _)| it) {
            Ok(at) => at,
            Err(at) => {
                let calls = self.project.calls_of(name);
                let mut all: Vec<(Syntax, &Call)> =
                    calls.flat_map(|call| self.callees(call).into_iter().map(move |it| (it, call))).collect();
                all.sort_by_key(|(it, _)| key(*it));
                self.resolved.insert(at, (name, all));
                at
            }
        };
        let all = self.resolved.get(at).map_or(&[][..], |(_, it)| it);
        let first = all.partition_point(|(it, _)| key(*it) < key(function));
        all.iter().skip(first).take_while(|(it, _)| *it == function).map(|(_, it)| *it).collect()
    }
}

/// By what a node is found again.
pub(super) fn key(syntax: Syntax) -> (u32, u32) {
    (syntax.file, syntax.span().start)
}

/// The function that a declaration declares.
fn body_of(declared: Syntax<'_>) -> Option<Syntax<'_>> {
    let value = declared.field(Field::Value).filter(|_| declared.kind() == Kind::Declarator).map_or(declared, plain);
    value.is(&FUNCTIONS).then_some(value)
}

/// What a function takes, in order, its own decorators aside.
pub(super) fn parameters<'t>(function: Syntax<'t>) -> impl Iterator<Item = Syntax<'t>> {
    let list = function.field(Field::Parameters).into_iter().flat_map(Syntax::children);
    list.filter(|it| it.kind() != Kind::Decorator)
}

/// The name by which a function is called.
pub(super) fn name_of(function: Syntax<'_>) -> Option<&str> {
    let own = function.field(Field::Name);
    let held = || {
        let holder = function.parent().filter(|it| it.is(&[Kind::Declarator, Kind::FieldDefinition, Kind::Pair]))?;
        holder.field(Field::Name).or(holder.field(Field::Key))
    };
    let name = own.or_else(held).map(Syntax::text)?;
    if name != "constructor" {
        return Some(name);
    }
    function.ancestor(&[Kind::Class, Kind::AbstractClass])?.field(Field::Name).map(Syntax::text)
}
