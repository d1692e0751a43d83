//! What becomes of the row that a lookup hands back: read at once, kept under a name, returned.

use super::repeat::is_of_list;
use super::{Binding, Call, Project, Query, binding};
use crate::syntax::{Field, Kind, Syntax, name_words};

/// Where the answer of a call goes.
#[derive(Clone, Copy, Debug)]
pub enum Fate<'t> {
    /// Something of it is read on the spot.
    Read(Syntax<'t>),
    /// This name holds it.
    Kept(Syntax<'t>),
    /// The function hands it back.
    Returned,
    /// Anything else.
    Other,
}

/// Methods of Mongoose that leave a query what it is.
const QUIET: [&str; 8] = ["lean", "exec", "populate", "select", "sort", "session", "setOptions", "read"];
const WRAPPERS: [Kind; 5] = [Kind::Parenthesized, Kind::NonNull, Kind::As, Kind::Satisfies, Kind::TypeAssertion];

/// Follows the answer of a call outwards.
pub fn fate<'t>(call: &Call<'t>) -> Fate<'t> {
    let (mut at, mut is_awaited) =
        (call.syntax, call.is_awaited() && call.syntax.parent().is_none_or(|it| it.kind() != Kind::Await));
    while let Some(parent) = at.parent() {
        match parent.kind() {
            Kind::Await => is_awaited = true,
            Kind::Member if parent.field(Field::Object) == Some(at) && !is_awaited => {
                let name = parent.field(Field::Property).map_or("", Syntax::text);
                if name == "then" {
                    return handed(parent);
                }
                match parent.parent().filter(|it| it.kind() == Kind::Call && QUIET.contains(&name)) {
                    Some(call) => {
                        at = call;
                        continue;
                    }
                    None => return Fate::Other,
                }
            }
            Kind::Member | Kind::Subscript if parent.field(Field::Object) == Some(at) => return read(parent),
            Kind::Declarator if is_awaited => return kept(parent.field(Field::Name)),
            Kind::Assignment if is_awaited => return kept(parent.field(Field::Left)),
            Kind::Return => return Fate::Returned,
            Kind::Arrow if parent.field(Field::Body) == Some(at) => return Fate::Returned,
            Kind::Array if !is_awaited => return among(parent, at),
            kind if WRAPPERS.contains(&kind) => {}
            _ => return Fate::Other,
        }
        at = parent;
    }
    Fate::Other
}

