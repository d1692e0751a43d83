//! Texts that are built from values, and which of those values are fixed in the source.

use super::Project;
use crate::syntax::{Field, Kind, Object, Syntax, Template};

impl<'t> Project<'t> {
    /// The first value that a text is built from (by a template or `+`) and that is not fixed in the source.
    pub fn inserted(&self, text: Syntax<'t>) -> Option<Syntax<'t>> {
        self.inserted_within(text, &mut { MOST_STEPS })
    }

    /// Whether a value is known from the source: literals, constants in capitals, numbers by construction, and what
    /// is built from these alone.
    pub fn is_fixed(&self, value: Syntax<'t>) -> bool {
        self.is_fixed_within(value, &mut { MOST_STEPS })
    }

    fn inserted_within(&self, text: Syntax<'t>, steps: &mut usize) -> Option<Syntax<'t>> {
        *steps = steps.checked_sub(1)?;
        let text = self.value(text);
        match text.kind() {
            Kind::Template => Template(text).values().find(|it| !self.is_fixed_within(*it, steps)),
            Kind::Binary if text.field(Field::Operator).is_some_and(|it| it.text() == "+") => {
                [text.field(Field::Left)?, text.field(Field::Right)?].into_iter().find_map(|side| {
                    if side.is(&[Kind::Template, Kind::Binary]) {
                        return self.inserted_within(side, steps);
                    }
                    (!self.is_fixed_within(side, steps)).then_some(side)
                })
            }
            _ => None,
        }
    }

    fn is_fixed_within(&self, value: Syntax<'t>, steps: &mut usize) -> bool {
        let Some(left) = steps.checked_sub(1) else { return false };
        *steps = left;
        let value = self.value(value);
        match value.kind() {
            Kind::Number | Kind::True | Kind::False | Kind::String => true,
            Kind::Template => Template(value).values().all(|it| self.is_fixed_within(it, steps)),
            Kind::Call => {
                matches!(value.text().split('(').next(), Some("Number" | "parseInt" | "parseFloat" | "BigInt"))
            }
            Kind::Member => [Field::Property, Field::Object]
                .into_iter()
                .filter_map(|it| value.field(it))
                .any(|it| is_shouted(it.text())),
            Kind::Binary => match value.field(Field::Operator).map_or("", Syntax::text) {
                "-" | "*" | "/" | "%" => true,
                "??" | "||" => {
                    let sides = [value.field(Field::Left), value.field(Field::Right)];
                    sides.into_iter().flatten().all(|it| self.is_fixed_within(it, steps))
                }
                _ => false,
            },
            Kind::Identifier => is_shouted(value.text()),
            // `COLUMNS[sort]`: one of the values of a fixed list.
            Kind::Subscript => value.field(Field::Object).is_some_and(|it| {
                let list = Object::of(self.value(it));
                is_shouted(it.text())
                    || list.is_some_and(|it| it.entries().all(|(_, it)| self.is_fixed_within(it, steps)))
            }),
            Kind::Ternary => {
                let sides = [value.field(Field::Consequence), value.field(Field::Alternative)];
                sides.into_iter().flatten().all(|it| self.is_fixed_within(it, steps))
            }
            _ => false,
        }
    }
}

/// How many parts of one text are followed; a text of more is left alone.
const MOST_STEPS: usize = 500;

fn is_shouted(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|it| it.is_ascii_uppercase() || it == '_' || it.is_ascii_digit())
}
