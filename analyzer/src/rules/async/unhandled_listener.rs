//! Listeners whose failure nobody handles: the promise they return is dropped.

use crate::finding::Finding;
use crate::project::{Call, Entry, EntryKind, Project, major};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal, plain, returned};

pub static RULE: Rule = Rule {
    id: "async/unhandled-listener",
    title: "A listener that fails ends the process",
    severity: Severity::Medium,
    standard: &["X012"],
    refs: &[
        "CWE-755",
        "https://docs.nestjs.com/techniques/events",
        "https://nodejs.org/api/process.html#event-unhandledrejection",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("unhandled_listener.md"),
    check: &[Check::Entry(&[EntryKind::Event, EntryKind::QueueEvent], check)],
};

const EMITTER: &str = "@nestjs/event-emitter";

fn check(project: &Project, entry: &Entry) -> Option<Finding> {
    let method = &entry.method;
    let is_async = method.modifiers.contains(&"async") && !entry.is_inherited();
    (is_async && !project.is_test(method.syntax) && !project.is_script(method.syntax)).then_some(())?;
    let name = method.name.text();
    let (why, is_seen) = match entry.kind {
        EntryKind::Event => event(project, entry)?,
        _ => queue_event(project, entry)?,
    };
    let failing = project.failing(method.body?)?;
    (!project.hears_rejections()).then_some(())?;
    let message = format!("{why} `{name}`: {}, nothing handles it, and Node ends the process.", when(failing));
    let finding = Finding::at(failing, message).step(method.name, "the listener");
    Some(if is_seen { finding } else { finding.likely() })
}

/// Who drops the promise of a listener of the application's own events, and whether they are seen to be emitted so.
///
/// Since 2.0.1 the package itself catches and logs what listeners throw, unless it is told not to.
fn event(project: &Project, entry: &Entry) -> Option<(&'static str, bool)> {
    let decorator = entry.decorator.as_ref()?;
    is_from(project, entry, &[EMITTER]).then_some(())?;
    let asks = match decorator.args.get(1) {
        Some(it) => {
            let setting = project.setting(project.options(*it)?, "suppressErrors");
            setting.value().is_some_and(|it| it.kind() == Kind::False)
        }
        None => false,
    };
    let why = match catches(project, entry.class.syntax.file) {
        true if asks => "`suppressErrors: false` passes the error on, and `emit` does not wait for",
        true => return None,
        false => "Before 2.0.1, `@nestjs/event-emitter` drops the promise of",
    };
    // Whoever waits for the listeners gets the error.
    let event = *decorator.args.first()?;
    let same = |it: &Call| it.args.first().is_some_and(|it| is_same(project, *it, event));
    let mut waits = project.calls_of("emitAsync").peekable();
    let is_emitted = project.calls_of("emit").any(same);
    let is_open = waits.peek().is_some() && !is_emitted;
    (!is_open && !waits.any(same)).then_some((why, is_emitted))
}

fn is_same<'t>(project: &Project<'t>, one: Syntax<'t>, other: Syntax<'t>) -> bool {
    let [first, second] = [one, other].map(|it| literal(project.constant(it)));
    one.text() == other.text() || (first.is_some() && first == second)
}

/// Whether the version in use catches what listeners throw.
fn catches(project: &Project, file: u32) -> bool {
    let listed = || project.manifests.iter().find_map(|it| it.dependency(EMITTER)).map(|it| it.range);
    let version = project.locked(file, EMITTER).or_else(listed);
    version.is_none_or(|it| it != "2.0.0" && major(it).is_none_or(|it| it >= 2))
}

/// Bull and BullMQ emit their own events as any emitter does. What processes jobs is another matter: it must throw.
fn queue_event(project: &Project, entry: &Entry) -> Option<(&'static str, bool)> {
    let known = is_from(project, entry, &["@nestjs/bullmq", "@nestjs/bull"]);
    known.then_some(("Queues and workers emit their events without waiting for", true))
}

fn is_from(project: &Project, entry: &Entry, packages: &[&str]) -> bool {
    let expression = entry.decorator.as_ref().and_then(|it| it.syntax.children().next());
    let callee = expression.map(|it| it.field(Field::Function).unwrap_or(it));
    callee.is_some_and(|it| packages.iter().any(|package| project.comes_from(it, package)))
}

/// `when it rejects`, in the names of the code.
fn when(failing: Syntax) -> String {
    if failing.kind() == Kind::Throw {
        return "what it throws here rejects its promise".into();
    }
    let callee = returned(failing).and_then(|it| Call::of(plain(it))).map(|it| it.callee.text());
    match callee.filter(|it| it.len() < 50 && !it.contains('\n')) {
        Some(callee) => format!("when `{callee}` fails here"),
        None => "when this fails".into(),
    }
}