/// `.then((user) => user.name)`
fn handed(then: Syntax<'_>) -> Fate<'_> {
    let function = then.parent().and_then(Call::of).and_then(|it| it.args.first().copied());
    let listed = function.and_then(|it| it.field(Field::Parameters)).and_then(|it| it.children().next());
    let single = function.and_then(|it| it.field(Field::Parameter));
    kept(single.or(listed.and_then(|it| it.field(Field::Pattern))))
}

/// `const [order, user] = await Promise.all([…, …])`
fn among<'t>(list: Syntax<'t>, item: Syntax<'t>) -> Fate<'t> {
    let place = list.children().position(|it| it == item);
    let all = list
        .parent()
        .and_then(Syntax::parent)
        .filter(|it| Call::of(*it).is_some_and(|it| it.callee.text() == "Promise.all" || it.name == "$transaction"));
    let wait = all.and_then(Syntax::parent).filter(|it| it.kind() == Kind::Await);
    let holder = wait.and_then(Syntax::parent).filter(|it| it.kind() == Kind::Declarator);
    let names = holder.and_then(|it| it.field(Field::Name)).filter(|it| it.kind() == Kind::ArrayPattern);
    // A gap, `[, user]`, is no child.
    let names = names.filter(|it| it.children().count() == list.children().count());
    names.zip(place).map_or(Fate::Other, |(it, place)| kept(it.children().nth(place)))
}

fn read(member: Syntax<'_>) -> Fate<'_> {
    if is_optional(member) { Fate::Other } else { Fate::Read(member) }
}

fn kept(target: Option<Syntax<'_>>) -> Fate<'_> {
    match target {
        Some(it) if it.kind() == Kind::Identifier => Fate::Kept(it),
        Some(it) if it.kind() == Kind::ObjectPattern && it.role() == Field::Name => Fate::Read(it),
        _ => Fate::Other,
    }
}

/// `a?.b`
fn is_optional(member: Syntax) -> bool {
    member.field(Field::OptionalChain).is_some() || member.child(Kind::OptionalChain).is_some()
}

/// Whether a function hands back what a call answers, whole: at once, by a name, or in an object.
fn is_returned(call: &Call) -> bool {
    match fate(call) {
        Fate::Returned => true,
        Fate::Kept(name) => uses(name).iter().any(|it| {
            let holder = it.ancestors().find(|it| !it.is(&[Kind::Object, Kind::Pair, Kind::Parenthesized]));
            holder.is_some_and(|it| it.kind() == Kind::Return)
        }),
        _ => false,
    }
}

/// The first thing that happens to a name from where it got its value.
pub fn first_use<'t>(name: Syntax<'t>) -> Fate<'t> {
    let mut glanced: Option<Syntax> = None;
    let own = name.function();
    // A callback of a list may never run.
    let is_sure = |it: &Syntax| it.function() == own || it.function().is_none_or(|it| !is_of_list(it));
    for at in uses(name).into_iter().filter(is_sure) {
        match use_of(at) {
            Some(Fate::Read(_) | Fate::Returned) if glanced.is_some_and(|it| throws_between(it, at)) => break,
            Some(fate) => return fate,
            None => glanced = glanced.or(Some(at).filter(|it| it.parent().is_some_and(is_optional))),
        }
    }
    Fate::Other
}

/// `compare(password, user?.password)`, and a refusal that hangs on what it says.
fn throws_between(one: Syntax, other: Syntax) -> bool {
    let Some(function) = one.function() else { return false };
    let mut throws = function.find(Kind::Throw);
    throws.any(|it| it.span().start > one.span().end && it.span().end < other.span().start)
}

/// Where a name is used behind the place that gave it its value, up to where it gets another.
pub fn uses<'t>(name: Syntax<'t>) -> Vec<Syntax<'t>> {
    let parent = name.parent().unwrap_or(name);
    let holder = if parent.kind() == Kind::ArrayPattern { parent.parent().unwrap_or(parent) } else { parent };
    let is_declared = holder.kind() == Kind::Declarator;
    let block = if is_declared { holder.parent().and_then(Syntax::parent) } else { name.function() };
    let Some(scope) = block else { return Vec::new() };
    let is_parameter = name.role() == Field::Parameter || name.role() == Field::Pattern;
    let names = scope.descendants().filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand]));
    let own = names.filter(|it| it.text() == name.text() && it.span().start > holder.span().end);
    let mut own: Vec<Syntax> = own.filter(|it| is_parameter || means(*it, scope)).collect();
    // What it gets next is made of the old value: `user = await this.users.save(user)`.
    let next = own.iter().find_map(|it| {
        let up = it.parent().filter(|up| up.kind() == Kind::Assignment && up.field(Field::Left) == Some(*it))?;
        Some((*it, up.span().end))
    });
    if let Some((target, end)) = next {
        own.retain(|it| *it != target && it.span().start < end);
    }
    own
}

/// Whether a name is that of the scope, not one that a function or a loop within declares again.
fn means(name: Syntax, scope: Syntax) -> bool {
    let mut within = name.ancestors().take_while(|it| scope.contains(*it) && *it != scope);
    let is_loop =
        |it: &Syntax| it.kind() == Kind::ForIn && it.field(Field::Left).is_some_and(|it| it.text() == name.text());
    match binding(name) {
        Some(Binding::Parameter(parameter)) => !scope.contains(parameter),
        Some(Binding::Open) => !within.any(|it| is_loop(&it)),
        it => it.is_some(),
    }
}

/// What a use of a name does; nothing if it says nothing.
fn use_of<'t>(name: Syntax<'t>) -> Option<Fate<'t>> {
    if name.kind() == Kind::Shorthand {
        return None;
    }
    let mut at = name;
    while let Some(up) = at.parent().filter(|it| it.is(&WRAPPERS)) {
        at = up;
    }
    let parent = at.parent()?;
    match parent.kind() {
        Kind::Member | Kind::Subscript if parent.field(Field::Object) == Some(at) => match is_optional(parent) {
            // `if (user?.isActive)` lets no missing row pass.
            true => is_asked(parent).then_some(Fate::Other),
            false => Some(Fate::Read(parent)),
        },
        Kind::Declarator => match parent.field(Field::Name).filter(|it| it.kind() == Kind::ObjectPattern) {
            Some(pattern) => Some(Fate::Read(pattern)),
            None => Some(Fate::Other),
        },
        Kind::Return => Some(Fate::Returned),
        Kind::Arguments => {
            let call = parent.parent().and_then(Call::of)?;
            let logs = ["log", "debug", "info", "warn", "verbose", "error", "stringify"];
            match call.callee.text() {
                "Object.assign" if call.args.first() == Some(&at) => Some(Fate::Read(call.syntax)),
                _ if logs.contains(&call.name) => None,
                _ => Some(Fate::Other),
            }
        }
        Kind::Spread | Kind::Pair | Kind::Array | Kind::Substitution => None,
        _ => Some(Fate::Other),
    }
}

