//! Which parameters of its method an expression is made from.

use super::call::Call;
use super::{Binding, Operation, Project, binding};
use crate::syntax::{Field, Kind, Syntax, name_words, root};

impl<'t> Project<'t> {
    /// The parameters of the method around it that an expression is made from, followed through local constants;
    /// `None` if it holds a name whose value is not known.
    pub fn inputs(&self, expression: Syntax<'t>) -> Option<Vec<Syntax<'t>>> {
        let mut found = Vec::new();
        collect(expression, 6, &mut found).then_some(found)
    }

    /// A parameter by which a loading call selects what it is_loading, and that is not among the known ones.
    pub fn selector(&self, value: Syntax<'t>, known: &[Syntax<'t>]) -> Option<Syntax<'t>> {
        let value = self.value(value);
        let calls = value.descendants().chain([value]).filter_map(Call::of).filter(|it| self.is_loading(it));
        let args = calls.flat_map(|it| it.args);
        let names = args.flat_map(|it| it.descendants().chain([it])).filter(|it| is_value(*it));
        let parameters = names.filter_map(|it| match binding(it) {
            Some(Binding::Parameter(parameter)) => Some(parameter),
            _ => None,
        });
        let method = value.ancestor(&[Kind::Method])?;
        let own = parameters.filter(|it| it.parent().and_then(Syntax::parent) == Some(method));
        own.into_iter().find(|it| !known.contains(it) && selects(*it, method))
    }

    /// A query, or a call that is waited for and named for loading.
    fn is_loading(&self, call: &Call<'t>) -> bool {
        let query = self.query_in(call.syntax).filter(|it| it.call.syntax == call.syntax);
        let is_query = query.is_some_and(|it| it.operation != Operation::Write);
        let words = name_words(call.name);
        let first = words.first().map_or("", String::as_str);
        let is_named = matches!(first, "find" | "get" | "load" | "fetch" | "list" | "search" | "query" | "count");
        // What was just written is kept under its own key; the rest of the input is its content.
        let writes = ["update", "create", "save", "upsert", "delete", "insert"];
        let is_written = query.is_some() || words.iter().any(|it| writes.contains(&it.as_str()));
        let is_own = root(call.callee).kind() == Kind::This;
        let is_last = call.syntax.parent().is_some_and(|it| it.is(&[Kind::Arrow, Kind::Return]));
        is_query || (is_named && !is_written && is_own && (call.is_awaited() || is_last))
    }
}

/// Whether a parameter may decide what comes out: not a client, a switch, or what a condition of the method asks for.
fn selects(parameter: Syntax, method: Syntax) -> bool {
    let Some(name) = parameter.field(Field::Pattern).filter(|it| it.kind() == Kind::Identifier) else { return false };
    let tools = ["tx", "trx", "manager", "client", "prisma", "signal", "options", "opts", "context", "ctx", "logger"];
    let conditions = method.descendants().filter(|it| it.is(&[Kind::If, Kind::Ternary]));
    let mut asked = conditions.filter_map(|it| it.field(Field::Condition));
    let mentions = |it: Syntax| it.descendants().any(|it| it.kind() == Kind::Identifier && it.text() == name.text());
    !tools.contains(&name.text()) && !asked.any(mentions)
}

/// A name whose value is used: not what a call hangs on.
fn is_value(name: Syntax) -> bool {
    name.is(&[Kind::Identifier, Kind::Shorthand]) && name.role() != Field::Function
}

fn collect<'t>(expression: Syntax<'t>, depth: usize, into: &mut Vec<Syntax<'t>>) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let names = expression.descendants().chain([expression]).filter(|it| is_value(*it));
    names.into_iter().all(|it| match binding(it) {
        Some(Binding::Parameter(parameter)) => {
            into.push(parameter);
            true
        }
        Some(Binding::Value(value)) => collect(value, depth, into),
        Some(Binding::Open) => false,
        None => true,
    })
}
