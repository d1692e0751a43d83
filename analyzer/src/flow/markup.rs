//! Pages that handlers put together themselves: texts with tags that are sent, or returned and sent by Nest.

use super::cross::returns;
use super::graph::Graph;
use super::local;
use super::owner::is_owned;
use super::row::Owner;
use super::sink::{Harm, Sink, is_live};
use crate::project::{Binding, Call, Project, Route, binding};
use crate::syntax::{Field, Kind, Syntax, literal, plain};

/// How many values and functions lie between an answer and the text with the tag.
const DEEPEST: u32 = 5;

/// Every text with a tag that is an answer.
pub(super) fn all<'t>(project: &Project<'t>, graph: &Graph<'_, 't>) -> Vec<Sink<'t>> {
    let is_fastify = project.imports.iter().any(|it| it.module == "@nestjs/platform-fastify");
    let mut sinks: Vec<Sink> = Vec::new();
    let mut add = |value: Syntax<'t>, call: Option<&Call<'t>>, code: &mut dyn Iterator<Item = Syntax<'t>>| {
        let mut texts = Vec::new();
        pages(project, graph, value, DEEPEST, &mut texts);
        if !texts.is_empty() && is_page(code, is_fastify) {
            let sink = |value| Sink::of(Harm::Html, value, call);
            sinks.extend(texts.into_iter().map(sink));
        }
    };
    let decorators = |it: &Route<'t>| it.method.decorators.iter().map(|it| it.syntax).collect::<Vec<_>>();
    for call in ["send", "end", "write"].iter().flat_map(|it| project.calls_of(it)) {
        let is_sent = is_owned(project, call, Owner::Response) && is_live(project, call.syntax);
        let Some(value) = call.args.first().filter(|_| is_sent) else { continue };
        let function = call.syntax.ancestor(&[Kind::Method, Kind::Function, Kind::Program]);
        let route = || project.routes.iter().find(|it| Some(it.method.syntax) == function);
        let said = std::iter::once_with(|| route().map_or_else(Vec::new, decorators)).flatten();
        add(*value, Some(call), &mut said.chain(function));
    }
    for route in project.routes.iter().filter(|it| is_live(project, it.method.syntax) && answers(it)) {
        for value in returns(route.method.syntax) {
            add(value, None, &mut decorators(route).into_iter().chain([route.method.syntax]));
        }
    }
    sinks
}

/// Whether what a handler returns is its answer.
fn answers(route: &Route) -> bool {
    let sends = route
        .method
        .parameters
        .iter()
        .flat_map(|it| it.decorators.iter())
        .any(|it| matches!(it.name, "Res" | "Response") && it.options().is_none_or(|it| !it.has("passthrough")));
    !sends && !["Render", "Redirect", "Sse"].iter().any(|it| route.decorator(it).is_some())
}

/// Whether browsers read the answer as a page: Express says so of each text, Fastify only where it is told to.
fn is_page<'t>(code: &mut dyn Iterator<Item = Syntax<'t>>, is_fastify: bool) -> bool {
    let (mut is_said, mut is_other) = (false, false);
    for text in code.flat_map(|it| it.find(Kind::String)).filter_map(literal) {
        let text = text.to_ascii_lowercase();
        is_said |= text.contains("text/html");
        is_other |= ["text/", "application/", "image/"].iter().any(|it| text.starts_with(it));
        is_other |= matches!(text.as_str(), "xml" | "json" | "txt" | "text" | "csv" | "svg");
    }
    is_said || !is_other && !is_fastify
}

/// The texts with tags that a value may be.
fn pages<'t>(project: &Project<'t>, graph: &Graph<'_, 't>, value: Syntax<'t>, left: u32, found: &mut Vec<Syntax<'t>>) {
    if left == 0 {
        return;
    }
    let value = project.value(value);
    let mut next = |it: Syntax<'t>| pages(project, graph, it, left - 1, found);
    match value.kind() {
        Kind::Template | Kind::Binary if has_tag(value) => found.push(value),
        Kind::Template => value.children().flat_map(Syntax::children).for_each(next),
        Kind::Binary | Kind::Ternary => {
            let sides = [Field::Left, Field::Right, Field::Consequence, Field::Alternative];
            sides.iter().filter_map(|it| value.field(*it)).for_each(next);
        }
        Kind::Identifier if matches!(binding(value), Some(Binding::Open)) => {
            let values: Vec<Syntax> = local::values(value, None).into_iter().map(|(it, _)| it).collect();
            match values.iter().any(|it| has_tag(plain(*it))) {
                true => found.push(value),
                false => values.into_iter().for_each(next),
            }
        }
        Kind::Call => {
            let Some(call) = Call::of(value) else { return };
            let function = call.args.first().map(|it| plain(*it)).filter(|it| it.kind() == Kind::Arrow);
            match call.name {
                "join" | "trim" | "concat" => call.receiver.into_iter().for_each(next),
                "map" => function.into_iter().flat_map(returns).for_each(next),
                _ => graph.callees(&call).into_iter().flat_map(returns).for_each(&mut next),
            }
        }
        _ => {}
    }
}

/// Whether a text, or what it is put together of, holds a tag.
fn has_tag(value: Syntax) -> bool {
    let is_tag = |it: &str| it.as_bytes().windows(2).any(|it| matches!(it, [b'<', next] if next.is_ascii_alphabetic()));
    let parts = value.find_any(&[Kind::String, Kind::StringFragment]);
    value.is(&[Kind::Template, Kind::Binary, Kind::String])
        && (parts.into_iter().any(|it| is_tag(it.text())) || value.kind() == Kind::String && is_tag(value.text()))
        && !value.text().get(1..).is_some_and(|it| it.starts_with("<?xml"))
}
