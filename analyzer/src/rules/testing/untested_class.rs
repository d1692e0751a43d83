//! The services, controllers and guards with the most decisions that no spec touches.

use crate::finding::Finding;
use crate::project::{Project, Untested};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "testing/untested-class",
    title: "Classes that decide a lot have no spec",
    severity: Severity::Low,
    standard: &["S168"],
    refs: &["https://docs.nestjs.com/fundamentals/testing"],
    needs: &[Evidence::Tests],
    fix: FixKind::None,
    words: words!("untested_class.md"),
    check: &[Check::Untested(check)],
};

/// How many are named.
const NAMED: usize = 5;

fn check(_: &Project, untested: &Untested) -> Option<Finding> {
    let (branches, first) = untested.classes.first()?;
    let name = first.name.text();
    let count = untested.classes.len();
    let total = count + untested.tested;
    let others: Vec<&str> = untested.classes.iter().skip(1).take(NAMED - 1).map(|(_, it)| it.name.text()).collect();
    let message = match others.is_empty() {
        true => format!("No spec is about `{name}`, which branches or throws at {branches} places."),
        false => format!(
            "No spec is about {count} of the {total} classes that take most decisions. `{name}` branches or throws at \
             {branches} places; next come `{}`.",
            others.join("`, `")
        ),
    };
    let others = untested.classes.iter().skip(1).take(NAMED - 1);
    let finding = Finding::at(first.name, message);
    Some(others.fold(finding, |finding, (branches, it)| finding.step(it.name, format!("{branches} places, no spec"))))
}
