//! Variables of `.env` files.

use super::File;
use crate::finding::Place;
use crate::syntax::Span;

/// `NAME=value`
#[derive(Clone, Copy, Debug)]
pub struct Variable<'t> {
    /// Before the `=`.
    pub name: &'t str,
    /// Behind it, without quotes.
    pub value: &'t str,
    /// Where the value stands.
    pub place: Place,
}

pub(super) fn all(files: &[File]) -> Vec<Variable<'_>> {
    (0..).zip(files).filter(|(_, it)| is_env(it.name())).flat_map(|(id, it)| of(id, &it.text)).collect()
}

/// Not the files that only show which variables there are.
fn is_env(name: &str) -> bool {
    let samples = ["example", "sample", "template", "dist", "test", "defaults"];
    name.strip_prefix(".env")
        .is_some_and(|rest| (rest.is_empty() || rest.starts_with('.')) && !samples.iter().any(|it| rest.contains(it)))
}

fn of(file: u32, text: &str) -> Vec<Variable<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        (at, line.trim_end())
    });
    lines.filter_map(|(at, line)| variable(file, at, line)).collect()
}

fn variable(file: u32, at: usize, line: &str) -> Option<Variable<'_>> {
    let (head, tail) = line.split_once('=').filter(|_| !line.trim_start().starts_with('#'))?;
    let name = head.trim().trim_start_matches("export ").trim();
    let tail = tail.split(" #").next()?.trim_end();
    let value = tail.trim().trim_matches(['"', '\'']);
    let begin = at + head.len() + 1 + tail.find(value)?;
    let span = Span { start: begin as u32, end: (begin + value.len()) as u32 };
    // Values that dotenvx has encrypted are meant to be committed.
    (!value.is_empty() && !value.starts_with("encrypted:")).then_some(Variable {
        name,
        value,
        place: Place { file, span },
    })
}
