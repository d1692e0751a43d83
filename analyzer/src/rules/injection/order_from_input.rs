//! Rows that are sorted by a column of the sender's choice.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/order-from-input",
    title: "A request decides by which column rows are sorted",
    severity: Severity::Medium,
    standard: &["X048"],
    refs: &["CWE-915", "https://www.prisma.io/docs/orm/prisma-client/queries/filtering-and-sorting"],
    needs: &[],
    fix: FixKind::None,
    words: words!("order_from_input.md"),
    check: &[Check::Flow(Harm::Order, check)],
};

fn check(_: &Project, flow: &Flow) -> Option<Finding> {
    let consequence = "a column that is never shown can be read from the order of the rows, one without an index makes \
                       the database sort the table, and one that does not exist is an error.";
    Some(flow.finding(consequence))
}
