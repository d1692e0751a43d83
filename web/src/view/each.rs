//! Keyed lists, all through one list type: every further one would be several kilobytes of the same code.

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
    let rows: Box<dyn Fn() -> Vec<Row> + Send + Sync> = Box::new(rows);
    view! { <For each=rows key=|row| row.key.clone() children=|row| (row.view)()/> }.into_any()
}
