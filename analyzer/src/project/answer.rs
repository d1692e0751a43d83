//! Code that must answer a request or hand it on, and paths through it that do neither.

use crate::syntax::{Field, Kind, Syntax, returned};

/// Whether a use of the response may end it: anything but setting a header, a cookie or the status.
pub fn may_answer(name: Syntax) -> bool {
    let mut at = name;
    while let Some(member) = at.parent().filter(|it| it.kind() == Kind::Member && it.field(Field::Object) == Some(at)) {
        let method = member.field(Field::Property).map_or("", Syntax::text);
        let quiet = [
            "cookie",
            "clearCookie",
            "setCookie",
            "header",
            "headers",
            "set",
            "setHeader",
            "append",
            "status",
            "code",
            "type",
            "vary",
            "locals",
            "statusCode",
            "removeHeader",
            "getHeader",
            "get",
            "links",
            "on",
            "once",
            "location",
            "statusMessage",
            "attachment",
        ];
        if !quiet.contains(&method) {
            return true;
        }
        match member.parent().filter(|it| it.kind() == Kind::Call && it.field(Field::Function) == Some(member)) {
            Some(call) => at = call,
            None => return false,
        }
    }
    // The response itself is handed on.
    at == name
}

/// How a piece of code leaves a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending<'t> {
    /// Answered, handed on or refused, on every path.
    Settled,
    /// The code behind it must do so.
    Open,
    /// Left here without.
    Left(Syntax<'t>),
}

/// Follows the paths through a block: `settles` tells which expressions answer or hand on.
pub fn ending<'t>(code: Syntax<'t>, settles: &dyn Fn(Syntax<'t>) -> bool) -> Ending<'t> {
    let part = |field: Field| code.field(field).map_or(Ending::Open, |it| ending(it, settles));
    match code.kind() {
        Kind::Block | Kind::Else => {
            let parts = code.children().filter(|it| it.kind() != Kind::Keyword).map(|it| ending(it, settles));
            parts.into_iter().find(|it| *it != Ending::Open).unwrap_or(Ending::Open)
        }
        Kind::If => {
            if code.field(Field::Condition).is_some_and(settles) {
                return Ending::Settled;
            }
            both(part(Field::Consequence), part(Field::Alternative))
        }
        Kind::Try => {
            let handler = code.field(Field::Handler).and_then(|it| it.field(Field::Body));
            let handler = handler.map_or(Ending::Settled, |it| ending(it, settles));
            match code.field(Field::Finalizer).filter(|it| settles(*it)) {
                Some(_) => Ending::Settled,
                None => both(part(Field::Body), handler),
            }
        }
        Kind::Throw => Ending::Settled,
        Kind::Return => match returned(code) {
            Some(value) if settles(value) => Ending::Settled,
            _ => Ending::Left(code),
        },
        _ if settles(code) => Ending::Settled,
        _ => Ending::Open,
    }
}

fn both<'t>(one: Ending<'t>, other: Ending<'t>) -> Ending<'t> {
    match (one, other) {
        (Ending::Left(it), _) | (_, Ending::Left(it)) => Ending::Left(it),
        (Ending::Settled, Ending::Settled) => Ending::Settled,
        _ => Ending::Open,
    }
}
