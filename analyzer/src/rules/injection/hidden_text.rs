//! Characters that make code look like something else than what runs.

use crate::finding::Finding;
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "injection/hidden-text",
    title: "The code runs otherwise than it reads",
    severity: Severity::High,
    standard: &["X082"],
    refs: &["CWE-1007", "https://trojansource.codes", "https://nvd.nist.gov/vuln/detail/CVE-2021-42574"],
    needs: &[],
    fix: FixKind::None,
    words: words!("hidden_text.md"),
    check: &[
        Check::Node(Kind::Comment, turned),
        Check::Node(Kind::String, turned),
        Check::Node(Kind::Template, turned),
        Check::Node(Kind::Identifier, invisible),
    ],
};

/// Characters that turn the direction of what follows.
fn turned(_: &Project, syntax: Syntax) -> Option<Finding> {
    let text = syntax.text();
    let sign = if text.is_ascii() { None } else { text.chars().find(|it| turns(*it)) }?;
    let message = format!(
        "An invisible character, U+{:04X}, turns the direction of the text here: editors show the line in another order than \
         it runs in, and a reviewer reads other code.",
        sign as u32
    );
    Some(Finding::at(syntax, message))
}

/// Names that hold characters nobody sees.
fn invisible(_: &Project, name: Syntax) -> Option<Finding> {
    let text = name.text();
    let hides = |it: &char| {
        turns(*it)
            || matches!(*it, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{3164}' | '\u{FFA0}' | '\u{115F}')
    };
    let sign = if text.is_ascii() { None } else { text.chars().find(hides) }?;
    let message =
        format!("This name holds U+{:04X}, which nobody sees: it looks like another name and is not.", sign as u32);
    Some(Finding::at(name, message))
}

fn turns(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
