//! Values of local names: what was assigned to them, and what patterns take out of it.

use crate::project::path_in;
use crate::syntax::{Field, Kind, Syntax, plain};

/// A value, and the keys that lead from it to what is asked for.
pub(super) type Part<'t> = (Syntax<'t>, Vec<&'t str>);

/// How many assignments of one name are followed.
const MOST: usize = 12;

/// The values that a variable may hold where it is used; the nearest that surely replaced the others comes alone.
///
/// `asked` is the key that is read of it.
pub(super) fn values<'t>(name: Syntax<'t>, asked: Option<&str>) -> Vec<Part<'t>> {
    for scope in name.ancestors() {
        match scope.kind() {
            Kind::Block | Kind::Program | Kind::For => {
                let declared = scope.children().filter(|it| it.is(&[Kind::Lexical, Kind::Var]));
                let declarators = declared.flat_map(Syntax::children).filter(|it| it.kind() == Kind::Declarator);
                let found = declarators.into_iter().find_map(|it| {
                    let path = path_in(it.field(Field::Name)?, name.text())?;
                    Some((it, path))
                });
                if let Some((declarator, path)) = found {
                    let pattern = declarator.field(Field::Name);
                    if pattern.zip(asked).is_some_and(|(it, key)| is_left_out(it, name.text(), key)) {
                        return Vec::new();
                    }
                    return assigned(scope, declarator, path, name);
                }
            }
            Kind::ForIn => {
                let path = scope.field(Field::Left).and_then(|it| path_in(it, name.text()));
                if let (Some(path), Some(list)) = (path, scope.field(Field::Right)) {
                    return vec![(list, path)];
                }
            }
            _ => {}
        }
    }
    Vec::new()
}

fn assigned<'t>(scope: Syntax<'t>, declarator: Syntax<'t>, path: Vec<&'t str>, name: Syntax<'t>) -> Vec<Part<'t>> {
    let pattern = declarator.field(Field::Name);
    let instead = pattern.and_then(|it| default_in(it, name.text())).map(|it| (it, Vec::new()));
    let first = declarator.field(Field::Value).map(|it| (it, path)).into_iter().chain(instead);
    let is_const = declarator.parent().is_some_and(|it| it.text().starts_with("const"));
    if is_const {
        return first.collect();
    }
    let (replaced, later) = reassigned(scope, name);
    let first = first.filter(|_| !replaced);
    first.chain(later.into_iter().map(|it| (it, Vec::new()))).collect()
}

/// What is assigned to a name within a scope before a use of it, and whether that surely replaced what it held.
pub(super) fn reassigned<'t>(scope: Syntax<'t>, name: Syntax<'t>) -> (bool, Vec<Syntax<'t>>) {
    let (mut replaced, mut values) = (false, Vec::new());
    let is_before = |it: &Syntax| it.span().end <= name.span().start;
    let all = scope.find_any(&[Kind::Assignment, Kind::AugmentedAssignment]);
    for assignment in all.into_iter().filter(is_before) {
        let is_own = assignment.field(Field::Left).is_some_and(|it| plain(it).text() == name.text());
        let Some(value) = assignment.field(Field::Right).filter(|_| is_own) else { continue };
        if assignment.kind() == Kind::Assignment && surely_before(assignment, name) {
            replaced = true;
            values.clear();
        }
        values.push(value);
    }
    values.truncate(MOST);
    (replaced, values)
}

/// Whether an assignment has run whenever a place behind it runs: it is a statement of a block around that place.
fn surely_before(assignment: Syntax, place: Syntax) -> bool {
    let statement = assignment.parent().filter(|it| it.kind() == Kind::ExpressionStatement);
    let block = statement.and_then(Syntax::parent);
    block.is_some_and(|it| it.contains(place) && it.function() == place.function())
}

/// What a pattern gives a name that gets no value: `{ a = 1 }`.
fn default_in<'t>(pattern: Syntax<'t>, name: &str) -> Option<Syntax<'t>> {
    let all = pattern.descendants().filter(|it| it.is(&[Kind::AssignmentPattern, Kind::Other]));
    let mut own = all.filter(|it| it.field(Field::Left).is_some_and(|it| it.text() == name));
    own.next()?.field(Field::Right)
}

/// Whether `...name` of a pattern goes without a key, because the pattern takes it out before.
pub(super) fn is_left_out(pattern: Syntax, name: &str, key: &str) -> bool {
    left_out(pattern, name).contains(&key)
}

/// The keys that a pattern takes out before `...name` gets the rest.
pub(super) fn left_out<'t>(pattern: Syntax<'t>, name: &str) -> Vec<&'t str> {
    let is_rest = |it: Syntax| it.kind() == Kind::RestPattern && it.children().any(|it| it.text() == name);
    let objects = pattern.descendants().chain([pattern]).filter(|it| it.kind() == Kind::ObjectPattern);
    objects.filter(|it| it.children().any(is_rest)).flat_map(Syntax::children).filter_map(path_in_key).collect()
}

/// The key that a part of an object pattern takes out.
fn path_in_key(part: Syntax<'_>) -> Option<&str> {
    match part.kind() {
        Kind::ShorthandPattern => Some(part.text()),
        Kind::PairPattern => Some(part.field(Field::Key)?.text()),
        Kind::AssignmentPattern | Kind::Other => path_in_key(part.field(Field::Left)?),
        _ => None,
    }
}
