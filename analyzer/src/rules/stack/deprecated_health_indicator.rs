//! Health indicators in the form that Terminus is about to drop.

use crate::finding::Finding;
use crate::project::{Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "stack/deprecated-health-indicator",
    title: "A health indicator uses a form that Terminus deprecates",
    severity: Severity::Low,
    standard: &["S002"],
    refs: &["https://docs.nestjs.com/migration-guide#terminus-module"],
    needs: &[],
    fix: FixKind::None,
    words: words!("deprecated_health_indicator.md"),
    check: &[Check::Class(Role::Provider, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let base = class.extends.as_ref().filter(|it| it.name == "HealthIndicator")?;
    let is_new = project.major("@nestjs/terminus").is_none_or(|it| it >= 11);
    (is_new && project.comes_from(base.syntax, "@nestjs/terminus") && !project.is_test(class.syntax)).then_some(())?;
    let message = format!(
        "`{}` extends `HealthIndicator`, which Terminus 11 deprecates and removes with its next major: \
         `HealthIndicatorService` gives the same answers.",
        class.name.text()
    );
    Some(Finding::at(base.syntax, message))
}
