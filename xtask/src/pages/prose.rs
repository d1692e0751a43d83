//! The rules' Markdown as HTML; raw HTML in it stays text.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd, html::push_html};

/// A heading and what stands under it.
pub struct Section<'w> {
    /// Its words.
    pub heading: &'w str,
    /// Markdown.
    pub body: &'w str,
}

/// The parts of a rule's words, each under a heading of the second level.
pub fn sections(words: &str) -> Vec<Section<'_>> {
    let parts = words.strip_prefix("## ").unwrap_or(words).split("\n## ");
    parts
        .filter_map(|part| part.split_once('\n'))
        .map(|(heading, body)| Section { heading: heading.trim(), body: body.trim() })
        .collect()
}

/// Blocks.
pub fn blocks(markdown: &str) -> Markup {
    let mut out = String::new();
    push_html(&mut out, Parser::new(markdown).map(tamed));
    PreEscaped(out)
}

/// A line's parts: no paragraph around them.
pub fn inline(markdown: &str) -> Markup {
    let mut out = String::new();
    let inside = |event: &Event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    push_html(&mut out, Parser::new(markdown).map(tamed).filter(inside));
    PreEscaped(out)
}

/// The words of a sentence without its marks, for where no markup may stand.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => out += &text,
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => out += " ",
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

fn tamed(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { dest_url, .. }) => Event::InlineHtml(opening(&dest_url)),
        Event::End(TagEnd::Link) => Event::InlineHtml("</a>".into()),
        Event::Start(Tag::CodeBlock(_)) => Event::Html("<pre class=\"block\" tabindex=\"0\"><code>".into()),
        Event::End(TagEnd::CodeBlock) => Event::Html("</code></pre>\n".into()),
        other => other,
    }
}

fn opening(to: &str) -> CowStr<'static> {
    let empty = outward(to, "").into_string();
    empty.strip_suffix("</a>").unwrap_or(&empty).to_owned().into()
}

/// A link to another site: opened apart, and told nothing about this page.
pub fn outward(to: &str, words: &str) -> Markup {
    let safe = to.starts_with("https://").then_some(to);
    html! { a href=[safe] target="_blank" rel="noreferrer noopener" { (words) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_part_the_words() {
        let parts = sections("## Why it matters\n\nA `b`.\n\n## How to fix\n\n- c\n");
        let found: Vec<(&str, &str)> = parts.iter().map(|it| (it.heading, it.body)).collect();
        assert_eq!(found, [("Why it matters", "A `b`."), ("How to fix", "- c")]);
    }

    #[test]
    fn raw_html_stays_text_and_links_open_apart() {
        assert_eq!(blocks("a <b onclick=x>&").into_string(), "<p>a &lt;b onclick=x&gt;&amp;</p>\n");
        let link = inline("[x](https://a.b/c)").into_string();
        assert_eq!(link, "<a href=\"https://a.b/c\" target=\"_blank\" rel=\"noreferrer noopener\">x</a>");
        assert!(!inline("[x](javascript:y)").into_string().contains("href"));
        assert_eq!(plain("A `Promise<T>` of <b>\nwaits."), "A Promise<T> of <b> waits.");
    }
}
