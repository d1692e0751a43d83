//! Lists, parts and effects that change, each through one type: every further type would be kilobytes of the same code.

use std::sync::Arc;

use leptos::prelude::*;

/// A row of a list: it stays as long as its key does.
#[derive(Clone)]
pub struct Row {
    key: String,
    view: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

/// A row by its key; `view` is made when the key comes up.
pub fn row(key: impl Into<String>, view: impl Fn() -> AnyView + Send + Sync + 'static) -> Row {
    Row { key: key.into(), view: Arc::new(view) }
}

/// The rows, in their order.
pub fn each(rows: impl Fn() -> Vec<Row> + Send + Sync + 'static) -> AnyView {
    keyed(Box::new(rows))
}

fn keyed(rows: Box<dyn Fn() -> Vec<Row> + Send + Sync>) -> AnyView {
    view! { <For each=rows key=|row| row.key.clone() children=|row| (row.view)()/> }.into_any()
}

/// A part that is made anew when what it reads changes.
pub fn live<V: IntoView + 'static>(part: impl Fn() -> V + Send + 'static) -> AnyView {
    changing(Box::new(move || part().into_any()))
}

fn changing(part: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || part()).into_any()
}

/// Words that are written anew when what they read changes.
pub fn line(words: impl Fn() -> String + Send + 'static) -> AnyView {
    written(Box::new(words))
}

fn written(words: Box<dyn Fn() -> String + Send>) -> AnyView {
    (move || words()).into_any()
}

/// Does something now and whenever what it reads changes.
pub fn watch(work: impl Fn() + 'static) {
    watched(Box::new(work));
}

fn watched(work: Box<dyn Fn()>) {
    Effect::new(move |_| work());
}
