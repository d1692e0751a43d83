//! What a review is printed as; JSON, Markdown and SARIF are the engine's own.

mod excerpt;
pub mod github;
pub mod gitlab;
pub mod text;

use analyzer::report::Certainty;

/// As the JSON spells it.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Check => "check",
    }
}

/// A number and its noun.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
