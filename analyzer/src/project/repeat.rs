//! Loops over data: `for … of`, counting loops over a length, callbacks of array methods.

use super::call::Call;
use super::{Project, binding};
use crate::syntax::{Field, Kind, Syntax, plain};

/// Code that runs once for every element of a list.
#[derive(Clone, Copy, Debug)]
pub struct Loop<'t> {
    /// The statement, or the call of the array method.
    pub syntax: Syntax<'t>,
    /// What runs for every element.
    pub body: Syntax<'t>,
    /// What it runs over; absent for `while`, counting loops without a length, and `for await`.
    pub list: Option<Syntax<'t>>,
    /// What an element is called; empty for a pattern or none.
    pub element: &'t str,
    /// Whether the runs start together: callbacks.
    pub is_parallel: bool,
}

const METHODS: [&str; 8] = ["map", "forEach", "flatMap", "filter", "some", "every", "reduce", "find"];
const STATEMENTS: [Kind; 4] = [Kind::For, Kind::ForIn, Kind::While, Kind::Do];

impl<'t> Project<'t> {
    /// The innermost loop that a node runs in, within its own method.
    pub fn loop_around(&self, syntax: Syntax<'t>) -> Option<Loop<'t>> {
        let stop = [Kind::Method, Kind::Function, Kind::Class];
        let up = syntax.ancestors().take_while(|it| !it.is(&stop));
        up.filter_map(of).find(|it| it.body.contains(syntax))
    }

    /// Whether `Object.keys(X)`, `.values`, `.entries` runs over an enum or a constant.
    pub fn is_fixed_list(&self, list: Syntax<'t>) -> bool {
        let argument = Call::of(list).and_then(|it| it.args.first().copied());
        argument.is_some_and(|it| {
            let it = plain(it);
            it.kind() == Kind::Identifier
                && (binding(it).is_none() || it.text().starts_with(|it: char| it.is_ascii_uppercase()))
        })
    }
}

pub(super) fn all(root: Syntax<'_>) -> impl Iterator<Item = Loop<'_>> {
    let kinds = [STATEMENTS.as_slice(), &[Kind::Call, Kind::New]].concat();
    root.find_any(&kinds).into_iter().filter_map(of)
}

fn of(syntax: Syntax<'_>) -> Option<Loop<'_>> {
    if syntax.is(&STATEMENTS) { statement(syntax) } else { callback(syntax) }
}

fn statement(syntax: Syntax<'_>) -> Option<Loop<'_>> {
    let body = syntax.field(Field::Body)?;
    let waits = syntax.children().any(|it| it.kind() == Kind::Keyword && it.text() == "await");
    let list = match syntax.kind() {
        Kind::ForIn if !waits => syntax.field(Field::Right),
        Kind::For => syntax.field(Field::Condition).and_then(counted),
        _ => None,
    };
    let left = syntax.field(Field::Left).filter(|it| it.kind() == Kind::Identifier);
    // `for (const id of ids) jobs.push(load(id))`: nothing waits for a run before the next begins.
    let own = syntax.function();
    let starts = body.find(Kind::Call).any(|it| Call::name_of(it) == Some("push") && it.function() == own);
    let is_parallel = starts && body.find(Kind::Await).all(|it| it.function() != own);
    Some(Loop { syntax, body, list, element: left.map_or("", Syntax::text), is_parallel })
}

/// `users` of `i < users.length`.
fn counted(condition: Syntax<'_>) -> Option<Syntax<'_>> {
    let mut members = condition.descendants().filter(|it| it.kind() == Kind::Member);
    let length =
        members.find(|it| it.field(Field::Property).is_some_and(|it| matches!(it.text(), "length" | "size")))?;
    length.field(Field::Object)
}

fn callback(syntax: Syntax<'_>) -> Option<Loop<'_>> {
    Call::name_of(syntax).filter(|it| METHODS.contains(it))?;
    let call = Call::of(syntax)?;
    let function = call.args.iter().find(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression]))?;
    let body = function.field(Field::Body)?;
    let parameters = function.field(Field::Parameters).into_iter().flat_map(Syntax::children);
    let listed = parameters.filter_map(|it| it.field(Field::Pattern)).next();
    let element = function.field(Field::Parameter).or(listed).filter(|it| it.kind() == Kind::Identifier);
    let list = call.receiver;
    Some(Loop { syntax, body, list, element: element.map_or("", Syntax::text), is_parallel: call.name != "reduce" })
}

/// Whether a function is handed to a method that runs it for every element, so never for an empty list.
#[cfg(feature = "whole")]
pub(super) fn is_of_list(function: Syntax) -> bool {
    let call = function.parent().filter(|it| it.kind() == Kind::Arguments).and_then(Syntax::parent).and_then(Call::of);
    call.is_some_and(|it| METHODS.contains(&it.name) || matches!(it.name, "findIndex" | "sort"))
}
