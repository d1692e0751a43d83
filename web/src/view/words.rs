//! Plain blocks as elements.

use leptos::prelude::*;

use crate::model::prose::{Block, Inline};

/// A line's parts.
pub fn inline(line: Vec<Inline>) -> Vec<AnyView> {
    line.into_iter()
        .map(|part| match part {
            Inline::Text(text) => text.into_any(),
            Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
            Inline::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
            Inline::Link { to, text } => outward(to, text).into_any(),
        })
        .collect()
}

/// A link to another site: opened apart, and told nothing about this page.
pub fn outward(to: String, text: String) -> impl IntoView {
    let safe = to.starts_with("https://").then_some(to);
    view! { <a href=safe target="_blank" rel="noreferrer noopener">{text}</a> }
}

/// Blocks one below the other.
pub fn blocks(blocks: Vec<Block>) -> Vec<AnyView> {
    blocks
        .into_iter()
        .map(|block| match block {
            Block::Paragraph(line) => view! { <p>{inline(line)}</p> }.into_any(),
            Block::List { ordered, items } => {
                let items: Vec<_> = items.into_iter().map(|item| view! { <li>{inline(item)}</li> }).collect();
                if ordered { view! { <ol>{items}</ol> }.into_any() } else { view! { <ul>{items}</ul> }.into_any() }
            }
            Block::Code(code) => view! { <pre class="block" tabindex="0"><code>{code}</code></pre> }.into_any(),
        })
        .collect()
}
