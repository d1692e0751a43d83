//! Markdown to a terminal: headings, paragraphs, lists and code, wrapped.

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::output::visible;

const HEADING: Style = Style::new().bold().underline();
const CODE: Style = AnsiColor::Cyan.on_default();
const STRONG: Style = Style::new().bold();

/// A space that a line must not break at: the engine's prose has none of its own.
const GLUE: char = '\u{e000}';

/// Paragraphs with an empty line between them.
pub fn terminal(markdown: &str, width: usize) -> String {
    let mut page = Page { width, ..Page::default() };
    Parser::new(&visible(markdown)).for_each(|it| page.event(it));
    page.flush();
    page.blocks.join("\n\n")
}

#[derive(Default)]
struct Page {
    width: usize,
    blocks: Vec<String>,
    /// Of the block being read.
    text: String,
    /// The next number of each open list; nothing for a list without numbers.
    lists: Vec<Option<u64>>,
    is_code: bool,
    is_heading: bool,
    link: String,
}

impl Page {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text += &text,
            Event::Code(code) => self.text += &format!("{CODE}{}{CODE:#}", code.replace(' ', &GLUE.to_string())),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { .. } => self.is_heading = true,
            Tag::CodeBlock(_) => self.is_code = true,
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Link { dest_url, .. } => self.link = dest_url.to_string(),
            Tag::Strong => self.text += &STRONG.render().to_string(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.text += &STRONG.render_reset().to_string(),
            TagEnd::Link => {
                let link = std::mem::take(&mut self.link);
                if !self.text.ends_with(&link) {
                    self.text += &format!(" ({link})");
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item => self.flush(),
            TagEnd::List(_) => drop(self.lists.pop()),
            _ => {}
        }
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (is_code, is_heading) = (std::mem::take(&mut self.is_code), std::mem::take(&mut self.is_heading));
        if text.trim().is_empty() {
            return;
        }
        let depth = self.lists.len();
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(None) => "• ".into(),
            None => String::new(),
        };
        let block = match (is_code, is_heading) {
            (true, _) => textwrap::indent(text.trim_end(), "    "),
            (_, true) => format!("{HEADING}{text}{HEADING:#}"),
            _ => wrapped(&text, &mark, depth, self.width),
        };
        match self.blocks.last_mut() {
            // Items of one list stand close.
            Some(last)
                if depth > 0 && last.trim_start().starts_with(['•', '1', '2', '3', '4', '5', '6', '7', '8', '9']) =>
            {
                *last += &format!("\n{block}");
            }
            _ => self.blocks.push(block),
        }
    }
}

fn wrapped(text: &str, mark: &str, depth: usize, width: usize) -> String {
    let first = format!("{}{mark}", "  ".repeat(depth.saturating_sub(1)));
    let rest = " ".repeat(first.chars().count());
    let options = textwrap::Options::new(width).initial_indent(&first).subsequent_indent(&rest).break_words(false);
    textwrap::fill(text, options).replace(GLUE, " ")
}
