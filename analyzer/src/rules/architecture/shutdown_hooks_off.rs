//! Clean-up that is written and never runs, as nobody listens for the signal.

use crate::finding::{Finding, Fix};
use crate::project::{Bootstrap, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "architecture/shutdown-hooks-off",
    title: "Clean-up never runs when the process is stopped",
    severity: Severity::Medium,
    standard: &["X011"],
    refs: &["https://docs.nestjs.com/fundamentals/lifecycle-events#application-shutdown"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::Review,
    words: words!("shutdown_hooks_off.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let create = bootstrap.create.syntax;
    let judged = bootstrap.listens() && !bootstrap.is_open && !project.is_test(create);
    let enabled = project.calls_near(create.file, "enableShutdownHooks").next().is_some();
    let signals = ["on", "once"].iter().flat_map(|it| project.calls_of(it));
    let mut names = signals.filter_map(|it| literal(*it.args.first()?));
    (judged && !enabled && !names.any(|it| it.starts_with("SIG"))).then_some(())?;
    let hooks = ["onModuleDestroy", "beforeApplicationShutdown", "onApplicationShutdown"];
    let classes = project.classes.iter().filter(|it| project.same_app(it.syntax.file, create.file));
    let (class, method) = classes.filter(|it| !project.is_test(it.syntax)).find_map(|it| {
        let hook = hooks.iter().find_map(|name| it.method(name))?;
        Some((it, hook))
    })?;
    let message = format!(
        "`{}.{}` does not run when the process gets SIGTERM, as on every deployment: the application never calls \
         `enableShutdownHooks`.",
        class.name.text(),
        method.name.text(),
    );
    let finding = Finding::at(create, message).step(method.name, "this would clean up");
    Some(finding.fix(enabling(bootstrap)))
}

/// With `app.enableShutdownHooks()` behind the line that creates the application.
fn enabling(bootstrap: &Bootstrap) -> Option<Fix> {
    let app = bootstrap.app().filter(|it| it.kind() == Kind::Identifier)?;
    let statement: Syntax = bootstrap.create.syntax.ancestor(&[Kind::Lexical])?;
    let head = statement.source().get(..statement.span().start as usize)?;
    let indent = head.rsplit('\n').next().filter(|it| it.trim().is_empty())?;
    let reason = "hooks then run on SIGTERM and SIGINT; one that never ends keeps the process alive";
    let line = format!("\n{indent}{}.enableShutdownHooks();", app.text());
    Some(Fix::review("Run the hooks on signals", reason).after(statement, line))
}
