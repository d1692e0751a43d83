//! The filter box: words and `severity:high rule:raw-sql file:users fix:yes`.

use analyzer::report::Finding;

/// What the box asks for; a finding must meet every part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter(Vec<Term>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Word(String),
    Severity(Vec<String>),
    Rule(String),
    File(String),
    Fix(bool),
}

impl Filter {
    /// Reads the box. A key that is not known, or has no value yet, is a word like any other.
    pub fn of(text: &str) -> Filter {
        Filter(text.to_ascii_lowercase().split_whitespace().map(Term::of).collect())
    }

    /// Whether the finding meets every part.
    pub fn matches(&self, finding: &Finding) -> bool {
        self.0.iter().all(|term| term.matches(finding))
    }
}

impl Term {
    fn of(word: &str) -> Term {
        let text = |value: &str| value.to_owned();
        match word.split_once(':') {
            Some(("severity", value)) if !value.is_empty() => Term::Severity(value.split(',').map(text).collect()),
            Some(("rule", value)) if !value.is_empty() => Term::Rule(text(value)),
            Some(("file", value)) if !value.is_empty() => Term::File(text(value)),
            Some(("fix", "yes")) => Term::Fix(true),
            Some(("fix", "no")) => Term::Fix(false),
            _ => Term::Word(text(word)),
        }
    }

    fn matches(&self, finding: &Finding) -> bool {
        let holds = |text: &str, part: &str| text.to_ascii_lowercase().contains(part);
        match self {
            Term::Word(word) => {
                [&finding.title, &finding.message, &finding.rule, &finding.path, &finding.cwe.join(" ")]
                    .into_iter()
                    .any(|text| holds(text, word))
            }
            Term::Severity(words) => words.iter().any(|word| word == finding.severity.word()),
            Term::Rule(part) => holds(&finding.rule, part),
            Term::File(part) => holds(&finding.path, part),
            Term::Fix(wanted) => finding.fix.is_some() == *wanted,
        }
    }
}

/// Parts worth adding: each has results, none is there already.
pub fn suggestions(text: &str, findings: &[Finding]) -> Vec<String> {
    let filter = Filter::of(text);
    let (kept, _) = text.rsplit_once(' ').unwrap_or(("", text));
    let mut values: Vec<String> = Vec::new();
    let mut offer = |value: String| {
        if !values.contains(&value) {
            values.push(value);
        }
    };
    for finding in findings.iter().filter(|finding| filter.matches(finding) || !text.contains(' ')) {
        offer(format!("severity:{}", finding.severity.word()));
        offer(format!("rule:{}", finding.rule));
        offer(format!("file:{}", finding.path));
        if finding.fix.is_some() {
            offer("fix:yes".to_owned());
        }
    }
    let prefix = if kept.is_empty() { String::new() } else { format!("{kept} ") };
    values.into_iter().filter(|value| !text.contains(value.as_str())).map(|value| prefix.clone() + &value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn rules(filter: &str) -> Vec<String> {
        let filter = Filter::of(filter);
        sample::review().findings.into_iter().filter(|f| filter.matches(f)).map(|f| f.rule).collect()
    }

    #[test]
    fn words_look_at_title_message_rule_and_file() {
        assert_eq!(rules("GUARD"), ["auth/guard-missing"]);
        assert_eq!(rules("service"), ["auth/guard-missing"]);
        assert_eq!(rules("").len(), 3);
    }

    #[test]
    fn keys_narrow_and_add_up() {
        assert_eq!(rules("severity:critical,high").len(), 2);
        assert_eq!(rules("file:controller fix:no"), ["testing/focused-test"]);
        assert_eq!(rules("rule:raw-sql"), ["injection/raw-sql"]);
        assert!(rules("severity:low").is_empty());
    }

    #[test]
    fn an_unfinished_or_unknown_key_is_a_word() {
        assert_eq!(Filter::of("severity:"), Filter(vec![Term::Word("severity:".to_owned())]));
        assert!(rules("colour:red").is_empty());
    }

    #[test]
    fn suggestions_have_results_and_keep_what_is_typed() {
        let findings = sample::review().findings;
        let all = suggestions("", &findings);
        assert!(all.contains(&"severity:high".to_owned()) && !all.contains(&"severity:low".to_owned()));
        let more = suggestions("severity:high ", &findings);
        assert!(more.contains(&"severity:high file:users.service.ts".to_owned()), "{more:?}");
        assert!(!more.iter().any(|value| value.contains("raw-sql")), "{more:?}");
    }
}
