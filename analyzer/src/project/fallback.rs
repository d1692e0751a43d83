//! Failures that are made up for: by the line behind them, or by everyone who calls.

use super::{Call, Project};
#[cfg(feature = "whole")]
use super::{Fate, fate, uses};
#[cfg(feature = "whole")]
use crate::syntax::Field;
use crate::syntax::{Kind, Syntax, plain, returned};

impl<'t> Project<'t> {
    /// Whether others go on where a method fails: it is one of many of its kind, or private, and each caller asks
    /// whether it brought anything.
    pub fn is_made_up_for(&self, node: Syntax<'t>) -> bool {
        self.is_one_of_many(node) || node.function().is_some_and(|it| self.is_asked_by_all(it))
    }

    /// Callers are not looked for.
    #[cfg(not(feature = "whole"))]
    fn is_asked_by_all(&self, _: Syntax<'t>) -> bool {
        false
    }

    #[cfg(feature = "whole")]
    fn is_asked_by_all(&self, function: Syntax<'t>) -> bool {
        let own = self.class_of(function).and_then(|it| it.methods.iter().find(|it| it.syntax == function));
        let is_private =
            own.is_some_and(|it| it.modifiers.contains(&"private") || it.name.kind() == Kind::PrivateIdentifier);
        let mut callers = self.callers(function).filter(|_| is_private).peekable();
        callers.peek().is_some() && callers.all(asks)
    }
}

/// `const found = await this.quick(); if (found) return found;`
#[cfg(feature = "whole")]
fn asks(call: &Call) -> bool {
    let Fate::Kept(name) = fate(call) else { return false };
    uses(name).into_iter().any(|it| {
        let branch = it.ancestors().find(|it| it.is(&[Kind::If, Kind::Ternary]));
        let asked = branch.filter(|branch| branch.field(Field::Condition).is_some_and(|at| at.contains(it)));
        asked.is_some_and(|it| it.find(Kind::Throw).next().is_none())
    })
}

/// `try { return JSON.parse(text); } catch {} return text;`: text that is no JSON is an answer, too.
pub fn is_try_parse(attempt: Syntax) -> bool {
    let mut statements = attempt.children();
    let (first, rest) = (statements.next(), statements.next());
    let call = first.filter(|it| it.kind() == Kind::Return && rest.is_none()).and_then(returned).map(plain);
    let is_parser = call
        .and_then(Call::of)
        .is_some_and(|it| matches!(it.callee.text(), "JSON.parse" | "URL" | "decodeURIComponent" | "decodeURI"));
    let block = attempt.parent().and_then(Syntax::parent);
    let mut after = block.into_iter().flat_map(Syntax::children).filter(|it| it.span().start > attempt.span().end);
    is_parser && after.any(|it| it.kind() == Kind::Return && returned(it).is_some())
}
