//! A rule's examples: the bad one and the good one that answers it first, the others folded away.

use std::collections::BTreeMap;

use analyzer::report::{ExamplePage, RulePage};
use maud::{Markup, html};

use super::code::{Colours, code};

/// The examples under their headings.
pub fn examples(rule: &RulePage, colours: &Colours) -> Markup {
    let none = Vec::new();
    let coloured = colours.get(&rule.id).unwrap_or(&none);
    let all: Vec<Shown> =
        rule.examples.iter().enumerate().map(|(at, it)| Shown { it, spans: coloured.get(at) }).collect();
    let first = first(&rule.examples);
    let rest: Vec<&Shown> = (0..).zip(&all).filter(|(at, _)| !first.contains(at)).map(|(_, it)| it).collect();
    html! {
        @for shown in first.iter().filter_map(|at| all.get(*at)) { (shown.view(true)) }
        @if !rest.is_empty() {
            details.more-examples {
                summary { (rest.len()) @if rest.len() == 1 { " more example" } @else { " more examples" } }
                @for shown in rest { (shown.view(false)) }
            }
        }
    }
}

/// The places of the pair that is shown first: a bad example with a good one right after it, if there is one.
pub fn first(examples: &[ExamplePage]) -> Vec<usize> {
    let answered = examples.windows(2).position(|two| !two[0].good && two[1].good);
    let bad = answered.or_else(|| examples.iter().position(|it| !it.good));
    let good = answered.map(|at| at + 1).or_else(|| examples.iter().position(|it| it.good));
    bad.into_iter().chain(good).collect()
}

struct Shown<'p> {
    it: &'p ExamplePage,
    spans: Option<&'p BTreeMap<String, Vec<u32>>>,
}

impl Shown<'_> {
    fn view(&self, is_first: bool) -> Markup {
        let word = if self.it.good { "Compliant" } else { "Noncompliant" };
        let id = is_first.then(|| word.to_lowercase());
        let many = self.it.files.len() > 1;
        html! {
            div.example.(if self.it.good { "good" } else { "bad" }) {
                h3 id=[id] { (word) }
                @for (path, text) in &self.it.files {
                    @if many || path != "src/example.ts" { p.file-name { (path) } }
                    (self.file(path, text, word))
                }
            }
        }
    }

    fn file(&self, path: &str, text: &str, word: &str) -> Markup {
        let marks = self.it.marks.iter().filter(|mark| mark.path == path);
        let hits: Vec<u32> = marks.map(|mark| mark.line).collect();
        let spans = self.spans.and_then(|it| it.get(path)).map(Vec::as_slice).unwrap_or_default();
        code(text, spans, &hits, &format!("{word} code, {path}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(good: bool) -> ExamplePage {
        ExamplePage { good, files: BTreeMap::new(), marks: vec![] }
    }

    #[test]
    fn the_first_pair_is_a_bad_example_and_its_answer() {
        let of = |goods: &[bool]| first(&goods.iter().map(|it| example(*it)).collect::<Vec<_>>());
        assert_eq!(of(&[false, false, true]), [1, 2]);
        assert_eq!(of(&[true, false]), [1, 0]);
        assert_eq!(of(&[false]), [0]);
    }
}
