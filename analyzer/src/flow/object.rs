//! Keys of the sender's choice: merges that a project wrote itself, and assignments two keys deep.

use super::graph::{FUNCTIONS, name_of, parameters};
use super::sink::{Harm, Sink};
use crate::project::{Binding, Call, Project, binding};
use crate::syntax::{Field, Kind, Syntax, literal, plain};

pub(super) fn all<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let assignments = project.roots.iter().flat_map(|it| it.find(Kind::Assignment));
    let nested = assignments.filter_map(|it| nested(project, it));
    let sinks = nested.map(|value| Sink::of(Harm::Member, value, None));
    let merges = project.calls.iter().filter(|it| it.args.len() > 1).filter_map(|call| {
        let value = merged(call)?;
        Some(Sink::of(Harm::Pollution, value, Some(call)))
    });
    sinks.chain(merges).collect()
}

/// The first key of `object[first][second] = value`: with `__proto__` there, the second is set on every object.
fn nested<'t>(project: &Project<'t>, assignment: Syntax<'t>) -> Option<Syntax<'t>> {
    let (inner, _) = computed(assignment.field(Field::Left)?)?;
    let (object, first) = computed(held(inner))?;
    let start = project.held(object).and_then(|it| it.value).map_or(object, plain);
    // `Object.create(null)` has no prototype, and a list has another.
    let is_other = start.is(&[Kind::Call, Kind::Array]) && start.text() != "Object.create(Object.prototype)";
    // A key that is put together is not `__proto__`.
    let is_one = |it: Syntax| it.is(&[Kind::Identifier, Kind::Member, Kind::Subscript]);
    (!is_other && is_one(plain(first)) && !project.value(first).is(&[Kind::Template, Kind::Binary])).then_some(first)
}

/// `const group = groups[name] ?? {}`: what a name stands for, as it is most of the time.
fn held(value: Syntax<'_>) -> Syntax<'_> {
    let value = plain(value);
    let value = match binding(value).filter(|_| value.kind() == Kind::Identifier) {
        Some(Binding::Value(it)) => plain(it),
        _ => value,
    };
    let is_filled = value.is(&[Kind::Binary, Kind::AugmentedAssignment]);
    value.field(Field::Left).filter(|_| is_filled).map_or(value, plain)
}

/// Object and key of `object[key]`, where the key is no literal.
fn computed(value: Syntax<'_>) -> Option<(Syntax<'_>, Syntax<'_>)> {
    let value = Some(plain(value)).filter(|it| it.kind() == Kind::Subscript)?;
    let key = value.field(Field::Index).filter(|it| literal(*it).is_none() && it.kind() != Kind::Number)?;
    Some((plain(value.field(Field::Object)?), key))
}

/// What a function merges into its parameter, going on with `merge(target[key], source[key])` and no look at the key.
fn merged<'t>(call: &Call<'t>) -> Option<Syntax<'t>> {
    let mut parts = call.args.iter().enumerate().filter_map(|(at, it)| Some((at, computed(*it)?)));
    let ((at, (target, key)), (_, (source, other))) = (parts.next()?, parts.next()?);
    (key.text() == other.text()).then_some(())?;
    let function = call.syntax.ancestors().find(|it| it.is(&FUNCTIONS) && name_of(*it) == Some(call.name))?;
    let own = parameters(function).nth(at)?;
    let name = target.text();
    (own.field(Field::Pattern).is_some_and(|it| it.text() == name)).then_some(())?;
    let is_guarded = function.text().contains("__proto__") || is_judged(function, key.text(), name);
    let mut sets = function.find(Kind::Assignment).filter_map(|it| computed(it.field(Field::Left)?));
    let mut assigns = function.find(Kind::Call).filter_map(Call::of);
    let is_changed = sets.any(|(it, _)| it.text() == name)
        || assigns.any(|it| it.name == "assign" && it.args.first().is_some_and(|it| it.text() == name));
    (is_changed && !is_guarded).then_some(source)
}

/// Whether a function looks at a key, or asks its target for it: what `source.hasOwnProperty(key)` says is no use.
fn is_judged(function: Syntax, key: &str, target: &str) -> bool {
    let is = |it: Syntax, name: &str| plain(it).text() == name;
    let mut calls = function.find(Kind::Call).filter_map(Call::of);
    let mut compared = function.find(Kind::Binary);
    calls.any(|it| {
        let is_own = it.name.starts_with("hasOwn") || it.callee.text().ends_with("hasOwnProperty.call");
        let is_target =
            it.receiver.is_some_and(|it| is(it, target)) || it.args.first().is_some_and(|it| is(*it, target));
        it.args.iter().any(|it| is(*it, key)) && (is_own == is_target)
    }) || compared.any(|it| {
        let is_equal = it.field(Field::Operator).is_some_and(|it| it.text().contains("=="));
        is_equal && [Field::Left, Field::Right].iter().any(|side| it.field(*side).is_some_and(|it| is(it, key)))
    })
}
