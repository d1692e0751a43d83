//! Applications that send no protecting headers, or send them too late.

use crate::finding::Finding;
use crate::project::{Bootstrap, Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Object};

pub static RULE: Rule = Rule {
    id: "http/helmet-missing",
    title: "Answers lack the headers that protect browsers",
    severity: Severity::Medium,
    standard: &["S052"],
    refs: &["CWE-693", "https://docs.nestjs.com/security/helmet", "https://helmetjs.github.io"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("helmet_missing.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let create = bootstrap.create.syntax;
    let judged = !bootstrap.is_microservice() && bootstrap.listens() && !bootstrap.is_open;
    (judged && !project.is_test(create)).then_some(())?;
    let late = applied(bootstrap).find(|it| is_late(bootstrap, it));
    if let Some(call) = late {
        let message = "Helmet is added after the application listens: Nest has bound its routes by then, and their answers \
                       go out without the headers.";
        return Some(Finding::at(call.syntax, message));
    }
    if let Some(finding) = applied(bootstrap).find_map(|it| weakened(project, it)) {
        return Some(finding);
    }
    (!project.uses_package(bootstrap, &NAMES)).then(|| {
        let message = "This application answers without `helmet`: no `Content-Security-Policy`, no \
                       `Strict-Transport-Security`, no `X-Content-Type-Options`, unless a proxy adds them.";
        Finding::at(create, message).likely()
    })
}

const NAMES: [&str; 6] =
    ["helmet", "lusca", "securityheaders", "x-frame-options", "strict-transport-security", "x-content-type"];

/// Calls that create or register helmet.
fn applied<'b, 't>(bootstrap: &'b Bootstrap<'t>) -> impl Iterator<Item = &'b Call<'t>> {
    let names = |text: &str| text.to_ascii_lowercase().contains("helmet");
    bootstrap.calls.iter().filter(move |it| {
        let registered = it.name == "register" && it.args.first().is_some_and(|it| names(it.text()));
        !it.is_new && (registered || (names(it.callee.text()) && it.receiver.is_none()))
    })
}

fn is_late(bootstrap: &Bootstrap, call: &Call) -> bool {
    let listen = bootstrap.calls_of("listen").find(|it| it.syntax.function() == call.syntax.function());
    listen.is_some_and(|it| it.syntax.span().end <= call.syntax.span().start)
}

/// Protection that is switched off wherever the application runs.
fn weakened(project: &Project, call: &Call) -> Option<Finding> {
    let at = usize::from(call.name == "register");
    let options = project.options(*call.args.get(at)?)?;
    let by_choice = call.syntax.ancestor(&[Kind::If, Kind::Ternary]).is_some();
    let off =
        |it: &str| project.setting(options, it).value().is_some_and(|it| project.constant(it).kind() == Kind::False);
    let keys = ["contentSecurityPolicy", "strictTransportSecurity", "hsts", "frameguard", "xFrameOptions", "noSniff"];
    let key = keys.into_iter().find(|it| off(it)).filter(|_| !by_choice)?;
    let place = Object::pair(options, key).unwrap_or(call.syntax);
    let message = format!(
        "`{key}: false` switches this protection off everywhere, in production too. If a page such as Swagger needs it, \
         switch it off for that page alone."
    );
    Some(Finding::at(place, message).severity(Severity::Low).likely())
}
