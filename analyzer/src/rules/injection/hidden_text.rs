//! Characters that make code look like something else than what runs.

use crate::finding::{Finding, Fix, Place};
use crate::project::{File, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Span;

pub static RULE: Rule = Rule {
    id: "injection/hidden-text",
    title: "The code does not run as it reads",
    severity: Severity::High,
    standard: &["X082"],
    refs: &["CWE-1007", "https://trojansource.codes", "https://nvd.nist.gov/vuln/detail/CVE-2021-42574"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("hidden_text.md"),
    check: &[Check::File(&[""], check)],
};

fn check(project: &Project, file: u32) -> Option<Finding> {
    let File { path, text, .. } = project.files.get(file as usize)?;
    let is_code = File::language(path).is_some() || path.ends_with(".sql") || path.contains("Dockerfile");
    // Texts for people in Arabic or Hebrew are laid out with such characters.
    let is_translation = ["i18n", "locale", "lang", "translation"].iter().any(|it| path.contains(it));
    (is_code && !is_translation && !text.is_ascii()).then_some(())?;
    // By their first bytes.
    let leads = text.bytes().enumerate().filter(|(_, it)| matches!(it, 0xE1..=0xE3 | 0xEF));
    let mut signs = leads.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?)));
    let (at, sign) = signs.find(|(_, it)| turns(*it) || hides(*it))?;
    let span = Span { start: at as u32, end: (at + sign.len_utf8()) as u32 };
    let code = sign as u32;
    let message = if turns(sign) {
        format!(
            "An invisible character, U+{code:04X}, turns the direction of the text here: editors show the line in another \
             order than it runs in, and a reviewer reads other code."
        )
    } else {
        format!("U+{code:04X} is invisible and counts as a letter: there may be a name here that nobody sees.")
    };
    let place = Place { file, span };
    let fix = Fix::review("Remove the character", "read what the code does without it, and find out who added it");
    Some(Finding::at(place, message).fix(turns(sign).then(|| fix.replace(place, ""))))
}

/// Characters that turn the direction of what follows.
fn turns(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Letters without a shape.
fn hides(sign: char) -> bool {
    matches!(sign, '\u{3164}' | '\u{FFA0}' | '\u{115F}' | '\u{1160}')
}
