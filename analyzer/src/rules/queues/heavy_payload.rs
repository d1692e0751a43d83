//! Jobs that carry whole rows, files or secrets through Redis.

use crate::finding::Finding;
use crate::project::{Binding, Call, Operation, Project, Receiver, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

pub static RULE: Rule = Rule {
    id: "queues/heavy-payload",
    title: "A job carries more than it needs",
    severity: Severity::Low,
    standard: &["S130"],
    refs: &["CWE-312", "https://docs.bullmq.io/guide/jobs/job-data"],
    needs: &[],
    fix: FixKind::None,
    words: words!("heavy_payload.md"),
    check: &[Check::CallOn(Receiver::Queue, &["add"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    (!project.is_test(call.syntax)).then_some(())?;
    let data = plain(*call.args.get(1)?);
    let object = Object::of(project.value(data));
    let values = object.into_iter().flat_map(Object::entries);
    values.filter_map(|(key, value)| carried(project, key, value)).next().or_else(|| {
        let spread = object.into_iter().flat_map(Object::spreads).find(|it| is_row(project, *it));
        let whole = Some(data).filter(|_| object.is_none());
        row(spread.or(whole.filter(|it| is_row(project, *it)))?)
    })
}

fn carried<'t>(project: &Project<'t>, key: &str, value: Syntax<'t>) -> Option<Finding> {
    if is_row(project, value) {
        return row(value);
    }
    let text = value.text();
    if text.ends_with(".buffer") || key == "buffer" || is_buffer(project, value) {
        let message = format!(
            "`{key}` puts a whole file into the job: Redis holds it in memory, as text, until the job is pruned. Keep \
             the file in a store and send its key.",
        );
        return Some(Finding::at(value, message));
    }
    let word = project.sensitive_word(key)?;
    let is_password = matches!(word, "password" | "passwd" | "secret" | "apikey" | "privatekey");
    let message = format!(
        "`{key}` travels through Redis in plain text and stays there with the finished job: whoever reads the queue or \
         its dashboard reads it.",
    );
    let finding = Finding::at(value, message);
    is_password.then(|| finding.severity(Severity::Medium))
}

fn row(value: Syntax) -> Option<Finding> {
    let message = format!(
        "`{}` is a whole row: the job carries every column of it, as it was now. By the time it runs the row may have \
         changed; its id is enough to load what is needed.",
        value.text(),
    );
    Some(Finding::at(value, message).likely())
}

/// A name that holds what a lookup or a write answered, with all columns.
fn is_row<'t>(project: &Project<'t>, value: Syntax<'t>) -> bool {
    let name = plain(value);
    let bound = binding(name).filter(|_| name.is(&[Kind::Identifier, Kind::Shorthand]));
    let Some(Binding::Value(value)) = bound else { return false };
    let Some(call) = Call::of(plain(value)) else { return false };
    let queries = || project.queries_in(project.target(&call)?.body?).last();
    let own = project.query_in(call.syntax).filter(|it| it.call.syntax == call.syntax);
    own.or_else(queries).is_some_and(|it| {
        let narrowed = it.options().is_some_and(|it| it.has("select") || it.is_open());
        let rows =
            it.operation == Operation::ReadOne || matches!(it.call.name, "create" | "update" | "save" | "upsert");
        rows && !narrowed
    })
}

/// `readFile(…)`, `toBuffer()`
fn is_buffer<'t>(project: &Project<'t>, value: Syntax<'t>) -> bool {
    let typed = project.held(value).is_some_and(|it| it.type_name() == "Buffer");
    let made =
        Call::of(project.value(value)).is_some_and(|it| matches!(it.name, "readFile" | "readFileSync" | "toBuffer"));
    typed || made && value.role() != Field::Function
}
