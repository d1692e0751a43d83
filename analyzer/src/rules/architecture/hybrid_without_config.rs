//! Microservices beside an HTTP application that do not get its pipes, guards and filters.

use crate::finding::{Finding, Fix};
use crate::project::{Bootstrap, EntryKind, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Object};

pub static RULE: Rule = Rule {
    id: "architecture/hybrid-without-config",
    title: "Messages bypass the application's pipes and guards",
    severity: Severity::Medium,
    standard: &["X017"],
    refs: &["https://docs.nestjs.com/faq/hybrid-application#sharing-configuration"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::Review,
    words: words!("hybrid_without_config.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let call = bootstrap.calls_of("connectMicroservice").find(|it| !it.is_open())?;
    let file = call.syntax.file;
    let inherits = match call.args.get(1) {
        Some(it) => match Object::of(project.constant(*it)).map(|it| project.setting(it, "inheritAppConfig")) {
            Some(Setting::Absent) => false,
            Some(Setting::Set(it)) => project.constant(it).kind() != Kind::False,
            Some(Setting::Unseen) | None => true,
        },
        None => false,
    };
    (!inherits && !project.is_test(call.syntax)).then_some(())?;
    let kinds = ["useGlobalPipes", "useGlobalGuards", "useGlobalInterceptors", "useGlobalFilters"];
    let global = kinds.iter().find_map(|it| bootstrap.calls_of(it).next())?;
    let handler = project
        .accesses
        .iter()
        .find(|it| it.entry.kind == EntryKind::Message && project.same_app(it.entry.class.syntax.file, file))?;
    let name = handler.entry.method.name;
    let message = format!(
        "`{}` does not apply to messages: a connected microservice starts without the application's configuration, so \
         messages reach `{}` without it.",
        global.name,
        name.text()
    );
    let reason = "messages then pass the same pipes, guards, interceptors and filters as requests";
    let fix = call
        .args
        .first()
        .filter(|_| call.args.len() == 1)
        .map(|it| Fix::review("Share the configuration", reason).after(*it, ", { inheritAppConfig: true }"));
    Some(
        Finding::at(call.callee, message)
            .step(global.syntax, "set for requests here")
            .step(name, "called by messages")
            .fix(fix),
    )
}
