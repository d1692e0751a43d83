//! Functions that write values into SQL: which of them they quote.

use crate::project::{Call, Project};
use crate::syntax::{Kind, Syntax, literal, plain, root};

/// What a formatter of SQL leaves as it is among what it was given; nothing if a call is of none.
pub(super) fn formatted<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<Vec<Syntax<'t>>> {
    let (import, imported) = project.import_of(call.syntax.file, root(call.callee).text())?;
    match import.module {
        "pg-format" => Some(unquoted(project, call)),
        // Each `?` is quoted; the text itself is not.
        "sqlstring" | "mysql" | "mysql2" | "mysql2/promise" if [call.name, imported.name].contains(&"format") => {
            Some(call.args.first().copied().into_iter().collect())
        }
        _ => None,
    }
}

/// `%I` and `%L` of pg-format quote, `%s` does not.
fn unquoted<'t>(project: &Project<'t>, call: &Call<'t>) -> Vec<Syntax<'t>> {
    match call.name {
        "ident" | "literal" => return Vec::new(),
        "string" => return call.args.first().copied().into_iter().collect(),
        _ => {}
    }
    let Some(text) = call.args.first().copied() else { return Vec::new() };
    let value = plain(project.constant(text));
    let written = literal(value).or((value.kind() == Kind::Template).then_some(value.text()));
    let marks = written.unwrap_or_default().replace("%%", "");
    let marks = marks.split('%').skip(1).filter_map(|it| it.chars().next());
    let plain: Vec<usize> = marks.enumerate().filter(|(_, it)| *it == 's').map(|(at, _)| at + 1).collect();
    plain.into_iter().filter_map(|at| call.args.get(at).copied()).chain([text]).collect()
}
