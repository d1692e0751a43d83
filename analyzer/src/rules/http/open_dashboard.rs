//! Consoles of queues and documentation that anybody may open.

use crate::finding::Finding;
use crate::project::{Call, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "http/open-dashboard",
    title: "Anybody may open what is meant for the team",
    severity: Severity::Low,
    standard: &["X079"],
    refs: &[
        "CWE-306",
        "https://docs.nestjs.com/openapi/introduction",
        "https://github.com/felixmosh/bull-board/blob/master/packages/nestjs/README.md",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("open_dashboard.md"),
    check: &[Check::Call(&["forRoot", "forRootAsync"], board), Check::Call(&["setup"], documentation)],
};

/// `BullBoardModule.forRoot({ route, adapter })`
fn board(project: &Project, call: &Call) -> Option<Finding> {
    (call.receiver?.text() == "BullBoardModule" && !project.is_test(call.syntax)).then_some(())?;
    let options = Object::of(project.constant(*call.args.first()?))?;
    let mut settings = call.syntax.find(Kind::Object).chain([options.0]).map(Object);
    let protected = settings.any(|it| it.has("middleware") || it.is_open()) || is_conditional(call.syntax);
    let route = options.get("route").and_then(|it| literal(project.constant(it))).unwrap_or("/queues");
    (!protected && !is_guarded(project, route, &["board", "bull", "queue"])).then(|| {
        let message = format!(
            "Anybody may open `{route}`: the console shows what every job holds, and lets whoever opens it remove jobs or run \
             them again."
        );
        Finding::at(call.callee, message).severity(Severity::High).likely()
    })
}

/// `SwaggerModule.setup('docs', app, document)`
fn documentation(project: &Project, call: &Call) -> Option<Finding> {
    (call.receiver?.text() == "SwaggerModule" && !project.is_test(call.syntax)).then_some(())?;
    let path = call.args.first().and_then(|it| literal(project.constant(*it))).unwrap_or("docs");
    let options = call.args.get(3).and_then(|it| Object::of(project.constant(*it)));
    let off = options.is_some_and(|it| {
        let given = |key: &str| !matches!(project.setting(it, key), Setting::Absent);
        given("ui") && given("raw") || given("swaggerUiEnabled")
    });
    let judged = !off && !is_conditional(call.syntax) && !calls_are_conditional(project, call) && !returns_before(call);
    let words = ["swagger", "docs", "documentation", "api"];
    (judged && !is_guarded(project, path, &words)).then(|| {
        let file = call.syntax.file;
        let described = || project.classes.iter().any(|it| project.has_described_property(it));
        let fields = if project.has_documenting_plugin(file) || described() { " and every field" } else { "" };
        let message = format!(
            "`/{}` shows every route{fields} to whoever asks, in production as well: nothing around this call looks \
             at where the application runs.",
            path.trim_start_matches('/')
        );
        Finding::at(call.callee, message).to_check()
    })
}

/// Whether it happens only under a condition: a setting, the environment.
fn is_conditional(node: Syntax) -> bool {
    let mut below = node;
    node.ancestors().any(|it| {
        let came = std::mem::replace(&mut below, it);
        match it.kind() {
            Kind::If | Kind::Ternary => it.field(Field::Condition) != Some(came),
            Kind::Binary => it.field(Field::Left) != Some(came),
            _ => false,
        }
    })
}

/// Whether every call of the function around it stands under a condition.
fn calls_are_conditional(project: &Project, call: &Call) -> bool {
    let owner = project.owner(call.syntax);
    let others = project.calls_of(owner.name).filter(|it| it.syntax != call.syntax && !project.is_test(it.syntax));
    let mut calls = others.filter(|it| it.receiver.is_none_or(|it| it.text() != "SwaggerModule")).peekable();
    let is_called = calls.peek().is_some();
    is_called && calls.all(|it| is_conditional(it.syntax))
}

/// `if (isProduction) return;` before it.
fn returns_before(call: &Call) -> bool {
    let body = call.syntax.function().and_then(|it| it.field(Field::Body));
    let start = call.syntax.span().start;
    body.is_some_and(|it| it.find(Kind::Return).any(|it| it.span().start < start && it.ancestor(&[Kind::If]).is_some()))
}

/// Whether something asks for a password there, or refuses strangers.
fn is_guarded(project: &Project, path: &str, words: &[&str]) -> bool {
    let packages = ["express-basic-auth", "@fastify/basic-auth", "basic-auth", "nestjs-basic-auth"];
    let by_package = project.imports.iter().any(|it| packages.contains(&it.module));
    let calls = ["use", "forRoutes", "apply"].iter().flat_map(|it| project.calls_of(it));
    let path = path.trim_matches('/');
    let names = |it: &Syntax| {
        let lower = it.text().to_ascii_lowercase();
        (!path.is_empty() && lower.contains(&path.to_ascii_lowercase()))
            || words.iter().any(|word| lower.contains(word))
    };
    by_package || calls.into_iter().any(|it| it.args.iter().any(names))
}
