//! A class made for Nest that no module lists.

use crate::finding::Finding;
use crate::project::{Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "architecture/undeclared-provider",
    title: "No module lists this class, so Nest never creates it",
    severity: Severity::Medium,
    standard: &["S032", "X015"],
    refs: &["https://docs.nestjs.com/modules"],
    needs: &[Evidence::Module, Evidence::Bootstrap, Evidence::PackageJson],
    fix: FixKind::None,
    words: words!("undeclared_provider.md"),
    check: &[Check::Class(Role::Provider, check), Check::Class(Role::Controller, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    project.is_stray(class).then_some(())?;
    let name = class.name.text();
    let routes = project.routes_of(class);
    let first = routes.clone().next();
    if let Some(route) = first {
        let others = match routes.count() {
            1 => String::new(),
            many => format!(" and the {} others", many - 1),
        };
        let message = format!(
            "No module lists `{name}` in `controllers`, and nothing else names it: `{}`{others} answer 404.",
            route.label()
        );
        return Some(Finding::at(class.name, message).likely());
    }
    let message = format!("No module lists `{name}`, and nothing else names it. Nest never creates it.");
    let finding = Finding::at(class.name, message).likely();
    // A service that nobody asks for is only dead; a handler is missed.
    let waits = ["Processor", "Resolver", "WebSocketGateway"].iter().any(|it| class.decorator(it).is_some());
    let runs = class
        .methods
        .iter()
        .any(|it| it.decorators.iter().any(|it| matches!(it.name, "Cron" | "OnEvent" | "Interval")));
    Some(if waits || runs { finding } else { finding.severity(Severity::Low) })
}
