//! Texts that are put together: patterns of MongoDB, links that stand for a permission, lines of a log.

use super::sink::{Harm, Sink};
use crate::project::Project;
use crate::syntax::{Field, Kind, Syntax, plain};

pub(super) fn all<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let mut sinks = patterns(project);
    sinks.extend(redirects(project));
    sinks.extend(links(project));
    sinks.extend(lines(project));
    sinks
}

/// `{ $regex: value }` of a filter for MongoDB.
fn patterns<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let pairs = project.roots.iter().flat_map(|it| it.find(Kind::Pair));
    let is_own = |it: &Syntax| it.field(Field::Key).is_some_and(|it| matches!(it.text(), "$regex" | "'$regex'"));
    let values = pairs.filter(is_own).filter_map(|it| it.field(Field::Value));
    values.map(|value| Sink::of(Harm::Regex, value, None)).collect()
}

/// Addresses that are put together and that stand for a permission: `https://…/reset?token=…`.
fn links<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let texts = project.roots.iter().flat_map(|it| it.find_any(&[Kind::Template, Kind::Binary]));
    let whole = texts.filter(|it| it.parent().is_none_or(|it| it.kind() != Kind::Binary) && is_link(it.text()));
    whole.map(|value| Sink::of(Harm::Link, value, None)).collect()
}

fn is_link(text: &str) -> bool {
    if text.len() >= 400 {
        return false;
    }
    let words = ["reset", "verif", "confirm", "activat", "invit", "magic", "unsubscribe", "token="];
    let is_address = text.contains("://") || text.starts_with("`${") && text.contains("}/") || text.contains("'/");
    is_address && words.iter().any(|it| text.contains(it))
}

/// Lines of a log that are put together from texts, where the logger writes them as they are.
fn lines<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let written = ["pino", "nestjs-pino", "winston", "nest-winston", "bunyan", "nestjs-json-logger"];
    let is_json = project.imports.iter().any(|it| written.contains(&it.module))
        || project.calls_of("ConsoleLogger").any(|it| it.args.iter().any(|it| it.text().contains("json: true")));
    let logs = project.logs.iter().filter(|_| !is_json);
    let lines = logs.filter_map(|it| Some((&it.call, it.call.args.first().copied()?)));
    let put = lines.filter(|(_, it)| plain(*it).is(&[Kind::Template, Kind::Binary]));
    put.map(|(call, value)| Sink::of(Harm::Log, value, Some(call))).collect()
}

/// `return { url }` of a handler with `@Redirect()`.
fn redirects<'t>(project: &Project<'t>) -> Vec<Sink<'t>> {
    let routes = project.routes.iter().filter(|it| it.decorator("Redirect").is_some());
    let values = routes.flat_map(|it| super::cross::returns(it.method.syntax));
    let sink = |value| Sink { harm: Harm::Redirect, value, path: vec!["url"], call: None };
    values.map(sink).collect()
}
