//! The same words read by a full Markdown reader: what the small one is held against.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, Inline, Part, plain};

/// The parts of a rule's words, read in full.
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
