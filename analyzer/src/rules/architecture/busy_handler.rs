//! Handlers that do the work of a service.

use crate::finding::Finding;
use crate::project::{Call, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "architecture/busy-handler",
    title: "A handler does the work of a service",
    severity: Severity::Low,
    standard: &["S081"],
    refs: &["https://docs.nestjs.com/providers"],
    needs: &[],
    fix: FixKind::None,
    words: words!("busy_handler.md"),
    check: &[Check::Route(check)],
};

/// Statements that read a request, ask a service and shape an answer stay below this.
const MOST_STATEMENTS: usize = 24;
/// Branches beside a loop.
const MOST_BRANCHES: usize = 2;

fn check(project: &Project, route: &Route) -> Option<Finding> {
    let body = route.method.body?;
    (!project.is_test(body)).then_some(())?;
    let kinds = [Kind::ExpressionStatement, Kind::Lexical, Kind::Return, Kind::If, Kind::Throw, Kind::For, Kind::ForIn];
    let statements = body.find_any(&kinds).len();
    let loops = [Kind::For, Kind::ForIn, Kind::While, Kind::Do];
    let first = body.find_any(&loops).into_iter().next();
    let branches: Vec<Syntax> =
        body.find(Kind::If).filter(|it| !is_guard(*it)).chain(body.find(Kind::Switch)).collect();
    let calls = || body.find(Kind::Call).filter_map(Call::of);
    let heavy = calls()
        .find(|it| matches!(it.name, "$transaction" | "createHash" | "createHmac" | "createCipheriv" | "scrypt"));
    let heavy = heavy
        .or_else(|| calls().find(|it| matches!(it.callee.text(), "bcrypt.hash" | "argon2.hash" | "bcrypt.compare")));
    let (place, what) = match (heavy, first) {
        (Some(call), _) => (call.callee, format!("it calls `{}` itself", call.callee.text())),
        (None, Some(it)) if branches.len() > MOST_BRANCHES => {
            (it, format!("it goes through a loop and decides in {} places", branches.len()))
        }
        _ if statements > MOST_STATEMENTS => (route.method.name, format!("it has {statements} statements")),
        _ => return None,
    };
    let message = format!(
        "`{}` of `{}` does more than read a request and answer: {what}. No job, socket or test can use it from here.",
        route.method.name.text(),
        route.class.name.text()
    );
    let finding = Finding::at(route.method.name, message);
    Some(if place == route.method.name { finding } else { finding.step(place, "this belongs in a service") })
}

/// `if (!found) throw …`, `if (!found) return …`: one statement that ends it.
fn is_guard(branch: Syntax) -> bool {
    let ends = |it: Syntax| it.is(&[Kind::Throw, Kind::Return]);
    let then = branch.field(crate::syntax::Field::Consequence);
    let has_else = branch.field(crate::syntax::Field::Alternative).is_some();
    !has_else && then.is_some_and(|it| ends(it) || (it.children().count() == 1 && it.children().all(ends)))
}