/// Whether a branch hangs on an expression.
fn is_asked(at: Syntax) -> bool {
    let mut inner = at;
    for outer in at.ancestors() {
        match outer.kind() {
            Kind::If | Kind::Ternary | Kind::While => return outer.field(Field::Condition) == Some(inner),
            Kind::Binary | Kind::Unary => return true,
            Kind::Member | Kind::Call | Kind::Parenthesized | Kind::Await => inner = outer,
            _ => return false,
        }
    }
    false
}

impl<'t> Project<'t> {
    /// The queries whose rows a function hands back as they are, and the calls on the way to each.
    pub fn answered(&self, code: Syntax<'t>, left: usize) -> Vec<(&Query<'t>, Vec<Call<'t>>)> {
        let own = self.queries_in(code).filter(|it| is_returned(&it.call));
        let mut found: Vec<(&Query<'t>, Vec<Call<'t>>)> = own.map(|it| (it, Vec::new())).collect();
        let Some(left) = left.checked_sub(1) else { return found };
        let calls = code.find(Kind::Call).filter_map(Call::of).filter(|it| it.chain().first() == Some(&"this"));
        for call in calls.filter(is_returned) {
            let body = self.target(&call).and_then(|it| it.body).filter(|it| !it.contains(call.syntax));
            found.extend(body.into_iter().flat_map(|it| self.answered(it, left)).map(|(query, mut way)| {
                way.insert(0, call.clone());
                (query, way)
            }));
        }
        found
    }

    /// The type of what a method is called on: `UsersPort` of `this.users.byId()`.
    pub(super) fn called_class(&self, call: &Call<'t>) -> Option<&'t str> {
        match call.chain().as_slice() {
            ["this", field, _] => Some(self.class_of(call.syntax)?.type_of(field)?.name),
            _ => None,
        }
    }

    /// Whether something before a lookup makes sure that the row is there: a lookup by the same key that throws, or a
    /// key that another row brings.
    pub fn is_assured(&self, lookup: Syntax<'t>, keys: &[Syntax<'t>]) -> bool {
        let names = keys.iter().flat_map(|it| it.descendants().chain([*it]));
        let names: Vec<Syntax> = names.filter(|it| it.is(&[Kind::Identifier, Kind::Shorthand])).collect();
        if names.iter().any(|it| self.is_from_row(*it)) {
            return true;
        }
        let Some(function) = lookup.function() else { return false };
        let end = lookup.span().start;
        let before = function.find(Kind::Call).filter(|it| it.span().end <= end && it.function() == Some(function));
        before.filter_map(Call::of).any(|call| {
            let mentions = |it: Syntax| {
                it.is(&[Kind::Identifier, Kind::Shorthand]) && names.iter().any(|name| name.text() == it.text())
            };
            let is_about = call.args.iter().any(|it| it.descendants().chain([*it]).any(mentions));
            is_about && self.refuses(&call, end)
        })
    }

    /// A name whose value was loaded or written just before: `order` of `order.customerId`.
    fn is_from_row(&self, name: Syntax<'t>) -> bool {
        let Some(Binding::Value(value)) = binding(name) else { return false };
        let call = Call::of(crate::syntax::plain(value)).filter(|_| value.kind() == Kind::Await);
        let words = call.filter(|it| it.chain().first() == Some(&"this")).map(|it| name_words(it.name));
        words.is_some_and(|it| !it.iter().any(|it| matches!(it.as_str(), "verify" | "decode" | "parse" | "get")))
    }

    /// Whether a call throws if there is nothing, or an `if` behind it does.
    fn refuses(&self, call: &Call<'t>, end: u32) -> bool {
        let first = name_words(call.name).into_iter().next().unwrap_or_default();
        let asserts = ["assert", "validate", "check", "ensure", "verify", "guard", "require", "must", "exists"];
        if asserts.contains(&first.as_str()) || call.name.ends_with("OrThrow") || call.name.ends_with("OrFail") {
            return true;
        }
        let throws = |it: Syntax<'t>| it.find(Kind::Throw).next().is_some() || it.text().contains("OrThrow(");
        if self.target(call).and_then(|it| it.body).is_some_and(throws) {
            return true;
        }
        let Fate::Kept(name) = fate(call) else { return false };
        uses(name).iter().any(|it| {
            let holder = it.ancestor(&[Kind::If]).filter(|it| it.span().end <= end);
            holder.is_some_and(|holder| holder.field(Field::Condition).is_some_and(|condition| condition.contains(*it)))
        })
    }
}
