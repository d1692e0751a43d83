//! Diffs and pieces of code.

use leptos::prelude::*;

use crate::model::diff::{Hunk, Row, Side};

/// Hunks of a diff, each under the other.
pub fn diff(hunks: Vec<Hunk>, label: String) -> AnyView {
    let hunks: Vec<AnyView> = hunks
        .into_iter()
        .map(|hunk| {
            let rows: Vec<AnyView> = hunk.into_iter().map(row).collect();
            view! { <div class="hunk">{rows}</div> }.into_any()
        })
        .collect();
    view! { <div class="diff" role="group" aria-label=label>{hunks}</div> }.into_any()
}

fn row(row: Row) -> AnyView {
    let line = view! { <span class="line" aria-hidden="true">{row.line}</span> };
    let text = format!("{}\n", row.text);
    match row.side {
        Side::Same => view! { <span class="row">{line}<span class="sign">" "</span>{text}</span> }.into_any(),
        Side::Removed => view! { <del class="row">{line}<span class="sign">"-"</span>{text}</del> }.into_any(),
        Side::Added => view! { <ins class="row">{line}<span class="sign">"+"</span>{text}</ins> }.into_any(),
    }
}

/// Code with the lines marked that are found.
pub fn code(text: &str, marked: &[usize], label: String) -> AnyView {
    let rows: Vec<AnyView> = text
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let class = if marked.contains(&(at + 1)) { "row hit" } else { "row" };
            view! { <span class=class>{format!("{line}\n")}</span> }.into_any()
        })
        .collect();
    view! { <div class="diff plain" role="group" aria-label=label><div class="hunk">{rows}</div></div> }.into_any()
}
