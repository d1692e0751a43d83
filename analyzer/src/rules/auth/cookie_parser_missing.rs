//! Cookies that are read, and that nothing parses.

use crate::finding::Finding;
use crate::project::{Bootstrap, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "auth/cookie-parser-missing",
    title: "Cookies are read, and nothing parses them",
    severity: Severity::High,
    standard: &["S095"],
    refs: &["https://docs.nestjs.com/techniques/cookies"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("cookie_parser_missing.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let create = bootstrap.create.syntax;
    let judged = !bootstrap.is_microservice() && bootstrap.listens() && !bootstrap.is_open;
    (judged && !project.is_test(create)).then_some(())?;
    let read = project.cookie_reads().find(|it| project.same_app(it.file, create.file) && !project.is_test(*it))?;
    (!project.uses_package(bootstrap, &["cookie"])).then_some(())?;
    let message = format!(
        "`{}` is always `undefined`: Nest does not parse cookies by itself, and this application uses no `cookie-parser` \
         or `@fastify/cookie`.",
        read.text()
    );
    Some(Finding::at(read, message).step(create, "the application is set up here"))
}
