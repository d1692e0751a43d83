//! Applications that nobody can ask whether they are well.

use crate::finding::Finding;
use crate::project::{Bootstrap, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{literal, name_words};

pub static RULE: Rule = Rule {
    id: "observability/no-health-check",
    title: "There is no health endpoint",
    severity: Severity::Low,
    standard: &["S025"],
    refs: &["https://docs.nestjs.com/recipes/terminus"],
    needs: &[Evidence::Bootstrap, Evidence::Module],
    fix: FixKind::None,
    words: words!("no_health_check.md"),
    check: &[Check::Bootstrap(check)],
};

const WORDS: [&str; 9] =
    ["health", "healthz", "healthcheck", "liveness", "readiness", "livez", "readyz", "ping", "heartbeat"];

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let main = bootstrap.create.syntax;
    let serves = bootstrap.calls_of("listen").next().is_some();
    (serves && !bootstrap.is_microservice() && !project.is_test(main) && !project.is_script(main)).then_some(())?;
    let own = |file: u32| project.same_app(file, main.file);
    let mut routes = project.routes.iter().filter(|it| own(it.class.syntax.file)).peekable();
    // A paste without controllers says nothing about the routes.
    routes.peek()?;
    let tells = |text: &str| name_words(text).iter().any(|it| WORDS.contains(&it.as_str()));
    let has_route = routes.any(|it| tells(it.class.name.text()) || tells(it.method.name.text()) || tells(&it.label()));
    let has_package = project.imports_from("@nestjs/terminus").any(|it| own(it.syntax.file));
    // `app.use('/healthz', …)`, `createLightship()`
    let by_hand = bootstrap.calls.iter().any(|it| {
        it.args.first().and_then(|it| literal(*it)).is_some_and(tells)
            || it.name.eq_ignore_ascii_case("createLightship")
    });
    (!has_route && !has_package && !by_hand).then_some(())?;
    let message = "No route of this application tells whether it works: a platform that restarts or takes out broken \
                   instances sees only whether it answers.";
    Some(Finding::at(main, message).likely())
}
