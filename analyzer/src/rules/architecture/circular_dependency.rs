//! Modules or providers that need one another.

use crate::finding::Finding;
use crate::project::{Bond, Cycle, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "architecture/circular-dependency",
    title: "Modules or providers depend on each other in a circle",
    severity: Severity::Medium,
    standard: &["S200", "X016"],
    refs: &["CWE-1047", "https://docs.nestjs.com/fundamentals/circular-dependency"],
    needs: &[],
    fix: FixKind::None,
    words: words!("circular_dependency.md"),
    check: &[Check::Cycle(check)],
};

fn check(_: &Project, cycle: &Cycle) -> Option<Finding> {
    let weakest = cycle.weakest()?;
    let mut way = String::new();
    for bond in &cycle.bonds {
        way += &format!("`{}` → ", bond.from);
    }
    let first = cycle.bonds.first()?.from;
    let is_deferred = cycle.bonds.iter().any(|it| it.is_forward);
    let effect = match (is_deferred, cycle.is_of_modules) {
        (true, _) => "`forwardRef` lets it start, in an order that nobody chose",
        (false, true) => "one of them is `undefined` while the other is read, so Nest stops at start",
        (false, false) => "none can be created before the other, so Nest stops at start",
    };
    let message = format!(
        "{way}`{first}`: {effect}. Cut `{}` → `{}` first: {}.",
        weakest.from,
        weakest.to,
        reason(cycle, weakest)
    );
    let finding = Finding::at(weakest.syntax, message);
    Some(cycle.bonds.iter().fold(finding, |it, bond| {
        let step = it.step(bond.syntax, format!("`{}` needs `{}`", bond.from, bond.to));
        let used = bond.uses.iter().take(if cycle.is_of_modules { 3 } else { 1 });
        used.filter(|it| **it != bond.syntax)
            .fold(step, |it, place| it.step(*place, format!("for this: `{}`", place.text())))
    }))
}

fn reason(cycle: &Cycle, bond: &Bond) -> String {
    let what = if cycle.is_of_modules { "injection" } else { "use" };
    match bond.uses.len() {
        0 => format!("no {what} of it was found"),
        1 => format!("it rests on one {what}"),
        many => format!("it rests on {many} {what}s, the fewest of the circle"),
    }
}
