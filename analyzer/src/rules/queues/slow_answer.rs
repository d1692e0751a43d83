//! A request that waits for a mail, a picture or a document to be made.

use crate::finding::Finding;
use crate::project::{Call, Project, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, name_words, plain, root};

pub static RULE: Rule = Rule {
    id: "queues/slow-answer",
    title: "A request waits for slow work",
    severity: Severity::Low,
    standard: &["S133"],
    refs: &["CWE-400", "https://docs.nestjs.com/techniques/queues"],
    needs: &[],
    fix: FixKind::None,
    words: words!("slow_answer.md"),
    check: &[Check::Route(check)],
};

/// How many methods lie between a handler and the work.
const DEPTH: usize = 3;

fn check(project: &Project, route: &Route) -> Option<Finding> {
    (!project.is_test(route.method.syntax)).then_some(())?;
    let (way, what) = slow(project, route.method.body?, DEPTH, &mut Vec::new())?;
    let (first, rest) = way.split_first()?;
    let message = format!(
        "`{}` waits here while {what}: the caller waits as long, and when that fails the request fails with it.",
        route.label(),
    );
    let finding = Finding::at(first.callee, message).likely();
    let finding = rest.iter().fold(finding, |it, call| it.step(call.callee, "by way of this call"));
    // Whoever asks for a code waits for it; then the answer may well wait, too.
    let codes = [
        "otp",
        "code",
        "verify",
        "verification",
        "reset",
        "forgot",
        "confirm",
        "login",
        "register",
        "signup",
        "email",
        "resend",
    ];
    let mut words = name_words(route.method.name.text()).into_iter().chain(name_words(&route.label()));
    Some(if words.any(|it| codes.contains(&it.as_str())) { finding.severity(Severity::Info) } else { finding })
}

/// The first call that is waited for and slow, and the calls that lead to it. `seen` are methods that lead to none, with
/// how far was looked from there.
fn slow<'t>(
    project: &Project<'t>,
    code: Syntax<'t>,
    left: usize,
    seen: &mut Vec<(Syntax<'t>, usize)>,
) -> Option<(Vec<Call<'t>>, &'static str)> {
    let calls: Vec<&Call> = project.calls_within(code).filter(|it| !it.is_new && is_waited(it)).collect();
    if let Some((call, what)) = calls.iter().find_map(|it| Some((*it, work(project, it)?))) {
        return Some((vec![call.clone()], what));
    }
    let left = left.checked_sub(1)?;
    calls.into_iter().find_map(|call| {
        let body = project.target(call)?.body.filter(|it| !it.contains(call.syntax))?;
        if seen.iter().any(|(it, from)| *it == body && *from >= left) {
            return None;
        }
        let Some((mut way, what)) = slow(project, body, left, seen) else {
            seen.push((body, left));
            return None;
        };
        way.insert(0, call.clone());
        Some((way, what))
    })
}

fn is_waited(call: &Call) -> bool {
    call.is_awaited() || call.syntax.parent().is_some_and(|it| it.is(&[Kind::Return, Kind::Arrow, Kind::Array]))
}

fn work<'t>(project: &Project<'t>, call: &Call<'t>) -> Option<&'static str> {
    let is_named = call.name.starts_with("send") || matches!(call.name, "launch" | "toBuffer" | "toFile");
    is_named.then_some(())?;
    let receiver = call.receiver.map(plain);
    let held = receiver.and_then(|it| project.held(it));
    let typed = held.map_or("", |it| it.type_name());
    let sends = call.name == "sendMail" || typed == "MailerService" && call.name.starts_with("send");
    if sends || matches!(root(call.callee).text(), "sgMail" | "sendgrid" | "resend") && call.name.starts_with("send") {
        return Some("the mail server answers");
    }
    let owner = root(call.callee).text();
    if matches!(owner, "puppeteer" | "chromium") && call.name == "launch" {
        return Some("a browser starts");
    }
    let from_sharp = owner == "sharp" && project.comes_from(root(call.callee), "sharp");
    (from_sharp && matches!(call.name, "toBuffer" | "toFile")).then_some("a picture is computed")
}
