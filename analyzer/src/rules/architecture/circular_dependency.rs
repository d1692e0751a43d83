//! Modules or providers that need one another.

use crate::finding::Finding;
use crate::project::{Bond, Cycle, Module, Project};
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
    check: &[Check::Cycle(check), Check::Module(deferred)],
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

/// `forwardRef` around a module that does not lead back.
fn deferred(project: &Project, module: &Module) -> Option<Finding> {
    let in_circle = |name: &str| project.wiring.cycles.iter().flat_map(|it| &it.bonds).any(|it| it.from == name);
    let (other, entry) = project.modules_among(&module.imports).find(|(_, it)| it.is_forward)?;
    (!in_circle(module.name()) && !project.is_test(entry.syntax)).then_some(())?;
    let message = format!(
        "`{}` defers `{}` with `forwardRef`, but no circle of modules needs it here. It hides the next circle instead of \
         letting the start fail.",
        module.name(),
        other.name()
    );
    Some(Finding::at(entry.syntax.parent().unwrap_or(entry.syntax), message).severity(Severity::Info).to_check())
}

fn reason(cycle: &Cycle, bond: &Bond) -> String {
    let what = if cycle.is_of_modules { "injection" } else { "use" };
    match bond.uses.len() {
        0 => format!("no {what} of it was found"),
        1 => format!("it rests on one {what}"),
        many => format!("it rests on {many} {what}s, the fewest of the circle"),
    }
}
