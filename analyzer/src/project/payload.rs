//! What the handler of a queue does with its job: which names it tells apart, which keys of the payload it reads.

use super::{Project, Type};
use crate::syntax::{Field, Kind, Syntax, chain, plain};

/// The values that `job.name` is compared with, each with the code that then runs.
pub(super) fn compared(body: Syntax<'_>) -> Vec<(Syntax<'_>, Syntax<'_>)> {
    let mut found = Vec::new();
    for node in body.descendants() {
        match node.kind() {
            Kind::Switch if node.field(Field::Value).is_some_and(is_name) => {
                let cases = node.field(Field::Body).into_iter().flat_map(Syntax::children);
                found.extend(cases.filter_map(|it| Some((it.field(Field::Value)?, it))));
            }
            Kind::If => {
                let condition = node.field(Field::Condition);
                let tests =
                    condition.into_iter().flat_map(|it| it.descendants()).filter(|it| it.kind() == Kind::Binary);
                let branch = node.field(Field::Consequence).unwrap_or(node);
                for test in tests.filter(|it| it.field(Field::Operator).is_some_and(|it| it.text().starts_with("=="))) {
                    let sides = (test.field(Field::Left), test.field(Field::Right));
                    if let (Some(left), Some(right)) = sides {
                        found.extend(is_name(left).then_some((right, branch)));
                        found.extend(is_name(right).then_some((left, branch)));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// `job.name`, `name`
fn is_name(value: Syntax) -> bool {
    let names = chain(value.children().next().filter(|_| value.kind() == Kind::Parenthesized).unwrap_or(value));
    matches!(names.as_slice(), [.., "name" | "jobName"])
}

/// The keys of `job.data` that are read, and that nothing replaces if they are absent.
pub(super) fn read<'t>(job: &str, body: Syntax<'t>) -> Vec<(&'t str, Syntax<'t>)> {
    let mut keys: Vec<(&str, Syntax)> = Vec::new();
    let is_data = |it: Syntax<'t>| chain(it).as_slice() == [job, "data"];
    for node in body.descendants() {
        match node.kind() {
            Kind::Declarator if node.field(Field::Value).is_some_and(is_data) => {
                let pattern = node.field(Field::Name).filter(|it| it.kind() == Kind::ObjectPattern);
                for part in pattern.into_iter().flat_map(Syntax::children) {
                    let key = if part.kind() == Kind::PairPattern { part.field(Field::Key) } else { Some(part) };
                    let is_plain = part.is(&[Kind::ShorthandPattern, Kind::PairPattern]);
                    let has_default = part.descendants().any(|it| it.kind() == Kind::AssignmentPattern);
                    keys.extend(key.filter(|_| is_plain && !has_default).map(|it| (it.text(), it)));
                }
            }
            Kind::Member if node.field(Field::Object).is_some_and(is_data) => {
                let key = node.field(Field::Property).filter(|_| !is_replaced(node));
                keys.extend(key.map(|it| (it.text(), it)));
            }
            _ => {}
        }
    }
    keys
}

/// `job.data.lang ?? 'en'`, `if (job.data.lang)`, `job.data.lang?.trim()`
fn is_replaced(member: Syntax) -> bool {
    let around = member.parent();
    around.is_some_and(|it| {
        it.is(&[Kind::Binary, Kind::Ternary, Kind::Unary, Kind::Parenthesized, Kind::Assignment])
            || it.child(Kind::OptionalChain).is_some()
    })
}

impl<'t> Project<'t> {
    /// Without the keys that the payload's type calls optional.
    pub(super) fn without_optional(
        &self,
        mut keys: Vec<(&'t str, Syntax<'t>)>,
        job: Option<&Type<'t>>,
    ) -> Vec<(&'t str, Syntax<'t>)> {
        let Some(payload) = job.and_then(|it| it.arguments.first()).copied() else { return keys };
        let named = Type::of(payload).name;
        let class = self.class_named(payload.file, named).map(|it| it.syntax);
        let shape = class.or_else(|| self.shape_named(payload.file, named)).unwrap_or(plain(payload));
        keys.retain(|(key, _)| !shape.text().contains(&[key, "?:"].concat()));
        keys
    }
}
