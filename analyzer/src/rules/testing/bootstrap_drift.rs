//! Test applications that lack what `main.ts` sets up for every request.

use crate::finding::Finding;
use crate::project::{Bootstrap, Call, File, Project, TestApp};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::Kind;

pub static RULE: Rule = Rule {
    id: "testing/bootstrap-drift",
    title: "A test's application is set up unlike the real one",
    severity: Severity::Low,
    standard: &["S179"],
    refs: &["https://docs.nestjs.com/fundamentals/testing#end-to-end-testing"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("bootstrap_drift.md"),
    check: &[Check::TestApp(check)],
};

const GLOBAL: [&str; 4] = ["useGlobalPipes", "useGlobalFilters", "useGlobalInterceptors", "useGlobalGuards"];

fn check(project: &Project, app: &TestApp) -> Option<Finding> {
    (!app.is_handed_on).then_some(())?;
    let file = app.call.syntax.file;
    let serves = |it: &&Bootstrap| !it.is_microservice() && !project.is_test(it.create.syntax);
    let mut real = project.bootstraps.iter().filter(serves);
    let bootstrap = real.find(|it| project.same_app(it.create.syntax.file, file))?;
    let own = project.calls_in(file);
    let main = project.file(bootstrap.create.syntax).map_or("main.ts", File::name);
    let lacks = |name: &&&str| bootstrap.calls_of(name).next().is_some() && !own.iter().any(|it| it.name == **name);
    let missing: Vec<&str> = GLOBAL.iter().filter(lacks).copied().collect();
    if !missing.is_empty() {
        let message = format!(
            "`{main}` calls `{}`, this application does not: requests are handled here as they never are in production.",
            missing.join("`, `")
        );
        let call = bootstrap.calls_of(missing.first()?).next()?;
        return Some(Finding::at(app.call.syntax, message).step(call.syntax, "in the real application"));
    }
    let real = bootstrap.calls_of("useGlobalPipes").find_map(pipe)?;
    let tested = own.iter().filter(|it| it.name == "useGlobalPipes").find_map(pipe)?;
    let options = real.object(0).filter(|_| tested.args.len() <= 1)?;
    let has = |key: &str| tested.object(0).is_some_and(|it| it.is_open() || it.has(key));
    (tested.args.is_empty() || tested.object(0).is_some()).then_some(())?;
    let switches = ["whitelist", "forbidNonWhitelisted", "transform"];
    let on = switches.into_iter().filter(|it| options.get(it).is_some_and(|it| it.kind() == Kind::True));
    let missing: Vec<&str> = on.filter(|it| !has(it)).collect();
    (!missing.is_empty()).then_some(())?;
    let message = format!(
        "The `ValidationPipe` of `{main}` has `{}`, this one does not: a body that is refused in production passes here.",
        missing.join("`, `")
    );
    Some(Finding::at(tested.syntax, message).step(real.syntax, "in the real application"))
}

/// `new ValidationPipe(…)` of `useGlobalPipes(…)`.
fn pipe<'t>(call: &Call<'t>) -> Option<Call<'t>> {
    call.args.iter().filter_map(|it| Call::of(*it)).find(|it| it.is_new && it.name == "ValidationPipe")
}
