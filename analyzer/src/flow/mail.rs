//! Mails of the sender's choice: whole messages, whole headers, and files that are attached.

use super::sink::{Harm, Sink};
use crate::project::{Call, Project};
use crate::syntax::{Object, Syntax};

pub(super) fn all<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let mut sinks = Vec::new();
    for call in project.calls_of("sendMail").filter(|it| !super::owner::is_own(project, it)) {
        let Some(message) = call.args.first().copied() else { continue };
        let headers = Object::of(project.value(message)).and_then(|it| it.get("headers"));
        let open = headers.into_iter().chain([message]).flat_map(|it| open(project, it));
        sinks.extend(open.map(|it| sink(Harm::Mail, it, Vec::new(), call)));
        let attached = Object::of(project.value(message)).and_then(|it| it.get("attachments"));
        // A path, or an address: `nodemailer` opens both.
        let keys = ["path", "href"].map(|key| attached.map(|it| sink(Harm::Path, it, vec![key], call)));
        sinks.extend(keys.into_iter().flatten());
    }
    sinks
}

fn sink<'t>(harm: Harm, value: Syntax<'t>, path: Vec<&'t str>, call: &Call<'t>) -> Sink<'t> {
    Sink { harm, value, path, call: Some(call.clone()) }
}

/// What an object may have beyond the keys that are written out: all of it, or what is spread into it.
fn open<'t>(project: &Project<'t>, value: Syntax<'t>) -> Vec<Syntax<'t>> {
    match Object::of(project.value(value)) {
        Some(object) => object.spreads().collect(),
        None => vec![value],
    }
}
