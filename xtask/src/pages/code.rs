//! Code as HTML: a line each, coloured, with the lines marked that are found.

use std::collections::BTreeMap;

use maud::{Markup, html};

/// Spans to colour, by rule, example and path: `[start, end, class]` in UTF-16 units.
pub type Colours = BTreeMap<String, Vec<BTreeMap<String, Vec<u32>>>>;

/// The engine's classes, by their number.
const CLASSES: [&str; 8] = ["", "keyword", "string", "comment", "decorator", "number", "type", "function"];

/// A text's lines under a label; `hits` are the numbers of those that are found.
pub fn code(text: &str, spans: &[u32], hits: &[u32], label: &str) -> Markup {
    html! {
        pre.code-lines tabindex="0" role="group" aria-label=(label) {
            code {
                @for (number, line) in (1..).zip(lines(text, spans)) {
                    @if hits.contains(&number) { mark.row { (line) "\n" } } @else { span.row { (line) "\n" } }
                }
            }
        }
    }
}

fn lines(text: &str, spans: &[u32]) -> Vec<Markup> {
    let units: Vec<u16> = text.trim_end_matches('\n').encode_utf16().collect();
    let mut lines = vec![Vec::new()];
    let mut put = |from: usize, to: usize, class: &'static str| {
        let piece = String::from_utf16_lossy(units.get(from..to.min(units.len())).unwrap_or_default());
        for (at, part) in piece.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push((class, part.to_owned()));
            }
        }
    };
    let mut at = 0;
    for span in spans.chunks_exact(3) {
        let (from, to) = (span[0] as usize, span[1] as usize);
        put(at, from, "");
        put(from, to, CLASSES.get(span[2] as usize).copied().unwrap_or_default());
        at = to;
    }
    put(at, units.len(), "");
    lines.into_iter().map(|pieces| line(&pieces)).collect()
}

fn line(pieces: &[(&str, String)]) -> Markup {
    html! {
        @for (class, text) in pieces {
            @if class.is_empty() { (text) } @else { span class=(class) { (text) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_marks_stand_where_they_belong() {
        let html = code("// 😀\nget<'a'>()\n", &[0, 5, 3, 10, 13, 2], &[2], "Code").into_string();
        assert!(html.contains("<span class=\"comment\">// 😀</span>\n"), "{html}");
        assert!(html.contains("<mark class=\"row\">get&lt;<span class=\"string\">'a'</span>&gt;()\n</mark>"), "{html}");
        assert_eq!(html.matches("class=\"row\"").count(), 2);
    }

    #[test]
    fn what_has_no_colours_is_plain_and_a_comment_may_run_over_lines() {
        assert!(code("a: 1", &[], &[], "x").into_string().contains("<span class=\"row\">a: 1\n</span>"));
        let html = code("/* a\nb */ c", &[0, 9, 3], &[], "x").into_string();
        assert!(html.contains("<span class=\"comment\">/* a</span>\n</span><span class=\"row\"><span class=\"comment\">b */</span> c\n"), "{html}");
    }
}
