//! Streams that are piped without anybody to hear of their errors.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax, chain, literal, plain, root};

pub static RULE: Rule = Rule {
    id: "errors/unhandled-pipe",
    title: "A failing stream ends the process",
    severity: Severity::Low,
    standard: &["X104"],
    refs: &["CWE-755", "https://nodejs.org/api/stream.html#streampipelinesource-transforms-destination-callback"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unhandled_pipe.md"),
    check: &[Check::Call(&["pipe"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let [target] = call.args.as_slice() else { return None };
    let source = plain(call.receiver?);
    (ends_a_stream(*target) && !project.is_test(call.syntax) && !project.is_script(call.syntax)).then_some(())?;
    let function = call.syntax.function()?;
    let first = origin(project, source);
    let is_file = Call::of(first).is_some_and(|it| it.name == "createReadStream");
    // The last of a chain speaks for all of it.
    (!hears(function, root(source).text())).then_some(())?;
    let what = match is_file {
        true => "a file that is missing or cannot be read".to_owned(),
        false => format!("an error of `{}`", short(source)),
    };
    let message = format!(
        "Nothing listens for an `error` event here: {what} ends the process, and `{}` is left open.",
        short(*target)
    );
    let finding = Finding::at(call.syntax, message);
    Some(if is_file { finding.severity(Severity::Medium) } else { finding.likely() })
}

/// The response, or a file that is written: no operator of RxJS.
fn ends_a_stream(target: Syntax) -> bool {
    let target = plain(target);
    let is_written = Call::of(target).is_some_and(|it| it.name == "createWriteStream");
    is_written
        || matches!(chain(target).as_slice(), ["res" | "response" | "reply"] | ["res" | "response" | "reply", "raw"])
}

/// The stream at the beginning of a chain of pipes.
fn origin<'t>(project: &Project<'t>, source: Syntax<'t>) -> Syntax<'t> {
    let mut at = project.value(source);
    for _ in 0..6 {
        match Call::of(at).filter(|it| it.name == "pipe").and_then(|it| it.receiver) {
            Some(receiver) => at = project.value(receiver),
            None => break,
        }
    }
    at
}

/// Whether a listener for errors is added to the stream of this name, or to one made on the spot.
fn hears(function: Syntax, name: &str) -> bool {
    function.find(Kind::Call).filter_map(Call::of).any(|it| {
        let is_listener =
            matches!(it.name, "on" | "once") && it.args.first().is_some_and(|it| literal(*it) == Some("error"));
        is_listener && it.receiver.is_some_and(|it| root(it).text() == name || it.kind() == Kind::Call)
    })
}

fn short(syntax: Syntax<'_>) -> &str {
    let text = syntax.text().lines().next().unwrap_or_default();
    if text.len() > 50 { "the stream" } else { text }
}
