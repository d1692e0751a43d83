//! Rules' words (Markdown) and findings' messages as plain blocks; raw HTML stays text.

#[cfg(test)]
mod reference;

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

/// The parts of a rule's words. They are written by this project in a small part of Markdown (headings, paragraphs, flat
/// lists, fences, code, strong, links), and a test holds every rule's words against a full reader: that reader would
/// be a sixth of the whole app.
pub fn parts(words: &str) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let mut lines = words.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with('#') {
            let heading = plain(&inline(line.trim_start_matches('#').trim()));
            parts.push(Part { heading, blocks: vec![] });
            continue;
        }
        let block = if line.starts_with("```") {
            let code = lines.by_ref().take_while(|line| !line.starts_with("```")).map(|line| format!("{line}\n"));
            Block::Code(code.collect())
        } else if let Some((ordered, item)) = item(line) {
            let mut items = vec![item.to_owned()];
            while let Some(next) = lines.next_if(|line| !line.trim().is_empty() && !line.starts_with('#')) {
                match (self::item(next), items.last_mut()) {
                    (None, Some(last)) => last.extend([" ", next.trim()]),
                    (Some((_, item)), _) => items.push(item.to_owned()),
                    (None, None) => {}
                }
            }
            Block::List { ordered, items: items.iter().map(|item| inline(item)).collect() }
        } else {
            let mut text = line.trim().to_owned();
            while let Some(next) =
                lines.next_if(|line| !line.trim().is_empty() && !line.starts_with(['#', '`']) || goes_on(line))
            {
                text.extend([" ", next.trim()]);
            }
            Block::Paragraph(inline(&text))
        };
        if let Some(part) = parts.last_mut() {
            part.blocks.push(block);
        }
    }
    parts.retain(|part| !part.blocks.is_empty());
    parts
}

/// A paragraph's next line may begin with code, though not with a fence.
fn goes_on(line: &str) -> bool {
    line.starts_with('`') && !line.starts_with("```")
}

/// What stands behind `- ` or `1. `, and whether it was a number.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(rest) = line.strip_prefix("- ").or(line.strip_prefix("* ")) {
        return Some((false, rest.trim()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < line.len()).then(|| rest.strip_prefix(". ")).flatten().map(|rest| (true, rest.trim()))
}

/// Code first, for nothing in it is read; then links and what is set off in the text between.
fn inline(text: &str) -> Vec<Inline> {
    let spans = message(text).into_iter().flat_map(|span| match span {
        Inline::Text(text) => marked(&text),
        other => vec![other],
    });
    spans.collect()
}

fn marked(text: &str) -> Vec<Inline> {
    let mut line = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("**").into_iter().chain(rest.find('[')).min() {
        let read = if rest[at..].starts_with('[') { link(&rest[at..]) } else { strong(&rest[at..]) };
        let Some((inline, length)) = read else { break };
        if at > 0 {
            line.push(Inline::Text(rest[..at].to_owned()));
        }
        line.push(inline);
        rest = &rest[at + length..];
    }
    if !rest.is_empty() {
        line.push(Inline::Text(rest.to_owned()));
    }
    line
}

fn strong(text: &str) -> Option<(Inline, usize)> {
    let inside = text.strip_prefix("**")?.split_once("**")?.0;
    Some((Inline::Strong(inside.to_owned()), inside.len() + 4))
}

fn link(text: &str) -> Option<(Inline, usize)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (to, _) = rest.split_once(')')?;
    Some((Inline::Link { to: to.to_owned(), text: words.to_owned() }, words.len() + to.len() + 4))
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
        let parts = parts("a <b>c</b>\n");
        let Block::Paragraph(line) = &parts[0].blocks[0] else { panic!("a paragraph") };
        assert_eq!(plain(line), "a <b>c</b>");
    }

    #[test]
    fn the_words_of_every_rule_are_read_as_a_full_reader_does() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../analyzer/src/rules");
        let mut seen = 0;
        for folder in std::fs::read_dir(root).expect("the rules' folder").flatten().filter(|it| it.path().is_dir()) {
            for file in std::fs::read_dir(folder.path()).expect("a category").flatten() {
                let path = file.path();
                if path.extension().is_some_and(|kind| kind == "md") {
                    let text = std::fs::read_to_string(&path).expect("words");
                    assert_eq!(parts(&text), reference::parts(&text), "{}", path.display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 10);
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
