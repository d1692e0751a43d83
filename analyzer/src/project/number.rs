//! Numbers that the source fixes.

use super::Project;
use crate::syntax::{Field, Kind, Syntax};

impl<'t> Project<'t> {
    /// The whole number an expression comes to: literals, constants, and sums and products of these.
    pub fn number(&self, expression: Syntax<'t>) -> Option<i64> {
        self.number_within(expression, 8)
    }

    fn number_within(&self, expression: Syntax<'t>, depth: usize) -> Option<i64> {
        let depth = depth.checked_sub(1)?;
        let value = self.value(expression);
        match value.kind() {
            Kind::Number => value.text().replace('_', "").parse().ok(),
            Kind::Binary => {
                let left = self.number_within(value.field(Field::Left)?, depth)?;
                let right = self.number_within(value.field(Field::Right)?, depth)?;
                match value.field(Field::Operator)?.text() {
                    "*" => left.checked_mul(right),
                    "+" => left.checked_add(right),
                    "-" => left.checked_sub(right),
                    "/" => left.checked_div(right),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
