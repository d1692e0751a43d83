//! Rules' words (Markdown) and findings' messages as plain blocks; raw HTML stays text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Text within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// As it is.
    Text(String),
    /// Between backticks.
    Code(String),
    /// Set off.
    Strong(String),
    /// A web address.
    Link {
        /// Where it leads.
        to: String,
        /// What it says.
        text: String,
    },
}

/// A paragraph, a list or code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Sentences.
    Paragraph(Vec<Inline>),
    /// Points, numbered or not.
    List {
        /// Whether the order matters.
        ordered: bool,
        /// One line each.
        items: Vec<Vec<Inline>>,
    },
    /// A fenced block.
    Code(String),
}

/// A heading and what stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Empty for what stands before the first heading.
    pub heading: String,
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// The parts of a rule's words.
pub fn parts(words: &str) -> Vec<Part> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(words, Options::empty()) {
        reader.take(event);
    }
    reader.parts.retain(|part| !part.blocks.is_empty());
    reader.parts
}

#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    line: Vec<Inline>,
    items: Vec<Vec<Inline>>,
    ordered: bool,
    depth: usize,
    strong: bool,
    link: Option<String>,
    fenced: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.line.push(Inline::Code(text.to_string())),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { .. } => self.paragraph(),
            Tag::List(first) => {
                self.depth += 1;
                self.ordered = first.is_some();
            }
            Tag::CodeBlock(_) => self.fenced = Some(String::new()),
            Tag::Strong => self.strong = true,
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.to_string()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let heading = plain(&std::mem::take(&mut self.line));
                self.parts.push(Part { heading, blocks: vec![] });
            }
            TagEnd::Paragraph if self.depth == 0 => self.paragraph(),
            TagEnd::Item => {
                let line = std::mem::take(&mut self.line);
                self.items.push(line);
            }
            TagEnd::List(_) => {
                self.depth -= 1;
                if self.depth == 0 {
                    let items = std::mem::take(&mut self.items);
                    self.block(Block::List { ordered: self.ordered, items });
                }
            }
            TagEnd::CodeBlock => {
                let code = self.fenced.take().unwrap_or_default();
                self.block(Block::Code(code));
            }
            TagEnd::Strong => self.strong = false,
            TagEnd::Link => self.link = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.fenced {
            code.push_str(text);
        } else if let Some(to) = &self.link {
            self.line.push(Inline::Link { to: to.clone(), text: text.to_owned() });
        } else if self.strong {
            self.line.push(Inline::Strong(text.to_owned()));
        } else if let Some(Inline::Text(last)) = self.line.last_mut() {
            last.push_str(text);
        } else {
            self.line.push(Inline::Text(text.to_owned()));
        }
    }

    fn paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.block(Block::Paragraph(line));
        }
    }

    fn block(&mut self, block: Block) {
        match self.parts.last_mut() {
            Some(part) => part.blocks.push(block),
            None => self.parts.push(Part { heading: String::new(), blocks: vec![block] }),
        }
    }
}

/// The text alone.
pub fn plain(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Strong(text) | Inline::Link { text, .. } => text.as_str(),
        })
        .collect()
}

/// A finding's message. It carries names from code that may have come with a link, so nothing but code between
/// backticks is read as Markdown: no links, no emphasis.
pub fn message(text: &str) -> Vec<Inline> {
    let mut line = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('`') {
        let fence = rest[open..].chars().take_while(|&c| c == '`').count();
        let inside = &rest[open + fence..];
        let Some(close) = closing(inside, fence) else { break };
        if open > 0 {
            line.push(Inline::Text(rest[..open].to_owned()));
        }
        line.push(Inline::Code(inside[..close].trim().to_owned()));
        rest = &inside[close + fence..];
    }
    if !rest.is_empty() {
        line.push(Inline::Text(rest.to_owned()));
    }
    line
}

/// Where a run of exactly `fence` backticks begins.
fn closing(text: &str, fence: usize) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find('`') {
        let start = from + found;
        let run = text[start..].chars().take_while(|&c| c == '`').count();
        if run == fence {
            return Some(start);
        }
        from = start + run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    fn code(text: &str) -> Inline {
        Inline::Code(text.to_owned())
    }

    #[test]
    fn words_split_at_their_headings() {
        let parts = parts("## Why it matters\nA `q` is\nopen.\n\n## How to fix\n1. One\n2. **Two** [x](https://a.b)\n");
        assert_eq!(parts[0].heading, "Why it matters");
        assert_eq!(parts[0].blocks, [Block::Paragraph(vec![text("A "), code("q"), text(" is open.")])]);
        let Block::List { ordered, items } = &parts[1].blocks[0] else { panic!("a list") };
        assert!(ordered);
        assert_eq!(items[1][0], Inline::Strong("Two".to_owned()));
        assert_eq!(items[1][2], Inline::Link { to: "https://a.b".to_owned(), text: "x".to_owned() });
    }

    #[test]
    fn html_in_words_stays_text() {
        let parts = parts("a <b>c</b>\n\n<script>x</script>\n");
        let Block::Paragraph(line) = &parts[0].blocks[0] else { panic!("a paragraph") };
        assert_eq!(plain(line), "a <b>c</b>");
    }

    #[test]
    fn fenced_code_keeps_its_lines() {
        assert_eq!(parts("```ts\na\nb\n```\n")[0].blocks, [Block::Code("a\nb\n".to_owned())]);
    }

    #[test]
    fn a_message_knows_code_and_nothing_else() {
        assert_eq!(message("`q` reaches *it*"), [code("q"), text(" reaches *it*")]);
        assert_eq!(message("``a`b`` ends"), [code("a`b"), text(" ends")]);
        assert_eq!(message("an open ` stays [x](y)"), [text("an open ` stays [x](y)")]);
    }
}
