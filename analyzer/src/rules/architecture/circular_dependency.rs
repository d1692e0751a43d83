//! Modules or providers that need one another.

use crate::finding::Finding;
use crate::project::{Bond, Circle, Cycle, Module, Project};
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

fn check(project: &Project, cycle: &Cycle) -> Option<Finding> {
    let weakest = cycle.weakest()?;
    if cycle.bonds.iter().any(|it| project.is_test(it.syntax)) {
        return None;
    }
    let mut way = String::new();
    for bond in &cycle.bonds {
        way += &format!("`{}` → ", bond.from);
    }
    let first = cycle.bonds.first()?.from;
    let early = cycle.bonds.iter().find_map(Bond::eager);
    let is_deferred = cycle.bonds.iter().any(|it| it.is_forward);
    let effect = match cycle.circle {
        Circle::Files if early.is_some() => "which one is loaded first decides whether what it needs is `undefined`",
        Circle::Files => "they can only be loaded, read and moved together",
        _ if is_deferred => "`forwardRef` lets it start, in an order that nobody chose",
        Circle::Modules => "one of them is `undefined` while the other is read, so Nest stops at start",
        Circle::Providers => "none can be created before the other, so Nest stops at start",
    };
    let reason = reason(cycle, weakest);
    let message = format!("{way}`{first}`: {effect}. Cut `{}` → `{}` first: {reason}.", weakest.from, weakest.to);
    let finding = Finding::at(weakest.syntax, message);
    let finding = match (cycle.circle, early) {
        (Circle::Files, None) => finding.severity(Severity::Low),
        (Circle::Files, Some(_)) => finding.likely(),
        _ => finding,
    };
    Some(cycle.bonds.iter().fold(finding, |it, bond| {
        let step = it.step(bond.syntax, format!("`{}` needs `{}`", bond.from, bond.to));
        let place = bond.eager().filter(|_| cycle.circle == Circle::Files).or(bond.uses.first().copied());
        let place = place.filter(|it| *it != bond.syntax);
        place.into_iter().fold(step, |it, place| it.step(place, format!("for this: `{}`", place.text())))
    }))
}

/// `forwardRef` around a module that does not lead back.
fn deferred(project: &Project, module: &Module) -> Option<Finding> {
    let in_circle = |name: &str| project.wiring.cycles.iter().flat_map(|it| &it.bonds).any(|it| it.from == name);
    let (other, entry) = project.modules_among(&module.imports).find(|(_, it)| it.is_forward)?;
    (!in_circle(module.name()) && !project.is_test(entry.syntax)).then_some(())?;
    let message = format!(
        "`{}` defers `{}` with `forwardRef`, but no circle of modules needs it here. It can hide the next circle \
         instead of letting the start fail.",
        module.name(),
        other.name()
    );
    Some(Finding::at(entry.syntax.parent().unwrap_or(entry.syntax), message).severity(Severity::Info).to_check())
}

fn reason(cycle: &Cycle, bond: &Bond) -> String {
    let what = if cycle.circle == Circle::Modules { "injection" } else { "use" };
    match bond.uses.len() {
        0 => format!("no {what} of it was found"),
        1 if bond.is_constant() => "it carries one constant, which can move to a file of its own".to_owned(),
        1 => format!("there is only one {what} of it"),
        many => format!("there are {many} {what}s of it, the fewest of the circle"),
    }
}
